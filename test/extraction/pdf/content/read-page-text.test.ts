import { beforeAll, describe, expect, test } from 'vitest';
import { NotPlain } from '../../../../layers/shared/extraction/pdf/file/types.ts';
import { ours, type Reference, reference } from './support/both-readers.ts';
import { type OnePage, stream } from './support/one-page.ts';
import { randomContent } from './support/random-content.ts';
import { randomGlyphs } from './support/random-glyphs.ts';

let pdfium: (page: OnePage) => Reference;
beforeAll(async () => {
  pdfium = await reference();
});

const FORM = '/Type /XObject /Subtype /Form /BBox [0 0 600 800]';
const text = (content: string): OnePage => ({ content: `BT /F1 10 Tf 72 700 Td ${content} ET` });

const PAGES: Record<string, [page: OnePage, expected: string]> = {
  'single glyphs': [text('(W) Tj 9.44 0 Td (e) Tj 5.56 0 Td (b) Tj'), 'Web'],
  'single glyphs of a size below 0': [text('/F1 -10 Tf (l) Tj 3 0 Td (l) Tj 3 0 Td (l) Tj'), 'lll'],
  'a gap between operators': [text('(one) Tj 30 0 Td (two) Tj'), 'one two'],
  'a wide adjustment': [text('[(one) -300 (two) -20 (three)] TJ'), 'one twothree'],
  'lines by leading': [
    text('12 TL (one) Tj (two) \' T* (three) Tj 1 0 (four) "'),
    'one\r\ntwo\r\nthree\r\nfour',
  ],
  'lines by Td and TD': [text('(one) Tj 0 -14 TD (two) Tj T* (three) Tj'), 'one\r\ntwo\r\nthree'],
  'a line out of order': [text('100 0 Td (right) Tj -100 0 Td (left) Tj'), 'left right'],
  'bold by drawing twice': [text('(bold) Tj 0.2 0 Td (bold) Tj 40 0 Td (next) Tj'), 'bold next'],
  'a hyphen at a line end': [text('(extrac-) Tj 0 -12 Td (tion) Tj'), 'extrac\ufffetion'],
  'a superscript': [text('(E = mc) Tj 31.4 3.5 Td /F1 6 Tf (2) Tj'), 'E = mc2'],
  'escapes and hexadecimal': [text('(a\\(b\\)\\134\\101) Tj 40 0 Td <43 64 5> Tj'), 'a(b)\\A CdP'],
  'nested brackets': [text('(f(x) = (1)) Tj'), 'f(x) = (1)'],
  'character spacing': [text('5 Tc (wide) Tj 0 Tc'), 'wide'],
  'horizontal scaling': [text('50 Tz (narrow) Tj (er) Tj'), 'narrower'],
  'an invisible layer': [text('3 Tr (scanned) Tj'), 'scanned'],
  'comments and inline images': [
    {
      content: '% note\nq BI /W 2 /H 1 /BPC 8 /CS /G ID \x00\x45\xff EI Q BT /F1 9 Tf 50 50 Td (after) Tj ET',
    },
    'after',
  ],
  'text in place of what is drawn': [
    text('/Span << /ActualText <FEFF00660069> >> BDC (X) Tj EMC (ne) Tj'),
    'fine',
  ],
  'an unknown property list': [text('/Span /None BDC (a) Tj EMC (b) Tj'), 'ab'],
  'a page that is turned': [{ content: 'BT /F1 10 Tf 72 700 Td (one) Tj ET', page: '/Rotate 90' }, 'one'],
  'a form with a matrix': [
    {
      content: 'BT /F1 10 Tf 72 700 Td (page) Tj ET q 2 0 0 2 0 0 cm /X1 Do Q',
      resources: '/XObject << /X1 6 0 R >>',
      objects: [stream('BT /F1 10 Tf 72 200 Td (form) Tj ET', `${FORM} /Matrix [1 0 0 1 10 20]`)],
    },
    'page\r\nform',
  ],
};

