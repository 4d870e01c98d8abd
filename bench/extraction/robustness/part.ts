import type { BenchOptions, Report } from '../report.ts';
import { bombReport } from './bomb-report.ts';
import { dataReports } from './data-reports.ts';
import { fuzzReport } from './fuzz-report.ts';

const KINDS: Record<string, (data: string) => Promise<Report[]>> = {
  files: dataReports,
  bombs: async () => [await bombReport()],
  mutants: async () => [await fuzzReport()],
};

/**
 * Damaged and hostile files: no crash, no hang, bounded memory, a text or an error that says what is wrong.
 * ROBUSTNESS=bombs,mutants,files picks some of them, for all take a quarter of an hour.
 */
export async function robustnessPart({ data }: BenchOptions): Promise<Report[]> {
  const names = process.env.ROBUSTNESS?.split(',') ?? Object.keys(KINDS);
  const reports: Report[] = [];
  for (const name of names) {
    const report = KINDS[name];
    if (!report) throw new Error(`ROBUSTNESS knows ${Object.keys(KINDS).join(', ')}; not ${name}`);
    reports.push(...(await report(data)));
  }
  return reports;
}
