import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openFile } from '#shared/extraction/pdf/file/open-file.ts';
import { NotPlain } from '#shared/extraction/pdf/file/types.ts';
import { CATALOG, fileOf, HEADER, PAGES, page, place, table, type Written } from './sections.ts';

const TRAILER = '/Size 10 /Root 1 0 R';
const widthOf = (bytes: Uint8Array) => openFile(bytes, '').pages[0]?.mediaBox[2];
const plain = [HEADER, CATALOG, PAGES, page(400)];
const ref = (number: number, generation = 0) => ({ kind: 'ref', number, generation }) as const;

/** A cross-reference stream of rows of a kind, a place in two bytes and a detail. */
const crossReferenceStream =
  (object: number, rows: (file: Written) => number[][], more = '') =>
  (file: Written): Buffer => {
    const data = deflateSync(
      Buffer.from(rows(file).flatMap(([kind = 0, at = 0, detail = 0]) => [kind, at >> 8, at & 255, detail])),
    );
    return Buffer.concat([
      Buffer.from(
        `${object} 0 obj\n<< /Type /XRef /W [1 2 1] /Filter /FlateDecode /Length ${data.length} ${more} >>\nstream\n`,
      ),
      data,
      Buffer.from('\nendstream\nendobj\n'),
    ]);
  };
const end = (object: number) => (file: Written) => `startxref\n${place(file, object)}\n%%EOF\n`;

/** Objects in an object stream. */
const objectStream = (object: number, objects: Record<number, string>): string => {
  let at = 0;
  const heads = Object.entries(objects).map(([number, body]) => {
    at += body.length + 1;
    return `${number} ${at - body.length - 1}`;
  });
  const head = `${heads.join(' ')} `;
  const data = `${head}${Object.values(objects).join(' ')}`;
  const dict = `/Type /ObjStm /N ${heads.length} /First ${head.length} /Length ${data.length}`;
  return `${object} 0 obj\n<< ${dict} >>\nstream\n${data}\nendstream\nendobj\n`;
};
const body = (object: string) => object.replace(/^.*obj\n|\nendobj\n$/g, '');

describe('cross-reference tables', () => {
  it('tell where objects stand', () => {
    expect(widthOf(fileOf(...plain, table([1, 2, 3], TRAILER)))).toBe(400);
  });

  describe('with entries of 19 bytes are not read, but the objects found', () => {
    /** Its offsets are wrong, and do not matter. */
    const short = (trailer = TRAILER) =>
      `xref\n0 2\n0000000000 65535 f\n0000000007 00000 n\ntrailer\n<< ${trailer} >>\nstartxref\n`;
    const file = (...parts: string[]) => {
      const objects = [HEADER, CATALOG, PAGES, ...parts].join('');
      return new Uint8Array(Buffer.from(`${objects}${short()}${objects.length}\n%%EOF`));
    };
    const stream = (length: string) => `4 0 obj\n<< /Length ${length} >>\nstream\nabc\nendstream\nendobj\n`;

    it('one after the other', () => {
      expect(widthOf(file(page(400), '% note\n', stream('3')))).toBe(400);
    });

    it.each([
      ['of one number', file(page(400), page(500))],
      ['with other things between them', file('5 0 R\n', page(400))],
      ['with a length that is a reference', file(page(400), stream('5 0 R'), '5 0 obj\n3\nendobj\n')],
      ['and an update', fileOf(file(page(400)), '\n4 0 obj\nnull\nendobj\n')],
      ['and a section before', fileOf(...plain, short(`${TRAILER} /Prev 9`), '205\n%%EOF')],
    ])('unless there are some %s', (_name, bytes) => {
      expect(() => openFile(bytes, '')).toThrow(NotPlain);
    });
  });

  it('are updated: the newest entry counts', () => {
    const first = table([1, 2, 3], TRAILER);
    const update = (file: Written) => table([3], `${TRAILER} /Prev ${place(file, 'xref')}`)(file);
    expect(widthOf(fileOf(...plain, first, page(500), update))).toBe(500);
    expect(widthOf(fileOf(...plain, first, page(500), update, page(600), update))).toBe(600);
  });

  it('free objects: they are null', () => {
    const one = '4 0 obj\n(one)\nendobj\n';
    const first = table([1, 2, 3, 4], TRAILER);
    const update = (file: Written) => {
      const previous = place(file, 'xref');
      file.places.delete('4');
      return table([4], `${TRAILER} /Prev ${previous}`)(file);
    };
    expect(openFile(fileOf(...plain, one, first), '').resolve(ref(4))).toEqual(
      new Uint8Array([111, 110, 101]),
    );
    expect(openFile(fileOf(...plain, one, first, update), '').resolve(ref(4))).toBeNull();
    expect(openFile(fileOf(...plain, first), '').resolve(ref(9))).toBeNull();
  });

  it('have a stream beside them for objects that they call free', () => {
    const hybrid = fileOf(
      ...[HEADER, CATALOG, PAGES, objectStream(5, { 3: body(page(450)) })],
      crossReferenceStream(6, () => [[2, 5, 0]], '/Index [3 1] /Size 10'),
      (file) => table([1, 2, 3, 5], `${TRAILER} /XRefStm ${place(file, 6)}`)(file),
    );
    expect(widthOf(hybrid)).toBe(450);
  });

  it.each<[string, Uint8Array]>([
    ['no startxref', fileOf(...plain)],
    ['a startxref that leads elsewhere', fileOf(...plain, 'startxref\n3\n%%EOF')],
    ['a startxref out of the file', fileOf(...plain, 'startxref\n99999\n%%EOF')],
    [
      'sections in a circle',
      fileOf(...plain, (file) => table([1, 2, 3], `${TRAILER} /Prev ${file.length}`)(file)),
    ],
    [
      'an object where another one should be',
      fileOf(...plain, (file) => {
        file.places.set('3', place(file, 2));
        return table([1, 2, 3], TRAILER)(file);
      }),
    ],
    [
      'no object where one should be',
      fileOf(...plain, (file) => {
        file.places.set('3', place(file, 3) + 1);
        return table([1, 2, 3], TRAILER)(file);
      }),
    ],
    [
      'entries of 19 bytes',
      fileOf(...plain, (file) => table([1, 2, 3], TRAILER)(file).replaceAll(' \n', '\n')),
    ],
    ['a trailer without a size', fileOf(...plain, table([1, 2, 3], '/Root 1 0 R'))],
    ['a trailer whose size is too small', fileOf(...plain, table([1, 2, 3], '/Size 3 /Root 1 0 R'))],
    ['a trailer without a catalogue', fileOf(...plain, table([1, 2, 3], '/Size 10'))],
    ['objects beyond its size', fileOf(...plain, table([1, 2, 3], '/Size 3 /Root 1 0 R'))],
    ['another generation', fileOf(...plain, table([1, 2, 3], '/Size 10 /Root 1 1 R'))],
    ['no header', fileOf('\n', ...plain, table([1, 2, 3], TRAILER))],
  ])('with %s are not plain', (_what, bytes) => {
    expect(() => openFile(bytes, '')).toThrow(NotPlain);
  });
});

