/** A tab stop, in columns of text. */
export type TabStop = { at: number; align: 'left' | 'right' | 'center' };

/** Columns between the stops that are there by default (half an inch). */
const EVERY = 6;
const FURTHEST = 200;

/**
 * Puts what stands behind a tab where the paragraph's tab stops want it, at least two blanks on: so columns made with
 * tabs stay columns, and the page numbers of a table of contents stand under each other.
 */
export function expandTabs(text: string, stops: readonly TabStop[]): string {
  if (!text.includes('\t')) return text;
  return text
    .split('\n')
    .map((line) => expandLine(line, stops))
    .join('\n');
}

function expandLine(line: string, stops: readonly TabStop[]): string {
  const pieces = line.split('\t');
  const parts: string[] = [];
  let length = 0;
  let next = 0;
  pieces.forEach((piece, index) => {
    if (index > 0) {
      while ((stops[next]?.at ?? Number.POSITIVE_INFINITY) <= length) next++;
      const start = startBehind(length, pieces[index - 1] ?? '', piece.length, stops[next]);
      parts.push(' '.repeat(start - length));
      length = start;
    }
    parts.push(piece);
    length += piece.length;
  });
  return parts.join('');
}

/** Where a text begins whose tab stands at `from`, behind the text `before`. */
function startBehind(from: number, before: string, length: number, stop: TabStop | undefined): number {
  const target = stop ? startOf(stop, length) : (Math.floor(from / EVERY) + 1) * EVERY;
  if (from === 0) return Math.max(target, 0);
  return Math.max(target, before.endsWith(' ') ? from + 1 : from + 2);
}

function startOf({ at, align }: TabStop, length: number): number {
  const stop = Math.min(at, FURTHEST);
  if (align === 'right') return stop - length;
  return align === 'center' ? stop - Math.floor(length / 2) : stop;
}
