import { describe, expect, it } from 'vitest';
import type { OcrPage } from '#shared/extraction/ocr/types.ts';
import {
  decidedLanguages,
  type Languages,
  readInLikelyLanguage,
} from '#shared/extraction/pdf/ocr-language.ts';

/** Readings of one page by the languages it is read in: its text and how sure it is. */
async function readingOf(texts: Record<string, [string, number]>, known?: Languages) {
  const asked: string[] = [];
  const read = await readInLikelyLanguage(known, async (languages) => {
    const name = languages.join('+');
    asked.push(name);
    const [text, confidence] = texts[name] ?? ['', 0];
    const tokens = text.split(' ').map((word) => ({ text: word }));
    return { tokens, confidence } as OcrPage;
  });
  return { asked, languages: read?.languages.join('+'), confidence: read?.found.confidence };
}

const GERMAN = 'Sehr geehrter Herr Séhne, bitte Uberweisen Sie den Betrag bis zum 8. April';

describe('without a setting a page', () => {
  it('in English is read once', async () => {
    const text = 'Please pay the total of the invoice by the end of April, Herr Weber';
    expect(await readingOf({ eng: [text, 0.9] })).toEqual({
      asked: ['eng'],
      languages: 'eng',
      confidence: 0.9,
    });
  });

  it('that looks German is read again, and the surer reading is kept', async () => {
    const asked = ['eng', 'deu'];
    const better = await readingOf({ eng: [GERMAN, 0.85], deu: [GERMAN, 0.95] });
    expect(better).toEqual({ asked, languages: 'deu', confidence: 0.95 });
    const worse = await readingOf({ eng: [GERMAN, 0.85], deu: [GERMAN, 0.6] });
    expect(worse).toEqual({ asked, languages: 'eng', confidence: 0.85 });
  });

  it('is read in the language that is known by then', async () => {
    expect((await readingOf({ eng: [GERMAN, 0.85] }, ['eng'])).asked).toEqual(['eng']);
    expect((await readingOf({ deu: [GERMAN, 0.95] }, ['deu'])).asked).toEqual(['deu']);
  });
});

describe('the language of a document', () => {
  const page = (words: number, language: string) =>
    ({
      ocr: {
        why: 'no-text',
        outcome: { kind: 'read', words, confidence: 0.9, dpi: 200, lowDpi: false, languages: [language] },
      },
    }) as const;

  it('is told by the first page with enough words', () => {
    const blank = { ocr: { why: 'no-text', outcome: { kind: 'blank' } } } as const;
    expect(decidedLanguages([{}, blank, page(3, 'eng'), page(40, 'deu')])).toEqual(['deu']);
    expect(decidedLanguages([{}, blank, page(3, 'eng')])).toBeUndefined();
  });

  it('is not waited for on page after page without words', () => {
    const pages = [page(3, 'eng'), page(1, 'eng'), page(0, 'eng'), page(2, 'eng')];
    expect(decidedLanguages(pages)).toBeUndefined();
    expect(decidedLanguages([...pages, page(5, 'deu')])).toEqual(['deu']);
    expect(decidedLanguages([...pages, page(0, 'eng')])).toEqual(['eng']);
  });
});
