import type { Row } from './types.ts';

/** Distance of baselines (in em) from which a blank line says that something new starts, and two of them do. */
const ONE_BLANK = 1.9;
const TWO_BLANKS = 4.5;
/** Rows that follow each other at an even pitch up to this are one block, e.g. an airy table. */
const EVEN_PITCH = 3;
const EVEN = 0.08;

/** How many blank lines stand before each row: 0 to 2. */
export function blankLinesBefore(rows: readonly Pick<Row, 'baseline' | 'em'>[]): number[] {
  const gaps = gapsBefore(rows);
  return gaps.map((gap, index) => {
    if (index === 0 || gap < ONE_BLANK) return 0;
    if (gap >= TWO_BLANKS) return 2;
    const even = isEven(gaps[index - 1], gap) || isEven(gaps[index + 1], gap);
    return even && gap <= EVEN_PITCH ? 0 : 1;
  });
}

/** Distance in em of each row from the one above it; 0 for the first. */
function gapsBefore(rows: readonly Pick<Row, 'baseline' | 'em'>[]): number[] {
  let above: Pick<Row, 'baseline' | 'em'> | undefined;
  return rows.map((row) => {
    const gap = above ? (row.baseline - above.baseline) / Math.max(row.em, above.em) : 0;
    above = row;
    return gap;
  });
}

const isEven = (other: number | undefined, gap: number): boolean =>
  other !== undefined && other > 0 && Math.abs(other - gap) <= EVEN * gap;
