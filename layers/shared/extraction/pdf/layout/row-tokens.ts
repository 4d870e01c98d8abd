import type { Token } from './types.ts';

/** Overlap in em that letters of one line may have (kerning, italics). */
const KERNING = 0.25;

/** The token of the row that stands where this one wants to stand. */
export function collision(tokens: readonly Token[], token: Token): Token | undefined {
  const at = insertionIndex(tokens, token.left);
  const slack = token.em * KERNING;
  for (const neighbour of [tokens[at - 1], tokens[at]])
    if (neighbour && overlap(neighbour, token) > Math.min(slack, width(neighbour) / 2, width(token) / 2))
      return neighbour;
  return undefined;
}

const width = (token: Token): number => token.right - token.left;
const overlap = (a: Token, b: Token): number => Math.min(a.right, b.right) - Math.max(a.left, b.left);

/** Puts a token in its place by `left`. */
export function insert(tokens: Token[], token: Token): void {
  tokens.splice(insertionIndex(tokens, token.left), 0, token);
}

function insertionIndex(tokens: readonly Token[], left: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle] as Token).left <= left) low = middle + 1;
    else high = middle;
  }
  return low;
}
