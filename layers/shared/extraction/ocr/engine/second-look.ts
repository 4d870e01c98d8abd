import { lettersOf } from './confidence.ts';
import type { FoundWord } from './read-words.ts';

/** How sure (of 100) a word must be that only one reading has. */
const SURE = 70;
/** How much surer a word must be to take the place of what the other reading has there. */
const SURER = 8;
/** Words that share this part of the smaller one stand on the same place. */
const SAME_PLACE = 0.3;

/**
 * One text of two readings of the same picture: the one with more sure letters, in which words of the other one take
 * the place of unsure ones, or stand where nothing was found.
 */
export function mergeReadings(one: readonly FoundWord[], other: readonly FoundWord[]): FoundWord[] {
  const [base, more] = sureLetters(one) >= sureLetters(other) ? [one, other] : [other, one];
  const firstLine = 1 + base.reduce((most, { line }) => Math.max(most, line), 0);
  const bands = byBand(base);
  const left = new Set(base);
  const added: FoundWord[] = [];
  for (const word of more) {
    const there = candidates(bands, word).filter((known) => share(known, word) > SAME_PLACE);
    const isBetter =
      there.length === 0
        ? word.confidence >= SURE && lettersOf(word.text) > 0
        : there.every((known) => left.has(known) && isSurer(word, known)) &&
          lettersIn([word]) >= lettersIn(there) - 1;
    if (!isBetter) continue;
    for (const known of there) left.delete(known);
    const line = there[0]?.line ?? firstLine + word.line;
    added.push({ ...word, line });
  }
  return [...left, ...added];
}

const isSurer = (word: FoundWord, known: FoundWord): boolean => word.confidence > known.confidence + SURER;

const lettersIn = (words: readonly FoundWord[]): number =>
  words.reduce((sum, { text }) => sum + lettersOf(text), 0);

const sureLetters = (words: readonly FoundWord[]): number =>
  words.reduce((sum, { text, confidence }) => sum + lettersOf(text) * (confidence - 50), 0);

/** Pixels; words are looked up by the bands they reach into. */
const BAND = 64;

function byBand(words: readonly FoundWord[]): Map<number, FoundWord[]> {
  const bands = new Map<number, FoundWord[]>();
  for (const word of words)
    for (let band = bandOf(word.top); band <= bandOf(word.bottom); band++) {
      const known = bands.get(band);
      if (known) known.push(word);
      else bands.set(band, [word]);
    }
  return bands;
}

const bandOf = (y: number): number => Math.floor(y / BAND);

function candidates(bands: ReadonlyMap<number, FoundWord[]>, { top, bottom }: FoundWord): FoundWord[] {
  const found = new Set<FoundWord>();
  for (let band = bandOf(top); band <= bandOf(bottom); band++)
    for (const word of bands.get(band) ?? []) found.add(word);
  return [...found];
}

/** Part of the smaller one's area that both words share. */
function share(a: FoundWord, b: FoundWord): number {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  const area = (word: FoundWord) => (word.right - word.left) * (word.bottom - word.top);
  return width <= 0 || height <= 0 ? 0 : (width * height) / Math.max(1, Math.min(area(a), area(b)));
}
