import { collision, insert } from './row-tokens.ts';
import type { Row, Token } from './types.ts';

/** Super- and subscripts are at most this much of the size of the text they belong to … */
const SCRIPT_SIZE = 0.85;
/** … stand this near to it (in its em) … */
const SCRIPT_GAP = 0.35;
/** … and this near above or below its line. */
const SCRIPT_SHIFT = 0.75;

/** Moves super- and subscripts to the line of the word they stand beside. Other small text stays where it is. */
export function attachScripts(rows: readonly Row[]): Row[] {
  const byBaseline = [...rows].sort((a, b) => a.baseline - b.baseline);
  byBaseline.forEach((row, index) => {
    for (const token of [...row.tokens]) {
      const home = homeOf(token, byBaseline, index);
      if (!home) continue;
      row.tokens.splice(row.tokens.indexOf(token), 1);
      insert(home.tokens, token);
    }
  });
  return byBaseline.filter((row) => row.tokens.length > 0);
}

function homeOf(token: Token, rows: readonly Row[], index: number): Row | undefined {
  for (const step of [1, -1])
    for (let at = index + step; at >= 0 && at < rows.length; at += step) {
      const row = rows[at] as Row;
      const distance = Math.abs(row.baseline - token.baseline);
      if (distance > row.em * SCRIPT_SHIFT) break;
      if (token.em <= row.em * SCRIPT_SIZE && standsBeside(token, row) && !collision(row.tokens, token))
        return row;
    }
  return undefined;
}

function standsBeside(token: Token, row: Row): boolean {
  return row.tokens.some((other) => {
    const gap = Math.max(token.left - other.right, other.left - token.right);
    return other.em * SCRIPT_SIZE >= token.em && Math.abs(gap) <= other.em * SCRIPT_GAP;
  });
}