describe('text as PDFium has it', () => {
  test.each(Object.entries(PAGES))('%s', (_name, [page, expected]) => {
    const read = ours(page);
    expect(read.text).toBe(expected);
    expect(read.text).toBe(pdfium(page).text);
    expect(read.runOf).toHaveLength(read.text.length);
    expect(read.boxes).toHaveLength(read.text.length * 4);
  });

  test('boxes are the advance by the height of the font, through all matrices', () => {
    const page = text('120 Tz 3 Ts (Hebe) Tj 0 Ts 100 Tz ET BT 0 1 -1 0 300 300 Tm (NEED) Tj');
    const read = ours(page);
    const { boxes } = pdfium(page);
    for (let unit = 0; unit < read.text.length; unit++) {
      if (read.runOf[unit] === -1) continue;
      for (let side = 0; side < 4; side++)
        expect(read.boxes[unit * 4 + side]).toBeCloseTo(boxes[unit]?.[side] ?? Number.NaN, 1);
    }
  });

  test('a page of more objects than there is room for at first', () => {
    for (const before of [1022, 1023, 1024]) {
      const objects = Array.from(
        { length: before },
        (_none, at) => `${at % 16 ? '12 0' : '-180 -10'} Td (ab) Tj`,
      );
      const page = text(`${objects.join(' ')} 12 0 Td (W) Tj 9.44 0 Td (e) Tj 5.56 0 Td (bb) Tj`);
      const read = ours(page).text;
      expect(read.endsWith('Webb')).toBe(true);
      expect(read).toBe(pdfium(page).text);
    }
  });

  test('the parts of one line that one style draws are one run', () => {
    const { runs, runOf } = ours(text('(a) Tj (b) Tj /F2 8 Tf (c) Tj 3 Tr 0 -20 Td (d) Tj'));
    expect(runs.map(({ size, renderMode, font }) => [size, renderMode, font.name])).toEqual([
      [10, 0, 'Helvetica'],
      [8, 0, 'Times-Roman'],
      [8, 3, 'Times-Roman'],
    ]);
    expect([...runOf]).toEqual([0, 0, 1, -1, -1, 2]);
    expect(runs[0]?.matrix).toEqual([1, 0, 0, 1, 72, 700]);
  });

  test.each([
    ['of all kinds', randomContent],
    ['that show glyph by glyph', randomGlyphs],
  ])('random pages %s are read alike, or not at all', (_kind, content) => {
    let read = 0;
    for (let seed = 0; seed < 150; seed++) {
      const page = { content: content(seed) };
      const words = wordsOrNone(page);
      if (!words) continue;
      read++;
      expect(words, `seed ${seed}`).toEqual(split(pdfium(page).text));
    }
    expect(read).toBeGreaterThan(60);
  });
});

const split = (text: string): string[] => text.split(/[\s\u00a0]+/).filter(Boolean);

function wordsOrNone(page: OnePage): string[] | undefined {
  try {
    return split(ours(page).text);
  } catch (error) {
    if (error instanceof NotPlain) return undefined;
    throw error;
  }
}

describe('what is not plain', () => {
  const LOOP = stream('/X1 Do', `${FORM} /Resources << /XObject << /X1 6 0 R >> >>`);
  const CASES: Record<string, OnePage> = {
    'a missing operand': text('5 Td (a) Tj'),
    'a font that is not there': text('/F9 10 Tf (a) Tj'),
    'a string that does not end': { content: 'BT /F1 10 Tf (abc' },
    'a word that begins like a number': text('1.2.3 0 Td (a) Tj'),
    'text without a size': text('/F1 0 Tf (a) Tj'),
    'a graphics state with a font': {
      content: '/G gs',
      resources: '/ExtGState << /G << /Font [4 0 R 10] >> >>',
    },
    'forms that hold themselves': {
      content: '/X1 Do',
      resources: '/XObject << /X1 6 0 R >>',
      objects: [LOOP],
    },
    'too deep graphics states': { content: 'q '.repeat(5000) },
    'right-to-left letters': text('/Span << /ActualText <FEFF05D0> >> BDC (a) Tj EMC'),
    'an inline image without an end': { content: 'BI /W 1 /H 1 ID \x00\x01' },
    'an inline image whose data end too soon': {
      content: 'BI /W 9 /H 1 /BPC 8 /CS /G ID \x00\x01 EI BT /F1 9 Tf 50 50 Td (a) Tj ET',
    },
    'too many pieces in a line': {
      content: `BT /F1 1 Tf 500 500 Td ${[...'abcdefg']
        .map((letter) => `(${letter}) Tj -0.01 0 Td `)
        .join('')
        .repeat(700)} ET`,
    },
    'too many characters': { content: `BT /F1 1 Tf ${`(${'a'.repeat(30_000)}) Tj `.repeat(40)} ET` },
  };
  test.each(Object.entries(CASES))('%s', (_name, page) => {
    expect(() => ours(page)).toThrow(NotPlain);
  });

  test('forms that draw each other many times end soon', () => {
    const objects = Array.from({ length: 30 }, (_none, at) =>
      stream(
        at === 29 ? '' : '/X Do /X Do '.repeat(10),
        `${FORM} /Resources << /XObject << /X ${at + 7} 0 R >> >>`,
      ),
    );
    const page = { content: '/X1 Do', resources: '/XObject << /X1 6 0 R >>', objects };
    expect(() => ours(page)).toThrow(NotPlain);
  });
});
