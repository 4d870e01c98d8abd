/** A piece of a line that stands by itself: what two or more blanks, a tab or a bar cut off from its neighbours. */
export type Cell = {
  text: string;
  /** UTF-16 range in the whole text. */
  start: number;
  end: number;
  /** Columns in the line, 0-based, end exclusive. */
  from: number;
  to: number;
};

export type Row = { cells: Cell[] };

const CELL = /[^\s|]+(?: [^\s|]+)*/g;

/** The rows of a layout text, blank lines left out. */
export function readRows(text: string): Row[] {
  const rows: Row[] = [];
  let start = 0;
  for (const line of text.split(/[\n\f]/)) {
    const cells = [...line.matchAll(CELL)].map((match) => ({
      text: match[0],
      start: start + match.index,
      end: start + match.index + match[0].length,
      from: match.index,
      to: match.index + match[0].length,
    }));
    if (cells.length > 0) rows.push({ cells });
    start += line.length + 1;
  }
  return rows;
}

/** A part of a cell, with its place. */
export function partOf(cell: Cell, from: number, to = cell.text.length): Cell {
  const text = cell.text.slice(from, to);
  const blanks = text.length - text.trimStart().length;
  const trimmed = text.trim();
  const offset = from + blanks;
  return {
    text: trimmed,
    start: cell.start + offset,
    end: cell.start + offset + trimmed.length,
    from: cell.from + offset,
    to: cell.from + offset + trimmed.length,
  };
}

/** How many columns two cells share; negative: how far they are apart. */
export const overlap = (a: Cell, b: Cell): number => Math.min(a.to, b.to) - Math.max(a.from, b.from);

/** A word; "P.O." is one too. */
const WORD = /\p{L}(?:\.\p{L}(?![\p{L}\p{N}]))+|[\p{L}\p{N}]+|#/gu;

/** The words of a text for comparison: lower case, without punctuation. */
export const wordsOf = (text: string): string[] =>
  (text.normalize('NFKC').toLowerCase().match(WORD) ?? []).map((word) => word.replaceAll('.', ''));

/** Where the first so many words of a text end. */
export function endOfWords(text: string, count: number): number {
  const last = [...text.matchAll(WORD)][count - 1];
  return last ? last.index + last[0].length : text.length;
}
