import { letterCount, lettersOf, meanConfidence } from './confidence.ts';
import type { FoundWord } from './read-words.ts';

/** Below this (of 100) a line is noise: of words of usual length, and of scraps like `em nn me`, as rules are read. */
const UNSURE_LINE = 20;
const UNSURE_SCRAPS = 45;
const SCRAP = 3;
/** Below this a single scrap, and a sign that stands alone, is noise even in a good line. */
const UNSURE_SCRAP = 25;
const UNSURE_SIGN = 50;
/** Rules and frames: signs drawn with strokes, much longer or taller than the line is high. */
const STROKES = /^[|¦!_=~\-–—―.'‘’`"“”:;,()[\]{}/\\]+$/;
const LONG = 3;
const TALL = 1.6;

/** Leaves out what dust, rules, frames and pictures were read as. */
export function withoutJunk(words: readonly FoundWord[]): FoundWord[] {
  const lines = Map.groupBy(words, ({ line }) => line);
  return [...lines.values()]
    .filter((line) => !isNoise(line))
    .flatMap((line) => line.filter((word) => !isScrap(word)));
}

function isNoise(line: readonly FoundWord[]): boolean {
  const letters = letterCount(line);
  if (letters === 0) return false;
  const limit = letters / line.length <= SCRAP ? UNSURE_SCRAPS : UNSURE_LINE;
  return meanConfidence(line) < limit;
}

function isScrap(word: FoundWord): boolean {
  const letters = lettersOf(word.text);
  if (letters === 0) return word.confidence < UNSURE_SIGN || isRule(word);
  return letters < SCRAP && word.confidence < UNSURE_SCRAP;
}

function isRule({ text, left, right, top, bottom, lineHeight }: FoundWord): boolean {
  if (!STROKES.test(text)) return false;
  const letterWidth = (right - left) / text.length;
  return letterWidth > LONG * lineHeight || bottom - top > TALL * lineHeight;
}
