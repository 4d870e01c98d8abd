import { readFile } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { startLocalStack } from '../../local/stack.ts';

const DOCUMENTS = 200;
const MIB = 1024 * 1024;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes this process keeps: JavaScript's and those of buffers outside of it. */
function keptBytes(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

test('200 documents at once: all succeed, and memory stays flat', { timeout: 120_000 }, async () => {
  const bytes = await readFile(new URL('../../examples/invoice.pdf', import.meta.url));
  const stack = await startLocalStack();
  try {
    const submit = (index: number) =>
      stack.client.submit({
        run_id: `many-${index}`,
        file: { name: 'invoice.pdf', bytes },
        outputs: [
          { name: 'number', prompt: 'What is the invoice number?' },
          { name: 'total', prompt: 'What is the total due?', type: 'number' },
        ],
        tool_settings: {},
      });
    // What is loaded once, whatever the number of documents, is loaded now.
    await stack.client.wait(await submit(DOCUMENTS));
    const before = keptBytes();

    const runs = await Promise.all(Array.from({ length: DOCUMENTS }, (_, index) => submit(index)));
    let highest = 0;
    for (const [index, run] of runs.entries()) {
      const { autogen } = await stack.client.wait(run, { longestPauseMs: 500 });
      expect(autogen).toMatchObject({
        status: 'success',
        results: { output: { number: 'HP-2026-00417', total: 10674.89 } },
      });
      if (index % 40 === 39) highest = Math.max(highest, keptBytes());
    }
    // What the in-memory S3 keeps of a document (file, text, lines, results) is about 60 KiB; nothing else may stay.
    expect((highest - before) / MIB).toBeLessThan(48);
  } finally {
    await stack.stop();
  }
});
