import type { Row, Token } from './types.ts';

/** Gaps of a loosely justified line differ by less than this (in em), are no wider than that; equal ones come in runs. */
const EVEN = 0.1;
const WIDEST = 2;
const RUN = 3;

/** The median of a row's gaps between words; gaps that are cell borders at any rate (from `cell` em) do not count. */
export function usualSpace(row: Row, cell: number): number {
  const gaps = gapsOf(row).filter((gap) => gap > row.em * 0.05 && gap < row.em * cell);
  return gaps.length >= 3 ? (new Float64Array(gaps).sort()[gaps.length >> 1] ?? 0) : 0;
}

/**
 * Indexes of tokens before which stands one of several equal gaps: the spaces of a line of words that is justified
 * loosely. Numbers at equal distances are cells.
 */
export function evenSpaces(row: Row): Set<number> {
  const even = new Set<number>();
  const gaps = gapsOf(row);
  let from = 0;
  for (let at = 1; at <= gaps.length; at++) {
    const gap = gaps[at];
    const first = gaps[from] as number;
    if (gap !== undefined && Math.abs(gap - first) <= EVEN * row.em) continue;
    if (at - from >= RUN && first <= WIDEST * row.em && areWords(row.tokens.slice(from, at + 1)))
      for (let index = from; index < at; index++) even.add(index + 1);
    from = at;
  }
  return even;
}

/**
 * Is the gap before this token the one space of a narrow cell's line that is justified ("Fraction    of")? A word in
 * small letters that stands alone, not far behind another, is the rest of that one where no row near by has an edge.
 */
export function stretchedSpace(
  { tokens, em }: Row,
  index: number,
  cell: number,
  hasEdge: (from: number, to: number) => boolean,
): boolean {
  const [before, word, next] = [tokens[index - 1], tokens[index], tokens[index + 1]];
  if (!before || !word || word.left - before.right > WIDEST * em) return false;
  if (next && next.left - word.right < cell * em) return false;
  if (!/\p{L}{2}$/u.test(before.text) || !/^\p{Ll}+$/u.test(word.text)) return false;
  return !hasEdge(before.right - em, word.right + em);
}

const areWords = (tokens: readonly Token[]): boolean =>
  tokens.filter(({ text }) => /\p{L}{2}/u.test(text)).length * 2 >= tokens.length;

function gapsOf({ tokens }: Row): number[] {
  const gaps: number[] = [];
  for (let at = 1; at < tokens.length; at++)
    gaps.push((tokens[at] as Token).left - (tokens[at - 1] as Token).right);
  return gaps;
}
