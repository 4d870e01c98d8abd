import type { Token } from './types.ts';

/** Overlap in em that letters of one line may have (kerning, italics). */
const KERNING = 0.25;

/** The token of the row that stands where this one wants to stand. */
export function collision(tokens: readonly Token[], token: Token): Token | undefined {
  const at = insertionIndex(tokens, token.left);
  const [before, after] = [tokens[at - 1], tokens[at]];
  if (before && collide(before, token)) return before;
  return after && collide(after, token) ? after : undefined;
}

const collide = (neighbour: Token, token: Token): boolean =>
  overlap(neighbour, token) > Math.min(token.em * KERNING, width(neighbour) / 2, width(token) / 2);

const width = (token: Token): number => token.right - token.left;
const overlap = (a: Token, b: Token): number => Math.min(a.right, b.right) - Math.max(a.left, b.left);

/** Puts a token in its place by `left`. */
export function insert(tokens: Token[], token: Token): void {
  const at = insertionIndex(tokens, token.left);
  if (at === tokens.length) tokens.push(token);
  else tokens.splice(at, 0, token);
}

function insertionIndex(tokens: readonly Token[], left: number): number {
  let low = 0;
  let high = tokens.length;
  // Most files draw the words of a line from left to right.
  if (high === 0 || (tokens[high - 1] as Token).left <= left) return high;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle] as Token).left <= left) low = middle + 1;
    else high = middle;
  }
  return low;
}
