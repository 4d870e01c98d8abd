/**
 * Reads the files named after it, over and over, until it has read as many documents as its first argument says, and
 * prints the process's memory after each hundredth: as a bundle, for that is what is deployed.
 */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { readWhole } from '#shared/extraction/read-document.ts';
import { limitsOf } from '#shared/runtime/limits.ts';

export type MemoryUse = { done: number; rssMb: number; peakMb: number };

const [documents = '1', ...files] = process.argv.slice(2);
const limits = limitsOf({});
for (let done = 1; done <= Number(documents); done++) {
  const file = files[(done - 1) % files.length] ?? '';
  const bytes = new Uint8Array(await readFile(file));
  await readWhole({ bytes, fileName: basename(file), settings: { mode: 'native_text' }, limits }).catch(
    () => undefined,
  );
  if (done % 100 > 0 && done < Number(documents)) continue;
  const peakMb = process.resourceUsage().maxRSS / 1024;
  const use: MemoryUse = { done, rssMb: process.memoryUsage.rss() / 2 ** 20, peakMb };
  process.stdout.write(`${JSON.stringify(use)}\n`);
}
