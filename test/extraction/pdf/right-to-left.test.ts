import { describe, expect, it } from 'vitest';
import type { Box } from '#shared/contract/lines.ts';
import { wordsByPlace } from '#shared/extraction/pdf/engine/right-to-left.ts';
import { readRightToLeftLine } from '#shared/extraction/pdf/engine/right-to-left-line.ts';
import type { TextPage } from '#shared/extraction/pdf/engine/text-page.ts';
import { inReadingDirection, runsToTheLeft } from '#shared/extraction/pdf/layout/right-to-left.ts';
import type { Token } from '#shared/extraction/pdf/layout/types.ts';
import { mappedFont, onePage } from '../support/make-pdf.ts';
import { expectTiled, read } from '../support/read.ts';

/** Tokens side by side, as they stand on paper from left to right. */
const visual = (...texts: string[]): Token[] =>
  texts.map((text, at) => ({
    text,
    left: at * 50,
    right: at * 50 + 40,
    top: 0,
    bottom: 12,
    baseline: 10,
    em: 12,
    box: [at * 50, 0, at * 50 + 40, 12],
  }));
const readOut = (...texts: string[]) =>
  inReadingDirection(visual(...texts))
    .map(({ text }) => text)
    .join(' ');

describe('words of right-to-left text', () => {
  it.each([
    ['stand in reading order', ['עולם', 'שלום'], 'שלום עולם'],
    ['keep Latin runs', ['בכנס', 'Microsoft', 'Corporation', 'חברת'], 'חברת Microsoft Corporation בכנס'],
    ['keep a number behind a Latin word', ['בגרסה', 'Windows', '11', 'עם'], 'עם Windows 11 בגרסה'],
    ['read groups of numbers from the right', ['.5678', '234', '11', '966+', 'على'], 'على +966 11 234 5678.'],
    ['have full stops behind dates', ['גם', '.12/03/2025', 'מיום'], 'מיום 12/03/2025. גם'],
    ['have the percent sign behind the number', ['وفقا', '%25.1', 'قدرها'], 'قدرها 25.1% وفقا'],
  ])('%s', (_what, texts, expected) => {
    expect(readOut(...texts)).toBe(expected);
  });

  it('have brackets by their meaning, however a file gives them', () => {
    expect(readOut('במהלך', 'שלישי(', ')רבעון')).toBe('(רבעון שלישי) במהלך');
    expect(readOut('במהלך', 'שלישי)', '(רבעון')).toBe('(רבעון שלישי) במהלך');
  });

  it('keep their own order within left-to-right text', () => {
    expect(readOut('The', 'word', 'עולם', 'שלום', 'means', 'peace')).toBe('The word שלום עולם means peace');
    expect(readOut('plain', 'text', '(1)')).toBe('plain text (1)');
  });

  it('decide a line by most of its words', () => {
    expect(runsToTheLeft(['12', 'קפה', 'תה', 'Tea'])).toBe(true);
    expect(runsToTheLeft(['12', 'קפה', 'coffee', 'tea'])).toBe(false);
    expect(runsToTheLeft(['12', '7'], true)).toBe(true);
    expect(runsToTheLeft(['Tea', '7'], true)).toBe(false);
  });
});

/** Letters of equal width from left to right; `at` moves one elsewhere. */
const glyphs = (characters: string, at: Record<number, number> = {}) =>
  [...characters].map((character, index) => {
    const x = at[index] ?? index * 6;
    return {
      character,
      index,
      origin: x,
      ink: [x, x + 6] as const,
      box: [x, 0, x + 6, 12] as [number, number, number, number],
    };
  });
const textsOf = (characters: string, at?: Record<number, number>) =>
  wordsByPlace(glyphs(characters, at), 12).map(({ text }) => text);

