import { beforeAll, describe, expect, it } from 'vitest';
import { NotPlain } from '#shared/extraction/pdf/file/types.ts';
import { ours, type Reference, reference } from '../content/support/both-readers.ts';
import { type OnePage, stream } from '../content/support/one-page.ts';

let pdfium: (page: OnePage) => Reference;
beforeAll(async () => {
  pdfium = await reference();
});

type Made = { matrix?: string; box?: string; widths?: string; glyph?: string; more?: string };

/** A page with Helvetica, and a Type 3 font with the codes 65 (glyph a), 66 (glyph b) and 67 (not there). */
const page = (made: Made, content = '(AB) Tj'): OnePage => ({
  content: `BT /F1 12 Tf 72 700 Td (one) Tj 30 0 Td /F3 10 Tf ${content} /F1 12 Tf 60 0 Td (two) Tj ET`,
  resources: '/Font << /F1 4 0 R /F3 6 0 R >>',
  objects: [
    `<< /Type /Font /Subtype /Type3 /FontMatrix [${made.matrix ?? '0.01506 0 0 0.01506 0 0'}]
/FontBBox [${made.box ?? '4 -14 31 47'}] /FirstChar 65 /Widths [${made.widths ?? '35.27 40.1 20'}] /Resources << >>
/Encoding << /Differences [65 /a /b /c] >> /CharProcs << /a 7 0 R /b 8 0 R >> ${made.more ?? ''} >>`,
    stream(made.glyph ?? '35.27 0 4 -13 31 46 d1 1 0 0 1 4 0 cm 4 0 20 30 re f'),
    stream('40.1 0 -3 2 50.5 30 d1 0 0 20 30 re f'),
    stream('1 beginbfchar <41> <03b1> endbfchar'),
    stream('1 beginbfchar <41> <0020> endbfchar'),
  ],
});

describe('Type 3 fonts', () => {
  it.each<[string, OnePage, string]>([
    ['have their codes for text', page({}), 'one AB two'],
    ['have text by a ToUnicode map', page({ more: '/ToUnicode 9 0 R' }), 'one αB two'],
    ['take advances from glyphs where there are none', page({ widths: '0' }), 'one AB two'],
    ['stand on their head', page({ matrix: '0.01 0 0 -0.01 0 0', box: '0 30 40 -20' }), 'one AB two'],
    [
      'have blanks',
      page({ glyph: '35.27 0 0 0 0 0 d1', more: '/ToUnicode 10 0 R' }, '(BAB) Tj'),
      'one B B two',
    ],
    ['are spaced', page({}, '3 Tc [(A) -500 (B)] TJ 0 Tc'), 'one A B two'],
    ['are filled whatever the mode', page({}, '5 w 1 Tr (AB) Tj 0 Tr'), 'one AB two'],
  ])('%s, as in PDFium', (_name, made, text) => {
    const [read, wanted] = [ours(made), pdfium(made)];
    expect(wanted.text.replace(/\s+/g, ' ')).toBe(text);
    expect(read.text).toBe(wanted.text);
    wanted.boxes.forEach((box, at) => {
      if (read.runOf[at] === -1 || read.text[at] === ' ') return;
      const own = [...read.boxes.subarray(4 * at, 4 * at + 4)];
      own.forEach((side, index) => {
        expect(side).toBeCloseTo(box[index] as number, 2);
      });
    });
  });

  it.each<[string, OnePage]>([
    ['a matrix that slants', page({ matrix: '0.01 0 0.003 0.01 0 0' })],
    ['an empty box', page({ box: '0 0 0 0' })],
    ['a glyph with colours of its own', page({ glyph: '35 0 d0 0 0 10 10 re f' })],
    ['a glyph with an empty box', page({ glyph: '35 0 0 0 0 0 d1 0 0 10 10 re f' })],
    ['a glyph that is not there', page({}, '(C) Tj')],
    ['a code without a name', page({}, '(D) Tj')],
  ])('are not plain with %s', (_name, made) => {
    expect(() => ours(made)).toThrow(NotPlain);
  });
});
