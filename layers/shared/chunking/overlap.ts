import { sentenceUnits, wordUnits } from './refine.ts';
import type { CountTokens, Unit } from './unit.ts';

/**
 * The units at a chunk's end that the next one repeats: whole units as long as they fit, then the last sentences of
 * the unit that does not; words only where not even one sentence fits. Table rows and headings are not cut, and the
 * overlap never is the whole chunk.
 */
export function overlapOf(text: string, units: readonly Unit[], overlap: number, count: CountTokens): Unit[] {
  const tail = tailOf(units.slice(1), overlap);
  const crossing = units[units.length - 1 - tail.units.length];
  const sentences =
    crossing && !crossing.whole ? tailOf(sentenceUnits(text, crossing, count).slice(1), tail.room) : NOTHING;
  const whole = [...sentences.units, ...tail.units];
  const result =
    whole.length > 0 || !crossing || crossing.whole ? whole : lastWords(text, crossing, overlap, count);
  return withinExactly(text, result, overlap, count);
}

const NOTHING = { units: [] as Unit[], room: 0 };

function lastWords(text: string, crossing: Unit, overlap: number, count: CountTokens): Unit[] {
  const sentence = sentenceUnits(text, crossing, count).at(-1) ?? crossing;
  return tailOf(wordUnits(text, sentence, count).slice(1), overlap).units;
}

/** The longest tail of at most so many tokens. */
function tailOf(units: readonly Unit[], tokens: number): { units: Unit[]; room: number } {
  let room = tokens;
  let from = units.length;
  while (from > 0 && (units[from - 1] as Unit).tokens <= room) room -= (units[--from] as Unit).tokens;
  return { units: units.slice(from), room };
}

/** Takes units off at the front where they count for more together than alone. */
function withinExactly(text: string, units: Unit[], overlap: number, count: CountTokens): Unit[] {
  let kept = units;
  while (kept.some((unit, i) => i > 0 && !unit.additive)) {
    if (count(text.slice(kept[0]?.start, kept.at(-1)?.end)) <= overlap) break;
    kept = kept.slice(1);
  }
  return kept;
}