describe('letters of right-to-left words', () => {
  it('are read from the right, whatever order they are drawn in', () => {
    expect(textsOf('םולש')).toEqual(['שלום']);
    expect(textsOf('שלום', { 0: 18, 1: 12, 2: 6, 3: 0 })).toEqual(['שלום']);
  });

  it('are parted by blanks that have a place of their own, not by those drawn over a letter', () => {
    expect(textsOf('םלוע םולש')).toEqual(['עולם', 'שלום']);
    // The blank has the place of the last letter.
    expect(textsOf('םולש ', { 4: 0 })).toEqual(['שלום']);
  });

  it('keep numbers and Latin words in them from left to right', () => {
    expect(textsOf('1,234.56-ב')).toEqual(['ב-1,234.56']);
    expect(textsOf('info@example.com')).toEqual(['info@example.com']);
  });

  it('are not parted by blanks that have no width, which PDFium inserts, but by white', () => {
    const [stop, blank, first, second] = glyphs('. בא', { 0: 0, 1: 6, 2: 6, 3: 12 });
    if (!stop || !blank || !first || !second) throw new Error('four characters');
    const inserted = { ...blank, ink: [6, 6] as const, box: [6, 0, 6, 12] as Box };
    expect(wordsByPlace([stop, inserted, first, second], 12).map(({ text }) => text)).toEqual(['אב.']);
    expect(textsOf('אב', { 1: 9 })).toEqual(['א', 'ב']);
  });

  it('keep narrow digits together that stand in wide boxes', () => {
    const ones = glyphs('11').map((one) => ({
      ...one,
      ink: [one.origin + 4, one.origin + 5.5] as const,
    }));
    expect(wordsByPlace(ones, 12).map(({ text }) => text)).toEqual(['11']);
  });

  it('have the percent sign behind the number, on whichever side it stands', () => {
    expect(textsOf('12.5%-ב')).toEqual(['ב-12.5%']);
    expect(textsOf('%12.5-ב')).toEqual(['ב-12.5%']);
  });

  it('of a lam-alef ligature come lam first', () => {
    const [lam, alef] = ['\u0644', '\u0627'];
    for (const parts of [lam + alef, alef + lam]) {
      const ligature = [...parts].map((character, index) => ({
        character,
        index,
        origin: 10,
        ink: [10 + index * 2, 12 + index * 2] as const,
        box: [10 + index * 2, 0, 12 + index * 2, 12] as [number, number, number, number],
      }));
      expect(wordsByPlace(ligature, 12).map(({ text }) => text)).toEqual([lam + alef]);
    }
  });

  it('keep their points', () => {
    // Shin with its dot drawn over it, then lamed, as they stand from left to right: ל ש.
    const [lamed, shin] = glyphs('לש');
    const dot = { ...glyphs('\u05c1')[0], origin: 8, ink: [8, 9] as const };
    if (!lamed || !shin) throw new Error('two letters');
    expect(wordsByPlace([lamed, { ...shin }, dot as typeof shin], 12).map(({ text }) => text)).toEqual([
      'ש\u05c1ל',
    ]);
  });
});

it('a right-to-left line has the size of most of its characters, not of its first', () => {
  const placed = glyphs('.בא', { 0: 0, 1: 10, 2: 17.7 });
  const page: Partial<TextPage> = {
    text: '.בא',
    indexOf: (unit) => unit,
    boxOf: (index) => placed[index]?.box,
    styleOf: (index) => ({ em: index === 0 ? 5 : 12, angle: 0, origin: [0, 10] }),
    inkOf: (index, box) => placed[index] ?? { ink: [box[0], box[2]], origin: box[0] },
  };
  const read = readRightToLeftLine(page as TextPage, 0, 3);
  expect(read?.tokens.map(({ text }) => text)).toEqual(['.', 'אב']);
});

describe('a right-to-left page', () => {
  /** Each character a letter of the font, in the order of the string, which is that on paper. */
  const drawn = (text: string, characters: string): string =>
    [...text].map((character) => String.fromCharCode(0x61 + characters.indexOf(character))).join('');

  it.each([
    ['Arabic', 'سنة ريال سعر', ['رعس', 'لاير', 'ةنس']],
    ['Hebrew', 'שנה שקל מחיר', ['ריחמ', 'לקש', 'הנש']],
  ])('in %s reads from the right, whose signs stand at their words', async (_name, expected, words) => {
    const characters = [...new Set(['.', ...words.join('')])].join('');
    const font = mappedFont([...characters]);
    const places = [60, 130, 200].map(
      (x, index) => `BT /F 12 Tf ${x} 200 Td (${drawn(words[index] ?? '', characters)}) Tj ET`,
    );
    const stop = `BT /F 12 Tf ${60 - 7} 200 Td (${drawn('.', characters)}) Tj ET`;
    const { text } = await read(onePage([...places.reverse(), stop].join(' '), font), 'x.pdf', {
      output_mode: 'text',
    });
    expect(text.split(/ +/).join(' ')).toBe(`${expected}.`);
  });

  it('is in logical order in both modes, its cells from right to left in text mode', async () => {
    const font = mappedFont([...'שלוםעברית']);
    // a … d are the letters of "shalom"; drawn from left to right as a printer does: d c b a.
    const content = 'BT /F 20 Tf 300 200 Td (dcba) Tj ET BT /F 20 Tf 40 200 Td (ihgfe) Tj ET';
    const pdf = onePage(content, font);
    const text = await read(pdf, 'x.pdf', { output_mode: 'text' });
    expect(text.text).toBe('שלום  עברית');
    expectTiled(text);
    const layout = await read(pdf);
    expect(layout.text).toMatch(/^עברית {5,}שלום$/);
    expectTiled(layout);
  });
});
