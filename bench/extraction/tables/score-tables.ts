import { type Located, locateAll } from '../layout/locate.ts';
import { textLines } from '../layout/text-lines.ts';
import type { TruthPage } from '../layout/truth-words.ts';
import { type CellLine, cellLines } from './cell-lines.ts';
import type { TruthCell } from './truth-tables.ts';

/** Counts that may be added up over tables and documents. */
export type TableScore = {
  cells: number;
  cellsPresent: number;
  rows: number;
  rowsIntact: number;
  /** Rows that fall into just their cells when they are cut at every two blanks. */
  rowsCut: number;
  cuts: number;
  clean: number;
};
export const NO_TABLES: TableScore = {
  cells: 0,
  cellsPresent: 0,
  rows: 0,
  rowsIntact: 0,
  rowsCut: 0,
  cuts: 0,
  clean: 0,
};

export function addTables(a: TableScore, b: TableScore): TableScore {
  const sum = { ...a };
  for (const key of Object.keys(sum) as (keyof TableScore)[]) sum[key] += b[key];
  return sum;
}

/** Judges one table (all cells on one page) in the text that a contender gives for that page. */
export function scoreTable(
  cells: readonly TruthCell[],
  truth: TruthPage,
  text: string,
  miss: (what: string) => void = () => {},
): TableScore {
  const lines = textLines(text);
  const own = cells.map((cell) => cellLines(cell, truth)).filter((each) => each.length > 0);
  const located = locateLines(own.flat(), (sought) => locateAll(lines, sought));
  const score = { ...NO_TABLES, cells: own.length };
  for (const each of own) {
    const present = each.every((line) => located.has(line));
    if (!present) miss(`cell ${each.map(textOf).join(' / ')}`);
    score.cellsPresent += present ? 1 : 0;
  }
  const rows = [...tableRows(own), ...sharedLines(own)];
  locateAll(lines, rows).forEach((row, index) => {
    if (!row) miss(`row ${rows[index]?.pieces.join(' ')}`);
    score.rows++;
    score.rowsIntact += row ? 1 : 0;
    const cells = rows[index]?.cells ?? [];
    const cut = row && fallsIntoCells(row.found, cells);
    if (row && !cut) miss(`cut ${cells.map(textOf).join(' | ')}`);
    score.rowsCut += cut ? 1 : 0;
  });
  const last = Math.max(0, ...cells.map(({ columns }) => columns[1]));
  for (let column = 0; column < last; column++) {
    const left = extentOf(located, column);
    const right = extentOf(located, column + 1);
    if (!left || !right) continue;
    score.cuts++;
    score.clean += left.to < right.from ? 1 : 0;
    if (left.to >= right.from)
      miss(`columns ${column} (to ${left.to}) and ${column + 1} (from ${right.from})`);
  }
  return score;
}

const textOf = ({ pieces }: CellLine): string => pieces.join(' ');

/** Lines of paper on which cells of several lines stand beside others. */
function sharedLines(cells: readonly (readonly CellLine[])[]): SoughtRow[] {
  const groups = onOneLine(cells.flat()).filter((group) => new Set(group.map(({ cell }) => cell)).size > 1);
  const tall = new Set(cells.filter((each) => each.length > 1).flat());
  return groups.filter((group) => group.some((line) => tall.has(line))).map(rowOf);
}

function onOneLine(all: readonly CellLine[]): CellLine[][] {
  const groups: CellLine[][] = [];
  for (const line of all.toSorted((a, b) => a.y - b.y)) {
    const group = groups.at(-1);
    if (group && line.y - (group[0]?.y ?? 0) <= line.em * 0.3) group.push(line);
    else groups.push([line]);
  }
  return groups.map((group) => group.sort((a, b) => a.cell.box.left - b.cell.box.left));
}

type SoughtRow = { y: number; pieces: string[]; cells: readonly CellLine[] };

const rowOf = (cells: readonly CellLine[]): SoughtRow => ({
  y: cells[0]?.y ?? 0,
  pieces: cells.flatMap(({ pieces }) => pieces),
  cells,
});

/** Two blanks or more stand between cells, and nowhere within one. */
function fallsIntoCells(found: readonly Columns[], cells: readonly CellLine[]): boolean {
  const ends = new Set<number>();
  let at = 0;
  for (const { pieces } of cells) {
    at += pieces.length;
    ends.add(at);
  }
  return found.every(({ from }, index) => {
    const previous = found[index - 1];
    return !previous || ends.has(index) === from - previous.to >= 2;
  });
}

type Columns = { from: number; to: number };

/** Cells of one line that stand beside each other, from left to right; rows with one such cell say nothing. */
function tableRows(cells: readonly (readonly CellLine[])[]): SoughtRow[] {
  const byRow = new Map<number, CellLine[]>();
  for (const [line, ...more] of cells) {
    if (!line || more.length > 0 || line.cell.rows[0] !== line.cell.rows[1]) continue;
    const row = byRow.get(line.cell.rows[0]) ?? [];
    byRow.set(line.cell.rows[0], row);
    row.push(line);
  }
  return [...byRow.values()].flatMap((row) => {
    const middle = row.map(({ y }) => y).sort((a, b) => a - b)[row.length >> 1] ?? 0;
    const beside = row.filter(({ y, em }) => Math.abs(y - middle) <= em * 0.5);
    if (beside.length < 2) return [];
    beside.sort((a, b) => a.cell.columns[0] - b.cell.columns[0]);
    return [rowOf(beside)];
  });
}

/** Text columns of each cell's line: from the line of all that stands beside it, or from a line of its own. */
function locateLines(
  all: readonly CellLine[],
  locate: (sought: readonly { y: number; pieces: string[] }[]) => (Located | undefined)[],
): Map<CellLine, Columns> {
  const places = new Map<CellLine, Columns>();
  const groups = onOneLine(all);
  const torn: CellLine[] = [];
  const whole = locate(
    groups.map((group) => ({ y: group[0]?.y ?? 0, pieces: group.flatMap(({ pieces }) => pieces) })),
  );
  const place = (line: CellLine, found: readonly Columns[]) =>
    places.set(line, { from: found[0]?.from ?? 0, to: found.at(-1)?.to ?? 0 });
  groups.forEach((group, index) => {
    let at = 0;
    for (const line of group) {
      const found = whole[index]?.found.slice(at, at + line.pieces.length);
      if (found && found.length > 0) place(line, found);
      else torn.push(line);
      at += line.pieces.length;
    }
  });
  locate(torn).forEach((found, index) => {
    const line = torn[index];
    if (found && line) place(line, found.found);
  });
  return places;
}

/** The text columns that the cells of one table column take up. */
function extentOf(located: ReadonlyMap<CellLine, Columns>, column: number): Columns | undefined {
  let extent: Columns | undefined;
  for (const [{ cell }, { from, to }] of located) {
    if (cell.columns[0] !== column || cell.columns[1] !== column) continue;
    extent = { from: Math.min(extent?.from ?? from, from), to: Math.max(extent?.to ?? to, to) };
  }
  return extent;
}
