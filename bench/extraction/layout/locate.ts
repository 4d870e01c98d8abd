import { type Found, findInOrder, type TextLine } from './text-lines.ts';

/** Something with a place on paper and words (squeezed) that should stand on one line. */
export type Sought = { y: number; pieces: readonly string[] };
export type Located = { line: number; found: Found[] };

/**
 * Finds each of the pieces' lines in the text of a page. What only one line can be fixes where on the page's text a
 * height on paper is; of several equal lines the one nearest to that height is taken.
 */
export function locateAll(lines: readonly TextLine[], all: readonly Sought[]): (Located | undefined)[] {
  const candidates = all
    .map(({ pieces }) =>
      lines.flatMap((line, index) => {
        const found = pieces.length > 0 ? findInOrder(line, pieces) : undefined;
        return found ? [{ line: index, found, whole: line.squeezed.length === lengthOf(pieces) }] : [];
      }),
    )
    .map(wholeLinesFirst);
  const fixed = all
    .flatMap(({ y }, index) => {
      const [only, ...more] = candidates[index] ?? [];
      return only && more.length === 0 ? [{ y, line: only.line }] : [];
    })
    .sort((a, b) => a.y - b.y);
  return all.map(({ y }, index) => {
    const own = candidates[index] ?? [];
    if (own.length < 2) return own[0];
    const expected = lineAt(fixed, y, lines.length);
    return own.reduce((best, each) =>
      Math.abs(each.line - expected) < Math.abs(best.line - expected) ? each : best,
    );
  });
}

const lengthOf = (pieces: readonly string[]): number => pieces.reduce((sum, piece) => sum + piece.length, 0);

/** Lines that hold nothing else are better than lines that hold the pieces and more. */
function wholeLinesFirst<T extends { whole: boolean }>(candidates: readonly T[]): readonly T[] {
  const whole = candidates.filter((each) => each.whole);
  return whole.length > 0 ? whole : candidates;
}

function lineAt(fixed: readonly { y: number; line: number }[], y: number, lines: number): number {
  const above = fixed.findLast((each) => each.y <= y);
  const below = fixed.find((each) => each.y >= y);
  if (above && below)
    return below.y === above.y
      ? above.line
      : above.line + ((y - above.y) / (below.y - above.y)) * (below.line - above.line);
  if (above) return Math.min(lines - 1, above.line + (y - above.y) / 12);
  return below ? Math.max(0, below.line - (below.y - y) / 12) : 0;
}
