import { describe, expect, it } from 'vitest';
import { permanentError } from '#shared/contract/errors.ts';
import { readDocument, readWhole } from '#shared/extraction/read-document.ts';
import { checkpointsIn } from './support/checkpoints-in-memory.ts';
import { makePdf, put } from './support/make-pdf.ts';
import { LIMITS } from './support/read.ts';

/** Engines take up to 64 pages at once. */
const PAGES = 500;

const pdf = await makePdf((document) => {
  for (let page = 1; page <= PAGES; page++) {
    if (page > 1) document.addPage();
    put(document, `Page ${page} of many`, 30, 30);
    put(document, `${page * 13} pieces`, 200, 50);
  }
});
const input = { bytes: pdf, fileName: 'x.pdf', settings: {}, limits: LIMITS };

/** A run's checkpoints in memory; each invocation is over after `pages` pages. */
function store() {
  const kept = new Map<string, string>();
  const invocation = (pages: number) => {
    let done = 0;
    const checkpoints = checkpointsIn(kept, () => (done < pages ? 60_000 : 0));
    const seen: number[] = [];
    const progress = (count: number) => {
      done++;
      seen.push(count);
    };
    return { checkpoints, progress, seen };
  };
  return { kept, invocation };
}

describe('a document that takes longer than an invocation', () => {
  it('goes on where the last one ended, with the same result as in one go', async () => {
    const { kept, invocation } = store();
    const rounds: string[] = [];
    const firsts: number[] = [];
    for (;;) {
      const { seen, ...round } = invocation(20);
      const outcome = await readDocument({ ...input, ...round });
      firsts.push(seen[0] ?? 0);
      if ('unfinished' in outcome) {
        rounds.push(outcome.unfinished);
        continue;
      }
      expect(outcome).toEqual(await readWhole(input));
      break;
    }
    expect(rounds.length).toBeGreaterThanOrEqual(2);
    expect(rounds.every((text) => /^\d+ of 500 pages are read$/.test(text))).toBe(true);
    expect(kept.size).toBe(rounds.length);
    // No page is read twice: counting goes on behind what was kept.
    expect(firsts).toEqual([1, ...rounds.map((text) => Number.parseInt(text, 10) + 1)]);
  });

  it('reads at least one page in each, however short they are', async () => {
    const { kept, invocation } = store();
    const outcome = await readDocument({ ...input, ...invocation(0) });
    expect(outcome).toMatchObject({ unfinished: expect.stringMatching(/^[1-9]\d* of 500/) });
    expect(kept.size).toBe(1);
  });

  it('keeps what it has read when it is stopped, and goes on from there', async () => {
    const { kept, invocation } = store();
    const stop = new AbortController();
    const { checkpoints, progress, seen } = invocation(Number.POSITIVE_INFINITY);
    const stopped = readDocument({
      ...input,
      checkpoints,
      signal: stop.signal,
      progress: (count) => {
        progress(count);
        if (count === 10) stop.abort();
      },
    });
    await expect(stopped).rejects.toMatchObject({ code: 'extraction_aborted', retryable: true });
    expect(kept.size).toBe(1);
    const next = invocation(Number.POSITIVE_INFINITY);
    expect(await readDocument({ ...input, ...next })).toEqual(await readWhole(input));
    expect(next.seen.length).toBe(PAGES - seen.length);
  });

  it('reads pages again that were read with other settings', async () => {
    const { invocation } = store();
    await readDocument({ ...input, ...invocation(20) });
    const settings = { output_mode: 'text' as const };
    const other = invocation(Number.POSITIVE_INFINITY);
    expect(await readDocument({ ...input, settings, ...other })).toEqual(
      await readWhole({ ...input, settings }),
    );
    expect(other.seen).toHaveLength(PAGES);
  });

  it('is given up when all its invocations together take too long', async () => {
    const { kept, invocation } = store();
    await readDocument({ ...input, ...invocation(20) });
    const name = [...kept.keys()][0] as string;
    const batch = JSON.parse(kept.get(name) ?? '{}');
    kept.set(name, JSON.stringify({ ...batch, milliseconds: LIMITS.extractionTimeoutMs }));
    await expect(readDocument({ ...input, ...invocation(20) })).rejects.toMatchObject({
      code: 'extraction_timeout',
      retryable: false,
    });
  });

  it('fails when its pages cannot be kept', async () => {
    const { checkpoints, progress } = store().invocation(20);
    const write = () => Promise.reject(permanentError('storage_failed', 'No.'));
    await expect(
      readDocument({ ...input, progress, checkpoints: { ...checkpoints, write } }),
    ).rejects.toMatchObject({ code: 'storage_failed' });
  });
});

describe('a document that is read fast', () => {
  it('keeps nothing', async () => {
    const { kept, invocation } = store();
    await readDocument({ ...input, ...invocation(Number.POSITIVE_INFINITY) });
    expect(kept.size).toBe(0);
  });
});
