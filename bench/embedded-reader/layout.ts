/** A line of text and its box: x0, y0, x1, y1. */
export type PlacedLine = { box: [number, number, number, number]; text: string };

const middle = ({ box }: PlacedLine) => (box[1] + box[3]) / 2;

/** Layout text of placed lines: those on one height are one row, at columns that follow from the median letter width. */
export function layoutOf(lines: readonly PlacedLine[]): string {
  const height = median(lines.map(({ box }) => box[3] - box[1])) || 10;
  const width =
    median(
      lines.filter(({ text }) => text.length > 3).map(({ box, text }) => (box[2] - box[0]) / text.length),
    ) || 10;
  const rows: PlacedLine[][] = [];
  for (const line of lines.toSorted((a, b) => middle(a) - middle(b))) {
    const row = rows.at(-1);
    if (row?.[0] && middle(line) - middle(row[0]) < height / 2) row.push(line);
    else rows.push([line]);
  }
  return rows.map((row) => rowText(row, width)).join('\n');
}

function rowText(row: readonly PlacedLine[], width: number): string {
  return row
    .toSorted((a, b) => a.box[0] - b.box[0])
    .reduce((text, line) => {
      const column = Math.round(line.box[0] / width);
      return text.padEnd(text === '' ? column : Math.max(text.length + 2, column)) + line.text;
    }, '');
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;
