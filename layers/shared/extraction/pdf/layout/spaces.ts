import type { Row, Token } from './types.ts';

/** Gaps of a loosely justified line differ by less than this (in em), are no wider than that, and come in runs. */
const EVEN = 0.1;
const WIDEST = 2;
const RUN = 3;

/** The median of a row's gaps between words; gaps that are cell borders at any rate (from `cell` em) do not count. */
export function usualSpace(row: Row, cell: number): number {
  const gaps = gapsOf(row)
    .filter((gap) => gap > row.em * 0.05 && gap < row.em * cell)
    .sort((a, b) => a - b);
  return gaps.length >= 3 ? (gaps[gaps.length >> 1] ?? 0) : 0;
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

const areWords = (tokens: readonly Token[]): boolean =>
  tokens.filter(({ text }) => /\p{L}{2}/u.test(text)).length * 2 >= tokens.length;

const gapsOf = ({ tokens }: Row): number[] =>
  tokens.slice(1).map((token, index) => token.left - (tokens[index]?.right ?? token.left));
