import type { PageLine } from '../../assemble.ts';
import { columnName } from './address.ts';
import { type Column, GAP, isNumeric, planColumns } from './column-plan.ts';
import type { SheetRow } from './sheet-rows.ts';

/** Characters that aligned rows may have: a wide row would make a small file of many rows enormous. */
const MOST_ALIGNED = 64 * 1024 * 1024;

/**
 * The rows of a sheet as lines in which columns stand under each other, numbers at their right edge; empty rows
 * between others become one blank line. A sheet that would become too large by it is not `aligned`: its cells stand
 * two blanks apart. Each line's place is its range of cells.
 */
export function drawSheet(rows: readonly SheetRow[]): { lines: PageLine[]; aligned: boolean } {
  const plan = planColumns(rows);
  const filled = rows.filter(({ columns }) => columns.length > 0);
  const aligned = sizeOf(filled, plan) <= MOST_ALIGNED;
  const lines: PageLine[] = [];
  let before = filled[0]?.row ?? 0;
  for (const row of filled) {
    if (row.row > before + 1) lines.push({ text: '' });
    lines.push({ text: aligned ? alignedLine(row, plan) : row.texts.join('  '), place: placeOf(row) });
    before = row.row;
  }
  return { lines, aligned };
}

function alignedLine({ columns, texts, numeric }: SheetRow, plan: ReadonlyMap<number, Column>): string {
  const parts: string[] = [];
  let length = 0;
  columns.forEach((index, at) => {
    const text = texts[at] ?? '';
    const column = plan.get(index);
    if (!column) return;
    // Words over numbers stand at the right edge like these, unless they run over empty cells.
    const right = numeric[at] ? column.numbers >= column.words : isNumeric(column) && columns.length > 1;
    const wanted = column.start + (right ? Math.max(0, column.width - text.length) : 0);
    const start = at === 0 ? wanted : Math.max(wanted, length + GAP);
    parts.push(' '.repeat(start - length), text);
    length = start + text.length;
  });
  return parts.join('');
}

function placeOf({ row, columns }: SheetRow): string {
  const first = columnName(columns[0] ?? 0) + row;
  return columns.length > 1 ? `${first}:${columnName(columns.at(-1) ?? 0)}${row}` : first;
}

/** Characters of all lines, at most. */
function sizeOf(rows: readonly SheetRow[], plan: ReadonlyMap<number, Column>): number {
  return rows.reduce((sum, { columns, texts }) => {
    const last = plan.get(columns.at(-1) ?? 0);
    return sum + (last ? last.start + Math.max(last.width, texts.at(-1)?.length ?? 0) : 0);
  }, 0);
}
