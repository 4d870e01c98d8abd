import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTaskError } from '#shared/contract/errors.ts';
import { openZip } from '#shared/extraction/archive/open-zip.ts';
import { Refusal } from '#shared/extraction/conversion/protocol.ts';
import { readDocument } from '#shared/extraction/read-document.ts';
import { packedZip, repeatedEntry } from '../hostile/bombs/packed-zip.ts';
import { xlsx } from '../office/support/packages.ts';
import { makeZip } from '../support/make-zip.ts';
import { expectTiled, LIMITS, read } from '../support/read.ts';

const pageNames = (document: Awaited<ReturnType<typeof read>>) =>
  document.lines.pages.map(({ page, name }) => [page, name]);

const readWith = (limits: Partial<typeof LIMITS>, bytes: Uint8Array) =>
  readDocument({ bytes, fileName: 'a.zip', settings: {}, limits: { ...LIMITS, ...limits } });

describe('a ZIP archive', () => {
  it('is read file by file in the order of the names, each a page with its path', async () => {
    const zip = makeZip([
      { name: 'scan10.txt', data: 'ten' },
      { name: 'folder/' },
      {
        name: 'folder/inner.zip',
        data: makeZip([{ name: 'deep.csv', data: 'a,b,c\n1,2,3\n4,5,6' }]),
        method: 0,
      },
      { name: '__MACOSX/._scan10.txt', data: 'litter' },
      { name: 'scan2.txt', data: 'two', descriptor: true },
    ]);
    const document = await read(zip, 'all.zip');
    expect(document).toMatchObject({ fileType: 'zip', pageCount: 3, warnings: [] });
    expect(pageNames(document)).toEqual([
      [1, 'all.zip/folder/inner.zip/deep.csv'],
      [2, 'all.zip/scan2.txt'],
      [3, 'all.zip/scan10.txt'],
    ]);
    expect(document.text).toBe(
      [
        '--- folder/inner.zip/deep.csv ---\n\na  b  c\n1  2  3\n4  5  6\n',
        '--- scan2.txt ---\n\ntwo\n',
        '--- scan10.txt ---\n\nten',
      ].join('\f'),
    );
    expect(document.lines.lines[0]).toMatchObject({ page: 1, place: 'folder/inner.zip/deep.csv' });
    expectTiled(document);
  });

  it('selects pages by their numbers in the whole', async () => {
    const zip = makeZip(['a', 'b', 'c'].map((name) => ({ name: `${name}.txt`, data: name })));
    const document = await read(zip, 'x.zip', { pages_to_extract: '2-' });
    expect(document.text).toBe('--- b.txt ---\n\nb\n\f--- c.txt ---\n\nc');
    expect(pageNames(document)).toEqual([
      [2, 'x.zip/b.txt'],
      [3, 'x.zip/c.txt'],
    ]);
  });

  it('says once where a file begins, on the first of its pages that is there, but not over nothing', async () => {
    const sheet = (name: string, text = '') => ({
      name,
      rows: text && `<row r="1"><c r="A1" t="inlineStr"><is><t>${text}</t></is></c></row>`,
    });
    const zip = makeZip([
      { name: 'a.xlsx', data: xlsx([sheet('Empty'), sheet('Costs', 'ten'), sheet('More', 'two')]) },
      { name: 'b.txt', data: 'b' },
    ]);
    const pagesOf = async (pages: string) =>
      (await read(zip, 'x.zip', { pages_to_extract: pages })).text.split('\n\f');
    expect(await pagesOf('2-')).toEqual([
      '--- a.xlsx ---\n\nCosts\n\nten',
      'More\n\ntwo',
      '--- b.txt ---\n\nb',
    ]);
    expect(await pagesOf('1,4')).toEqual(['--- a.xlsx ---\n', '--- b.txt ---\n\nb']);
    await expect(pagesOf('1')).rejects.toMatchObject({ code: 'no_text' });
  });

  it('loses only the files that cannot be read, and names them', async () => {
    const zip = makeZip([
      { name: 'a.bin', data: Buffer.from([1, 2, 3, 0, 0, 9, 200, 3]) },
      { name: 'b.txt', data: 'good' },
      { name: 'c.txt', data: 'x', flags: 1 },
      { name: 'd.txt', data: 'wrong', claims: { crc: 1 } },
      { name: 'e1.txt' },
      { name: 'e2.txt' },
    ]);
    const { text, warnings } = await read(zip, 'a.zip');
    expect(text).toBe('--- b.txt ---\n\ngood');
    expect(warnings).toEqual([
      expect.stringMatching(/^a\.bin was not read: .*unknown kind/),
      expect.stringMatching(/^c\.txt was not read: .*encrypted/),
      expect.stringMatching(/^d\.txt was not read: .*checksum/),
      expect.stringMatching(/^2 files were not read \(e1\.txt, e2\.txt\): .*empty/),
    ]);
  });

  it('in which nothing can be read is an error of the same meaning', async () => {
    const locked = makeZip([{ name: 'a.txt', data: 'x', flags: 1 }]);
    await expect(read(locked, 'a.zip')).rejects.toMatchObject({ code: 'encrypted_document' });
    const packed = makeZip([{ name: 'a.txt', data: 'x', method: 12 }]);
    await expect(read(packed, 'a.zip')).rejects.toMatchObject({
      code: 'unsupported_type',
      message: expect.stringContaining('BZIP2'),
    });
    await expect(read(makeZip([]), 'a.zip')).rejects.toMatchObject({ code: 'no_pages' });
  });

  it('that contradicts itself is corrupt, and says how', async () => {
    const overflow = makeZip([{ name: 'a', data: 'x', claims: { compressedSize: 2 ** 31 - 1 } }]);
    const extra = makeZip([{ name: 'a', data: 'x', extra: Buffer.from('7875ffff', 'hex') }]);
    const broken64 = makeZip([{ name: 'a', data: 'x' }], { zip64: true });
    broken64.fill(9, broken64.length - 98, broken64.length - 94);
    const whole = makeZip([{ name: 'a.txt', data: 'x'.repeat(500) }]);
    const content = repeatedEntry('a.txt', [['text', 1]]);
    const cases: [Uint8Array, RegExp][] = [
      [packedZip([content, { ...content, name: 'b.txt' }], { shared: true }), /share their data/],
      [overflow, /overflow the file's bounds/],
      [extra, /extra field exceeds/],
      [whole.subarray(0, -5), /unexpected end of file/],
      [broken64, /ZIP64/],
    ];
    for (const [bytes, message] of cases)
      await expect(read(bytes, 'a.zip')).rejects.toMatchObject({
        code: 'corrupt_document',
        message: expect.stringMatching(message),
      });
  });

  it('ends at its limits: bytes, depth, pages', async () => {
    const bomb = makeZip([{ name: 'a.txt', data: Buffer.alloc(5_000_000, 'a'), claims: { size: 10 } }]);
    await expect(readWith({ maxExpandedBytes: 1_000_000 }, bomb)).rejects.toMatchObject({
      code: 'limit_exceeded',
      message: expect.stringContaining('MAX_EXPANDED_BYTES'),
    });
    const nested = (depth: number): Buffer =>
      makeZip([{ name: depth === 1 ? 'a.txt' : 'b.zip', data: depth === 1 ? 'deep' : nested(depth - 1) }]);
    expect(await readWith({ maxArchiveDepth: 3 }, nested(3))).toMatchObject({
      text: '--- b.zip/b.zip/a.txt ---\n\ndeep',
    });
    await expect(readWith({ maxArchiveDepth: 3 }, nested(4))).rejects.toMatchObject({
      code: 'limit_exceeded',
      message: expect.stringContaining('MAX_ARCHIVE_DEPTH'),
    });
    const many = makeZip(['a', 'b', 'c'].map((name) => ({ name, data: name })));
    expect(await readWith({ maxPages: 2 }, many)).toMatchObject({
      text: '--- a ---\n\na\n\f--- b ---\n\nb',
      warnings: [expect.stringMatching(/^c was not read: .*MAX_PAGES/)],
    });
  });
});

describe('the ZIP reader', () => {
  const ALL = () => ({ bytesLeft: 1_000_000 });

  it('reads ZIP64, archives behind other bytes, and names in any encoding', () => {
    const zip = openZip(
      makeZip(
        [
          { name: 'grün.txt', data: 'one' },
          { name: '', rawName: Buffer.from([0x67, 0x72, 0x81, 0x6e]), flags: 0 },
          { name: 'dir\\file.txt', data: 'three', flags: 0 },
        ],
        { zip64: true },
      ),
      ALL(),
    );
    expect(zip.entries.map(({ name }) => name)).toEqual(['grün.txt', 'grün', 'dir/file.txt']);
    const shifted = openZip(
      makeZip([{ name: 'a', data: 'shifted' }], { prefix: Buffer.from('a program') }),
      ALL(),
    );
    const [entry] = shifted.entries;
    expect(entry && Buffer.from(shifted.read(entry)).toString()).toBe('shifted');
  });

  it('never throws anything but a refusal', () => {
    const zip = makeZip([
      { name: 'a.txt', data: 'hello hello hello' },
      { name: 'b.txt', data: 'x', method: 0 },
    ]);
    fc.assert(
      fc.property(fc.nat(zip.length - 1), fc.nat(255), fc.nat(zip.length), (at, value, length) => {
        const bytes = Buffer.from(zip.subarray(0, length));
        if (at < length) bytes[at] = value;
        try {
          const opened = openZip(bytes, ALL());
          for (const entry of opened.entries) opened.read(entry);
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
        }
      }),
      { numRuns: 2000, seed: 3 },
    );
  });

  it('of damaged archives ends in text or a typed error', async () => {
    const zip = makeZip([{ name: 'a.txt', data: 'hello hello hello' }]);
    await fc.assert(
      fc.asyncProperty(fc.nat(zip.length - 1), fc.nat(255), async (at, value) => {
        const bytes = Buffer.from(zip);
        bytes[at] = value;
        const outcome = await read(bytes, 'a.zip').catch((error: unknown) => error);
        expect(isTaskError(outcome) || (outcome as { text?: string }).text !== undefined).toBe(true);
      }),
      { numRuns: 150, seed: 4 },
    );
  });
});
