import type { BenchOptions, Report } from '../report.ts';
import { bombReport } from './bomb-report.ts';
import { dataReports } from './data-reports.ts';
import { fuzzReport } from './fuzz-report.ts';

/** Damaged and hostile files: no crash, no hang, bounded memory, a text or an error that says what is wrong. */
export async function robustnessPart({ data }: BenchOptions): Promise<Report[]> {
  return [...(await dataReports(data)), await bombReport(), await fuzzReport()];
}
