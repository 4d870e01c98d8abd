import type { Row } from './types.ts';

/** Distance of baselines (in em) from which a blank line says that something new starts, and two of them do. */
const ONE_BLANK = 1.9;
const TWO_BLANKS = 4.5;
/** Rows that follow each other at an even pitch up to this are one block, e.g. an airy table. */
const EVEN_PITCH = 3;
const EVEN = 0.08;

/** How many blank lines stand before each row: 0 to 2. */
export function blankLinesBefore(rows: readonly Row[]): number[] {
  const gaps = rows.map((row, index) => {
    const previous = rows[index - 1];
    return previous ? (row.baseline - previous.baseline) / Math.max(row.em, previous.em) : 0;
  });
  return gaps.map((gap, index) => {
    if (index === 0 || gap < ONE_BLANK) return 0;
    if (gap >= TWO_BLANKS) return 2;
    const even = [gaps[index - 1], gaps[index + 1]].some(
      (other) => other !== undefined && other > 0 && Math.abs(other - gap) <= EVEN * gap,
    );
    return even && gap <= EVEN_PITCH ? 0 : 1;
  });
}