describe('cross-reference streams', () => {
  const rows = (file: Written) => [
    [0, 0, 255],
    [2, 5, 0],
    [2, 5, 1],
    [1, place(file, 3), 0],
    [1, place(file, 4), 0],
    [1, place(file, 5), 0],
  ];
  const objects = [
    HEADER,
    page(420),
    '4 0 obj\n7\nendobj\n',
    objectStream(5, { 1: body(CATALOG), 2: body(PAGES) }),
  ];

  it('tell of objects in object streams', () => {
    const bytes = fileOf(...objects, crossReferenceStream(6, rows, TRAILER.replace('10', '6')), end(6));
    const file = openFile(bytes, '');
    expect(file.pages[0]?.mediaBox).toEqual([0, 0, 420, 300]);
    expect(file.resolve(ref(4))).toBe(7);
  });

  it('are updated by further ones', () => {
    const first = crossReferenceStream(6, rows, '/Size 6 /Root 1 0 R');
    const update = (file: Written) =>
      crossReferenceStream(
        7,
        () => [[1, place(file, 3), 0]],
        `/Index [3 1] /Size 8 /Root 1 0 R /Prev ${place(file, 6)}`,
      )(file);
    expect(widthOf(fileOf(...objects, first, page(620), update, end(7)))).toBe(620);
  });

  it.each<[string, (file: Written) => number[][], string]>([
    ['too few rows', (file) => rows(file).slice(0, 3), '/Size 6 /Root 1 0 R'],
    [
      'an object at another place of its stream',
      (file) => rows(file).with(1, [2, 5, 1]),
      '/Size 6 /Root 1 0 R',
    ],
    ['an object in a stream that is none', (file) => rows(file).with(1, [2, 4, 0]), '/Size 6 /Root 1 0 R'],
    ['an object stream within itself', (file) => rows(file).with(5, [2, 5, 0]), '/Size 6 /Root 1 0 R'],
    ['an unknown kind of entry', (file) => rows(file).with(0, [3, 0, 0]), '/Size 6 /Root 1 0 R'],
    ['more objects than there can be', rows, '/Size 6 /Index [99999999 6] /Root 1 0 R'],
  ])('with %s are not plain', (_what, made, trailer) => {
    const bytes = fileOf(...objects, crossReferenceStream(6, made, trailer), end(6));
    expect(() => openFile(bytes, '')).toThrow(NotPlain);
  });
});
