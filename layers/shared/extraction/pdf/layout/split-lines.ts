import { collision, insert } from './row-tokens.ts';
import type { Row, Token } from './types.ts';

/**
 * Groups tokens to lines as LLMWhisperer's `line_splitter_tolerance` asks for: what stands at most that part of the
 * average height of letters above or below the leftmost word of a line is on that line (`left-priority`). Words that
 * would cover each other stay on lines of their own. O(n log n) while lines do not stand on top of each other.
 */
export function splitLines(tokens: readonly Token[], tolerance: number): Row[] {
  const letters = tokens.reduce((sum, { text }) => sum + text.length, 0);
  const height = tokens.reduce((sum, { em, text }) => sum + em * text.length, 0) / Math.max(1, letters);
  const reach = tolerance * height;
  const rows: Row[] = [];
  for (const token of [...tokens].sort((a, b) => a.left - b.left || a.baseline - b.baseline)) {
    const row = nearest(rows, token, reach);
    if (row) {
      insert(row.tokens, token);
      row.em = Math.max(row.em, token.em);
    } else
      rows.splice(firstFrom(rows, token.baseline), 0, {
        tokens: [token],
        baseline: token.baseline,
        em: token.em,
      });
  }
  return rows;
}

function nearest(rows: readonly Row[], token: Token, reach: number): Row | undefined {
  let best: Row | undefined;
  for (let at = firstFrom(rows, token.baseline - reach); at < rows.length; at++) {
    const row = rows[at] as Row;
    if (row.baseline > token.baseline + reach) break;
    const nearer =
      !best || Math.abs(row.baseline - token.baseline) < Math.abs(best.baseline - token.baseline);
    if (nearer && !collision(row.tokens, token)) best = row;
  }
  return best;
}

/** Index of the first row at or below a baseline; rows are kept in order. */
function firstFrom(rows: readonly Row[], baseline: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle] as Row).baseline < baseline) low = middle + 1;
    else high = middle;
  }
  return low;
}
