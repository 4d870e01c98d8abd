import { describe, expect, it } from 'vitest';
import { retryableError } from '#shared/contract/errors.ts';
import { readParts } from '#shared/extraction/archive/read-parts.ts';
import type { LocalInput, LocalReader } from '#shared/extraction/local-document.ts';
import { readDocument, readWhole } from '#shared/extraction/read-document.ts';
import { checkpointsIn } from '../support/checkpoints-in-memory.ts';
import { makePdf, put } from '../support/make-pdf.ts';
import { makeZip } from '../support/make-zip.ts';
import { LIMITS } from '../support/read.ts';

/** A run's checkpoints in memory; an invocation has 60 s, and is over once so many pages are read in it. */
function store() {
  const kept = new Map<string, string>();
  const invocation = (pages: number) => {
    let read = 0;
    const checkpoints = checkpointsIn(kept, () => (read < pages ? 60_000 : 0));
    return { checkpoints, progress: () => void read++ };
  };
  return { kept, invocation };
}

const NAMES = ['a.txt', 'b.txt', 'c.txt', 'd.txt'];
const zip = makeZip(NAMES.map((name) => ({ name, data: `This is ${name}` })));
const inputOf = (bytes: Uint8Array) => ({ bytes, fileName: 'a.zip', settings: {}, limits: LIMITS });

describe('an archive that takes longer than an invocation', () => {
  it('goes on behind the files that are read, with the same result as in one go', async () => {
    const { kept, invocation } = store();
    const rounds = [];
    let outcome = await readDocument({ ...inputOf(zip), ...invocation(1) });
    for (; 'unfinished' in outcome; outcome = await readDocument({ ...inputOf(zip), ...invocation(1) }))
      rounds.push(outcome.unfinished);
    expect(rounds).toEqual([1, 2, 3].map((read) => `${read} of 4 files within the document are read`));
    expect(outcome).toEqual(await readWhole(inputOf(zip)));
    // Each round leaves a checkpoint of its own: by their number the runtime sees that the run moves on.
    expect([...kept.keys()]).toEqual(['parts-0', 'parts-1', 'parts-2']);
  });

  it('goes on within a PDF in it', async () => {
    // Engines read ahead by up to some hundred pages before they hear that there is no more time.
    const pdf = await makePdf((document) => {
      for (let page = 1; page <= 400; page++) {
        if (page > 1) document.addPage();
        put(document, `Page ${page} of many`, 30, 30);
      }
    });
    const mixed = makeZip([
      { name: 'a.txt', data: 'This is first' },
      { name: 'b.pdf', data: Buffer.from(pdf) },
      { name: 'c.txt', data: 'This is last' },
    ]);
    const { kept, invocation } = store();
    const first = await readDocument({ ...inputOf(mixed), ...invocation(12) });
    expect(first).toEqual({ unfinished: '1 of 3 files within the document are read' });
    expect([...kept.keys()]).toEqual(['part-1-pages-0', 'parts-0']);
    const second = await readDocument({ ...inputOf(mixed), ...invocation(Number.POSITIVE_INFINITY) });
    expect(second).toEqual(await readWhole(inputOf(mixed)));
  });

  it('keeps what it has read when it is stopped', async () => {
    const { kept, invocation } = store();
    const read: string[] = [];
    const reader =
      (stopAt?: string): LocalReader =>
      async ({ fileName }) => {
        if (fileName === stopAt) throw retryableError('extraction_aborted', 'Stopped.');
        read.push(fileName);
        const pages = [{ page: 1, source: 'plain' as const, lines: [{ text: fileName }] }];
        return { fileType: 'txt', pageCount: 1, pages, warnings: [`Of ${fileName}`] };
      };
    const parts = NAMES.map((name) => ({ name, read: () => new Uint8Array(1) }));
    const input = (settings = {}): LocalInput => ({
      ...inputOf(zip),
      ...invocation(9),
      settings,
      depth: 0,
      expanded: { bytesLeft: 1000 },
    });
    await expect(readParts(parts, [], input(), reader('c.txt'))).rejects.toMatchObject({ retryable: true });
    expect([...kept.keys()]).toEqual(['parts-0']);
    const outcome = await readParts(parts, [], input(), reader());
    expect(read).toEqual(NAMES);
    expect(outcome).toMatchObject({ pageCount: 4, warnings: NAMES.map((name) => `${name}: Of ${name}`) });

    await readParts(parts, [], input({ ocr_languages: 'deu' }), reader());
    expect(read).toEqual([...NAMES, ...NAMES]);
  });

  it('takes no file twice when two invocations have written', async () => {
    const { kept, invocation } = store();
    await readDocument({ ...inputOf(zip), ...invocation(1) });
    await readDocument({ ...inputOf(zip), ...invocation(1) });
    const other = store();
    await readDocument({ ...inputOf(zip), ...other.invocation(2) });
    // The second batch of the first run begins within the first one of the other.
    kept.set('parts-0', other.kept.get('parts-0') ?? '');
    const outcome = await readDocument({ ...inputOf(zip), ...invocation(Number.POSITIVE_INFINITY) });
    expect(outcome).toEqual(await readWhole(inputOf(zip)));
  });

  it('counts the work of all invocations', async () => {
    const { kept, invocation } = store();
    await readDocument({ ...inputOf(zip), ...invocation(1) });
    const batch = JSON.parse(kept.get('parts-0') ?? '');
    kept.set('parts-0', JSON.stringify({ ...batch, milliseconds: LIMITS.extractionTimeoutMs }));
    await expect(readDocument({ ...inputOf(zip), ...invocation(1) })).rejects.toMatchObject({
      code: 'extraction_timeout',
      retryable: false,
    });
  });
});

describe('an archive of archives', () => {
  it('is read up to a number of files in all, so that nobody fills the memory with broken ones', async () => {
    const files = Array.from({ length: 6000 }, (_none, index) => ({ name: `${index}`, error: 'empty_file' }));
    const pages = [{ page: 1, source: 'plain' as const, lines: [{ text: 'x' }] }];
    const inner = { fileType: 'zip', pageCount: 1, pages, warnings: [], metadata: { files } };
    const parts = ['a', 'b', 'c', 'd'].map((name) => ({ name, read: () => new Uint8Array(1) }));
    const input: LocalInput = { ...inputOf(zip), depth: 0, expanded: { bytesLeft: 1000 } };
    const outcome = await readParts(parts, [], input, async () => inner);
    expect(outcome).toMatchObject({
      pageCount: 2,
      warnings: ['2 files behind the first 10000 were not read.'],
    });
  });
});
