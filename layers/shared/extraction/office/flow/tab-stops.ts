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
  const [first = '', ...rest] = line.split('\t');
  return rest.reduce((before, piece) => {
    const from = before.length;
    const stop = stops.find(({ at, align }) => at > from && (align === 'left' || at >= from + 2));
    const target = stop
      ? startOf(stop, piece.length)
      : Math.min((Math.floor(from / EVERY) + 1) * EVERY, from + EVERY);
    const start = before === '' ? target : Math.max(target, before.endsWith(' ') ? from + 1 : from + 2);
    return before.padEnd(start) + piece;
  }, first);
}

function startOf({ at, align }: TabStop, length: number): number {
  const stop = Math.min(at, FURTHEST);
  if (align === 'right') return stop - length;
  return align === 'center' ? stop - Math.floor(length / 2) : stop;
}
