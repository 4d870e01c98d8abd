import { type GapEdges, gapEdges } from './gap-edges.ts';
import { hasRightToLeft, inReadingDirection } from './right-to-left.ts';
import { evenSpaces, stretchedSpace, usualSpace } from './spaces.ts';
import type { Row, Segment, Token } from './types.ts';

/** A gap this wide (in em) always separates cells … */
const CELL_GAP = 1.05;
/** … unless the whole row is spaced so widely that its usual space, times this, is wider (justified prose) … */
const WIDE_SPACING = 2.6;
/** … and a gap from here on does when rows near by have a gap that starts or ends at the same x. */
const ALIGNED_GAP = 0.42;
const ROWS_THAT_AGREE = 2;
/** A gap hardly wider than the row's usual space is one only when this many rows agree: justified prose. */
const HARDLY_WIDER = 1.4;
const MANY_ROWS = 4;
/** A token of another size this near (in em) is a superscript or a drop cap, and is written without a space. */
const NO_SPACE = 0.12;
const OTHER_SIZE = 0.85;
/** So is a sign this near to a right-to-left word. */
const NO_SPACE_BEFORE_SIGN = 0.2;
const CLOSING: ReadonlySet<string> = new Set([
  '.',
  ',',
  ':',
  ';',
  '!',
  '?',
  ')',
  '\u060c',
  '\u061b',
  '\u061f',
]);

/** Cuts each row into cells. Whether a middling gap is a cell border depends on the rows around it. */
export function findSegments(rows: readonly Row[]): Segment[][] {
  const edges = gapEdges(rows, ALIGNED_GAP);
  const read = rows.some(({ tokens }) => hasRightToLeft(tokens)) ? inReadingDirection : asTheyStand;
  return rows.map((row, index) =>
    isOnePiece(row) ? [segmentOf(row.tokens, read)] : cut(row, index, edges, read),
  );
}

type Read = (tokens: readonly Token[]) => readonly Token[];

const asTheyStand: Read = (tokens) => tokens;

/** Whether no gap of the row can be a cell border: it is a line of prose, which need not be looked at any further. */
function isOnePiece({ tokens, em }: Row): boolean {
  for (let at = 1; at < tokens.length; at++)
    if ((tokens[at] as Token).left - (tokens[at - 1] as Token).right >= ALIGNED_GAP * em) return false;
  return tokens.length > 0;
}

function cut(row: Row, index: number, edges: GapEdges, read: Read): Segment[] {
  const { tokens } = row;
  const isBorder = borderTest(row, index, edges);
  const segments: Segment[] = [];
  let from = 0;
  let end = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as Token;
    if (at > from && isBorder(at, end)) {
      segments.push(segmentOf(tokens.slice(from, at), read));
      from = at;
    }
    end = at === from ? token.right : Math.max(token.right, end);
  }
  if (tokens.length > from) segments.push(segmentOf(tokens.slice(from), read));
  return segments;
}

/** Tells whether the gap before a token is a cell border; `end`: where what stands before the gap ends. */
function borderTest(row: Row, index: number, edges: GapEdges): (at: number, end: number) => boolean {
  const { tokens, em } = row;
  const space = usualSpace(row, CELL_GAP);
  const wide = Math.max(CELL_GAP * em, WIDE_SPACING * space);
  let even: ReadonlySet<number> | undefined;
  const isEven = (at: number): boolean => {
    even ??= evenSpaces(row);
    return even.has(at);
  };
  const hasEdge = (from: number, to: number) => edges.hasEdge(index, from, to);
  return (at, end) => {
    const { left } = tokens[at] as Token;
    const gap = left - end;
    if (!(gap >= ALIGNED_GAP * em)) return false;
    const needed = gap < HARDLY_WIDER * space ? MANY_ROWS : ROWS_THAT_AGREE;
    const parted = (gap >= wide && !isEven(at)) || edges.isAligned(index, left, end, needed);
    return parted && !stretchedSpace(row, at, CELL_GAP, hasEdge);
  };
}

/** One cell or line of prose of these tokens, given from left to right. */
export function segmentOf(tokens: readonly Token[], read: Read = inReadingDirection): Segment {
  const words = read(tokens);
  const starts: number[] = [];
  let text = '';
  let previous: Token | undefined;
  for (const word of words) {
    if (previous && !isAttached(previous, word)) text += ' ';
    starts.push(text.length);
    text += word.text;
    previous = word;
  }
  let left = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  for (const token of tokens) {
    left = Math.min(left, token.left);
    right = Math.max(right, token.right);
  }
  return { tokens, left, right, text, words, starts };
}

function isAttached(a: Token, b: Token): boolean {
  const gap = Math.max(b.left - a.right, a.left - b.right);
  const em = Math.max(a.em, b.em);
  // PDFium takes what ends a line of right-to-left text for a line of its own.
  if (gap <= NO_SPACE_BEFORE_SIGN * em && CLOSING.has(b.text) && hasRightToLeft([a])) return true;
  return Math.min(a.em, b.em) < em * OTHER_SIZE && gap <= NO_SPACE * em;
}
