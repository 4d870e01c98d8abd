import { looksGerman } from '../ocr/guess-language.ts';
import { DEFAULT_LANGUAGES } from '../ocr/languages.ts';
import type { OcrPage } from '../ocr/types.ts';
import type { ReadPage } from './engine/protocol.ts';

/** Read alone: beside English, Tesseract takes some umlauts for plain letters. */
const GERMAN: readonly string[] = ['deu'];
/** Words that tell the language of a document. */
const ENOUGH_WORDS = 20;
/** Pages with fewer that are read one after the other for that; a document of drawings need not tell. */
const MOST_TRIED = 5;
/** By how much, of 1, the German reading may be less sure and still be the one that is kept. */
const AS_SURE = 0.02;

export type Languages = readonly string[];
export type LanguageReading = { found: OcrPage; languages: Languages };

/**
 * What pages tell of the document's language: that of the one with most words, once these are enough, or enough pages
 * were tried. Pages behind it are read in the same, so whichever of them are done already, the answer is one.
 */
export function decidedLanguages(pages: Iterable<Pick<ReadPage, 'ocr'>>): Languages | undefined {
  let tried = 0;
  let best = { words: 0, languages: DEFAULT_LANGUAGES };
  for (const { ocr } of pages) {
    if (!ocr?.outcome) continue;
    tried++;
    if (ocr.outcome.kind === 'read' && ocr.outcome.words > best.words) best = ocr.outcome;
  }
  return best.words >= ENOUGH_WORDS || tried >= MOST_TRIED ? best.languages : undefined;
}

/**
 * Reads a page in the languages that are known, else as English; and if that looks like German, once more as German.
 * The surer reading stays. Undefined when `read` gives nothing.
 */
export async function readInLikelyLanguage(
  known: Languages | undefined,
  read: (languages: Languages) => Promise<OcrPage | undefined>,
): Promise<LanguageReading | undefined> {
  const languages = known ?? DEFAULT_LANGUAGES;
  const found = await read(languages);
  if (!found) return undefined;
  if (known || !looksGerman(found.tokens.map(({ text }) => text))) return { found, languages };
  const german = await read(GERMAN);
  return german && german.confidence > found.confidence - AS_SURE
    ? { found: german, languages: GERMAN }
    : { found, languages };
}
