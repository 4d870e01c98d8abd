import { isAdditiveCut } from './additive-cut.ts';
import type { Block } from './blocks.ts';
import { GRAINS } from './segments.ts';
import { headerText, type TableHeader } from './table.ts';
import type { CountTokens, Unit, UnitHeader } from './unit.ts';

/** Longer pieces are cut without counting them first: no tokenizer packs this many characters into a token. */
const CHARACTERS_A_TOKEN = 64;
const ALWAYS_COUNTED = 4096;

/**
 * A block as one unit when it fits into `size` tokens, otherwise as its sentences, words where a sentence is too
 * long, characters where a word is. A single code point of more tokens than `size` stays whole.
 */
export function* refine(text: string, block: Block, size: number, count: CountTokens): Generator<Unit> {
  const { start, end, breakBefore, whole, heading } = block;
  const header = block.header && headerUnit(text, block.header, count);
  for (const unit of cutDown(text, { start, end, breakBefore }, 0, size, count)) {
    const isAll = unit.start === start && unit.end === end;
    const isFirst = unit.start === start;
    yield {
      ...unit,
      whole: isAll && whole,
      ...(isFirst && heading && { heading }),
      ...(header && { header }),
    };
  }
}

/** Counted once a table. */
const headers = new WeakMap<TableHeader, UnitHeader>();

function headerUnit(text: string, ranges: TableHeader, count: CountTokens): UnitHeader {
  const known = headers.get(ranges);
  if (known) return known;
  const rows = headerText(text, ranges);
  const header = { ranges, text: rows, tokens: count(rows) };
  headers.set(ranges, header);
  return header;
}

/** The tail of a unit in its sentences, for an overlap; undefined when it has but one. */
export function sentenceUnits(text: string, unit: Unit, count: CountTokens): Unit[] {
  return unitsOf(text, unit, 0, count);
}

/** The tail of a unit in its words. */
export function wordUnits(text: string, unit: Unit, count: CountTokens): Unit[] {
  return unitsOf(text, unit, 1, count);
}

function unitsOf(text: string, unit: Unit, grain: number, count: CountTokens): Unit[] {
  const { segments, breakBefore } = GRAINS[grain] as (typeof GRAINS)[number];
  return segments(text, unit.start, unit.end).map(({ start, end }) =>
    toUnit(text, { start, end, breakBefore }, count(text.slice(start, end))),
  );
}

type Piece = { start: number; end: number; breakBefore: number };

function* cutDown(
  text: string,
  piece: Piece,
  grain: number,
  size: number,
  count: CountTokens,
): Generator<Unit> {
  const length = piece.end - piece.start;
  const finer = GRAINS[grain];
  if (length <= Math.max(ALWAYS_COUNTED, size * CHARACTERS_A_TOKEN) || !finer) {
    const tokens = count(text.slice(piece.start, piece.end));
    if (tokens <= size || !finer) {
      yield toUnit(text, piece, tokens);
      return;
    }
  }
  for (const { start, end } of finer.segments(text, piece.start, piece.end)) {
    const breakBefore = start === piece.start ? piece.breakBefore : finer.breakBefore;
    yield* cutDown(text, { start, end, breakBefore }, grain + 1, size, count);
  }
}

const toUnit = (text: string, piece: Piece, tokens: number): Unit => ({
  ...piece,
  tokens,
  additive: isAdditiveCut(text, piece.start),
  whole: false,
});
