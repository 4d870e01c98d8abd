import { type CellSide, type Fact, normalise } from './facts.ts';

type Cell = { text: string; line: number; start: number; end: number };

/**
 * Whether a fact about a table holds on the monospace grid: cells are what two blanks separate, above each other is
 * what shares a text column, and a heading is any cell above or left of it.
 */
export function tableFactHolds(fact: Fact, page: string): boolean {
  const cells = cellsOf(page);
  const wanted = normalise(fact.cell ?? '');
  return cells.some(
    (cell) =>
      cell.text === wanted &&
      SIDES.every((side) => {
        const expected = fact[side];
        return (
          expected === undefined ||
          neighbours(side, cell, cells).some(({ text }) => text === normalise(expected))
        );
      }),
  );
}

const SIDES: readonly CellSide[] = ['up', 'down', 'left', 'right', 'top_heading', 'left_heading'];

function cellsOf(page: string): Cell[] {
  return page.split('\n').flatMap((text, line) =>
    [...text.matchAll(/\S+(?: \S+)*/g)].map((match) => ({
      text: normalise(match[0]),
      line,
      start: match.index,
      end: match.index + match[0].length,
    })),
  );
}

function neighbours(side: CellSide, cell: Cell, cells: readonly Cell[]): Cell[] {
  const row = cells.filter(({ line }) => line === cell.line);
  const column = cells.filter(({ start, end }) => start < cell.end && end > cell.start);
  const above = column.filter(({ line }) => line < cell.line);
  const below = column.filter(({ line }) => line > cell.line);
  const before = row.filter(({ start }) => start < cell.start);
  const after = row.filter(({ start }) => start > cell.start);
  const sides: Record<CellSide, Cell[]> = {
    up: above.slice(-1),
    down: below.slice(0, 1),
    left: before.slice(-1),
    right: after.slice(0, 1),
    top_heading: above,
    left_heading: before,
  };
  return sides[side];
}
