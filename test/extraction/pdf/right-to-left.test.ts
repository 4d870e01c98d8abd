import { describe, expect, it } from 'vitest';
import { wordsByPlace } from '#shared/extraction/pdf/engine/right-to-left.ts';
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

describe('a right-to-left page', () => {
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
