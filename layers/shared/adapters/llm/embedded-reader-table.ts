import { type Kind, valueIn } from './embedded-reader-kinds.ts';
import type { Candidate } from './embedded-reader-labels.ts';
import { type Cell, overlap, type Row, wordsOf } from './embedded-reader-layout.ts';

const MOST_ROWS_BELOW = 60;
/** A heading row has at least this many cells. */
const LEAST_COLUMNS = 3;

/**
 * A table cell that a question points at by its column's heading and by words of its row ("unit price of AX-2040").
 * All of the question's words must be found in the one or the other.
 */
export function findInTable(
  rows: readonly Row[],
  words: readonly string[],
  kind: Kind,
): Candidate | undefined {
  if (words.length < 2) return undefined;
  for (const [index, row] of rows.entries()) {
    if (row.cells.length < LEAST_COLUMNS) continue;
    for (const heading of row.cells) {
      const rest = without(words, wordsOf(heading.text));
      if (!rest || rest.length === 0) continue;
      const found = findRow(rows.slice(index + 1, index + 1 + MOST_ROWS_BELOW), heading, rest, kind);
      if (found) return found;
    }
  }
  return undefined;
}

/** The words that are left when the heading's are taken away; undefined when the heading is not asked for. */
function without(words: readonly string[], heading: readonly string[]): string[] | undefined {
  if (heading.length === 0 || !heading.every((word) => words.includes(word))) return undefined;
  return words.filter((word) => !heading.includes(word));
}

function findRow(
  rows: readonly Row[],
  heading: Cell,
  wanted: readonly string[],
  kind: Kind,
): Candidate | undefined {
  for (const { cells } of rows) {
    const there = new Set(cells.flatMap((cell) => wordsOf(cell.text)));
    if (!wanted.every((word) => there.has(word))) continue;
    const cell = nearest(cells, heading);
    const value = cell && valueIn(cell, kind);
    if (value) return { cell: value, score: 0.75 };
  }
  return undefined;
}

/** The cell below a heading: the one that shares most columns with it, at most six columns off. */
function nearest(cells: readonly Cell[], heading: Cell): Cell | undefined {
  const [best] = [...cells].sort((a, b) => overlap(b, heading) - overlap(a, heading));
  return best && overlap(best, heading) > -6 ? best : undefined;
}
