import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { embeddedX2Text } from '#shared/adapters/x2text/embedded.ts';
import type { X2TextAdapter } from '#shared/adapters/x2text/types.ts';
import { extractDocument } from '#shared/extraction/extract-document.ts';
import { makePdf, put } from '../extraction/support/make-pdf.ts';
import { type Bench, message, NO_ADAPTERS, startBench } from './support.ts';

/** Engines take up to 64 pages at once. */
const PAGES = 500;

/** The embedded extractor in invocations that are over after so many pages each; `crash`: the one that dies then. */
function hurried(pages: number, crash?: number) {
  const invocations: number[] = [];
  const embedded = embeddedX2Text();
  const extract: X2TextAdapter['extract'] = async (input) => {
    const index = invocations.push(0) - 1;
    const isOver = () => (invocations[index] ?? 0) >= pages;
    const outcome = await embedded.extract({
      ...input,
      checkpoints: input.checkpoints && {
        ...input.checkpoints,
        remainingMs: () => (isOver() ? 0 : 60_000),
      },
      progress: () => {
        invocations[index] = (invocations[index] ?? 0) + 1;
      },
    });
    if (index === crash) throw new Error('out of memory');
    return outcome;
  };
  return { invocations, registry: { ...NO_ADAPTERS, x2text: async () => ({ ...embedded, extract }) } };
}

describe('a document longer than an invocation', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await startBench();
    const pdf = await makePdf((document) => {
      for (let page = 1; page <= PAGES; page++) {
        if (page > 1) document.addPage();
        put(document, `Page ${page} has ${page * 17} words`, 30, 30);
      }
    });
    await bench.objects.put('documents/long.pdf', pdf);
  });
  afterAll(() => bench?.close());

  async function run({ registry }: ReturnType<typeof hurried>) {
    const sent = message({ file_path: 'long.pdf', file_name: 'long.pdf' });
    await bench.send('extraction', sent);
    const worker = bench.worker('extraction', extractDocument, { registry });
    await bench.drive(worker, 'extraction', { idleSeconds: 1 });
    const [result, lines, claim] = await Promise.all(
      ['extraction.json', 'lines.json', 'extraction/claim.json'].map((name) => bench.read(sent.run_id, name)),
    );
    return { result, lines, claim };
  }

  it('goes on over several rounds, and is what it would have been in one', async () => {
    const whole = await run(hurried(Number.POSITIVE_INFINITY));
    expect(whole.claim).toMatchObject({ round: 0 });
    expect(whole.result).toMatchObject({ status: 'success', metadata: { page_count: PAGES, warnings: [] } });

    const slow = hurried(20);
    const { result, lines, claim } = await run(slow);
    expect(result).toEqual(whole.result);
    expect(lines).toEqual(whole.lines);
    expect(Number(claim?.round)).toBeGreaterThanOrEqual(2);
    expect(claim).toMatchObject({ attempt: 1, crashes: 0 });
    // Every page was read in one of them, none twice.
    expect(slow.invocations.reduce((sum, pages) => sum + pages)).toBe(PAGES);
  });

  it('goes on after an invocation that died', async () => {
    const dying = hurried(20, 1);
    const { result, claim } = await run(dying);
    expect(result).toMatchObject({ status: 'success', metadata: { page_count: PAGES } });
    expect(Number(claim?.round)).toBeGreaterThanOrEqual(1);
    expect(dying.invocations.reduce((sum, pages) => sum + pages)).toBe(PAGES);
  });
});
