import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Report } from '../report.ts';
import { withBundle } from './bundle.ts';
import type { MemoryUse } from './read-many.ts';

const DOCUMENTS = 1000;
/** V8 lets the short-lived part of the heap grow to three times this; its own choice is 32 on larger machines. */
const SMALLER_HEAP = '--max-semi-space-size=16';

/** Resident memory of one process that reads a thousand documents, bundled as it is deployed. */
export const memoryReport = (files: readonly string[]): Promise<Report> =>
  withBundle('read-many', async (script) => {
    const rows: Report['rows'][number][] = [];
    for (const flags of [[], [SMALLER_HEAP]]) {
      const use = await measure([...flags, script, String(DOCUMENTS), ...files]);
      const at = (done: number) => Math.round(use.find((each) => each.done === done)?.rssMb ?? 0);
      const peak = Math.round(Math.max(...use.map(({ peakMb }) => peakMb)));
      rows.push([`node ${flags.join(' ')}`.trim(), at(100), at(DOCUMENTS / 2), at(DOCUMENTS), peak]);
    }
    return {
      title: `Memory over ${DOCUMENTS} documents in one process`,
      columns: ['process', 'MB after 100', 'after 500', 'after 1000', 'peak'],
      rows,
      notes: ['Resident set of the whole process, engines included. Ours is bundled.'],
    };
  });

async function measure(parameters: readonly string[]): Promise<MemoryUse[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [...parameters]);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as MemoryUse);
}
