import { collision, insert } from './row-tokens.ts';
import type { Row, Token } from './types.ts';

/** Super- and subscripts are at most this much of the size of the text they belong to … */
const SCRIPT_SIZE = 0.85;
/** … stand this near to it (in its em) … */
const SCRIPT_GAP = 0.35;
/** … and this near above or below its line. */
const SCRIPT_SHIFT = 0.75;

/**
 * Moves super- and subscripts to the line of the word they stand beside. Other small text stays where it is. Rows are
 * given from top to bottom.
 */
export function attachScripts(rows: readonly Row[]): Row[] {
  rows.forEach((row, index) => {
    const { tokens } = row;
    for (let at = 0; at < tokens.length; ) {
      const token = tokens[at] as Token;
      const home = homeFrom(rows, index, 1, token) ?? homeFrom(rows, index, -1, token);
      if (home) {
        tokens.splice(at, 1);
        insert(home.tokens, token);
      } else at++;
    }
  });
  return rows.filter((row) => row.tokens.length > 0);
}

/** `step`: 1 to look at the rows below row `index`, -1 for those above. */
function homeFrom(rows: readonly Row[], index: number, step: 1 | -1, token: Token): Row | undefined {
  for (let at = index + step; at >= 0 && at < rows.length; at += step) {
    const row = rows[at] as Row;
    if (Math.abs(row.baseline - token.baseline) > row.em * SCRIPT_SHIFT) return undefined;
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
