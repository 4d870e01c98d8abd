/** A process that reads what it is told, file after file, and tells what came of each: it may die or hang over it. */
import { readFile } from 'node:fs/promises';
import { isTaskError } from '#shared/contract/errors.ts';
import { readWhole } from '#shared/extraction/read-document.ts';
import { limitsOf } from '#shared/runtime/limits.ts';
import type { Job, Outcome } from './outcome.ts';

/** Characters that are sent back: enough to compare; bombs may have more. */
const MOST_TEXT = 4_000_000;

process.on('message', async (job: Job) => {
  const startedAt = performance.now();
  const what = await read(job);
  const outcome: Outcome = {
    ...what,
    milliseconds: performance.now() - startedAt,
    // Kilobytes on Linux.
    peakMb: process.resourceUsage().maxRSS / 1024,
  };
  process.send?.(outcome);
});
process.send?.('ready');

async function read({ file, fileName, password, timeoutMs, withoutOcr }: Job) {
  try {
    const { text, pageCount, warnings } = await readWhole({
      bytes: new Uint8Array(await readFile(file)),
      fileName,
      settings: { ...(password !== undefined && { password }), ...(withoutOcr && { mode: 'native_text' }) },
      limits: limitsOf(timeoutMs ? { EXTRACTION_TIMEOUT_MS: timeoutMs } : {}),
    });
    return {
      kind: 'text',
      code: '',
      messages: warnings,
      pages: pageCount,
      text: text.slice(0, MOST_TEXT),
    } as const;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const [kind, code] = isTaskError(error)
      ? (['error', error.code] as const)
      : (['untyped', message] as const);
    return { kind, code, messages: [message], pages: 0, text: '' };
  }
}
