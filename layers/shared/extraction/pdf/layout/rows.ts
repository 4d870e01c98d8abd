import { collision, insert } from './row-tokens.ts';
import { attachScripts } from './scripts.ts';
import type { Row, Token } from './types.ts';

/** Baselines or centres this near (in em of the smaller text) are one line … */
const SAME_LINE = 0.3;
/** … and whole rows up to this far apart are, when they do not collide. */
const NEARLY_SAME_LINE = 0.45;
/** Points of font size up to which neighbours are looked for: one giant letter must not make all lines neighbours. */
const LARGEST_EM = 150;

/**
 * Groups tokens to visual lines, from top to bottom. Sweeps once over the tokens by baseline: O(n log n), and little
 * more than O(n) where the file draws its lines one after the other.
 */
export function findRows(tokens: readonly Token[]): Row[] {
  const byBaseline = [...tokens].sort((a, b) => a.baseline - b.baseline || a.left - b.left);
  const reach = largestEm(tokens);
  const rows: Row[] = [];
  let firstOpen = 0;
  for (const token of byBaseline) {
    while (firstOpen < rows.length && token.baseline - (rows[firstOpen] as Row).baseline > reach) firstOpen++;
    const row = nearestRow(rows, firstOpen, token);
    if (row === 'duplicate') continue;
    if (row) insert(row.tokens, token);
    else rows.push({ tokens: [token], baseline: token.baseline, em: token.em });
  }
  return attachScripts(mergeNearRows(rows));
}

function largestEm(tokens: readonly Token[]): number {
  let largest = 0;
  for (const { em } of tokens) largest = Math.max(largest, Math.min(em, LARGEST_EM));
  return largest;
}

function nearestRow(rows: readonly Row[], firstOpen: number, token: Token): Row | 'duplicate' | undefined {
  const middle = centre(token.baseline, token.em);
  let best: Row | undefined;
  let bestDistance = SAME_LINE;
  for (let index = rows.length - 1; index >= firstOpen; index--) {
    const row = rows[index] as Row;
    const em = Math.min(row.em, token.em);
    const distance = Math.min(
      Math.abs(token.baseline - row.baseline) / em,
      Math.abs(middle - centre(row.baseline, row.em)) / em,
    );
    if (distance > bestDistance) continue;
    const hit = collision(row.tokens, token);
    if (hit && isSameInk(hit, token)) return 'duplicate';
    if (hit) continue;
    best = row;
    bestDistance = distance;
  }
  return best;
}

/** Middle of the small letters, which is what the eye compares when sizes differ. */
const centre = (baseline: number, em: number): number => baseline - em * 0.35;

/** Bold is sometimes faked by drawing the same word twice, a hair apart. */
function isSameInk(a: Token, b: Token): boolean {
  const near = Math.min(a.em, b.em) * 0.25;
  return a.text === b.text && Math.abs(a.left - b.left) < near && Math.abs(a.baseline - b.baseline) < near;
}

/**
 * Joins neighbouring rows, given from top to bottom, whose baselines differ by less than half a line, e.g. label and
 * value of two fonts.
 */
function mergeNearRows(rows: readonly Row[]): Row[] {
  const merged: Row[] = [];
  for (const row of rows) {
    const previous = merged.at(-1);
    const near =
      previous &&
      row.baseline - previous.baseline <= NEARLY_SAME_LINE * Math.min(row.em, previous.em) &&
      row.tokens.every((token) => !collision(previous.tokens, token));
    if (previous && near) {
      for (const token of row.tokens) insert(previous.tokens, token);
    } else merged.push(row);
  }
  return merged;
}
