/** A horizontal or vertical line that the page draws, in points from the top left of the upright page. */
export type Rule = { x0: number; y0: number; x1: number; y1: number };

/** Points between two pieces of what is one line (dashes, cell by cell borders), along it and across. */
const GAP = 4;
const ACROSS = 1.5;

/** A vertical line at x from `from` to `to`, or a horizontal one at y. */
export type Line = { at: number; from: number; to: number };
export type RuledLines = { vertical: readonly Line[]; horizontal: readonly Line[] };

/** Rules by direction, pieces of one line joined, what is shorter than `shortest` points left out. */
export function ruledLines(
  rules: readonly Rule[],
  shortest: { vertical: number; horizontal: number },
): RuledLines {
  const vertical: Line[] = [];
  const horizontal: Line[] = [];
  for (const { x0, y0, x1, y1 } of rules)
    if (x1 - x0 > y1 - y0) horizontal.push({ at: (y0 + y1) / 2, from: x0, to: x1 });
    else vertical.push({ at: (x0 + x1) / 2, from: y0, to: y1 });
  return { vertical: join(vertical, shortest.vertical), horizontal: join(horizontal, shortest.horizontal) };
}

function join(lines: readonly Line[], shortest: number): Line[] {
  const bands: Line[][] = [];
  for (const line of [...lines].sort((a, b) => a.at - b.at)) {
    const first = bands.at(-1)?.[0];
    if (first && line.at - first.at <= ACROSS) bands.at(-1)?.push(line);
    else bands.push([line]);
  }
  return bands.flatMap(joinBand).filter(({ from, to }) => to - from >= shortest);
}

function joinBand(band: Line[]): Line[] {
  const joined: Line[] = [];
  for (const line of band.sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && line.from - last.to <= GAP) last.to = Math.max(last.to, line.to);
    else joined.push({ ...line });
  }
  return joined;
}
