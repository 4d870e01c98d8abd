import { type Located, locateAll } from './locate.ts';
import { squeeze, textLines } from './text-lines.ts';
import { type TruthRow, type TruthSegment, truthRows } from './truth-rows.ts';
import type { TruthPage } from './truth-words.ts';

/** Counts that may be added up over pages and documents. */
export type LayoutScore = {
  rows: number;
  rowsIntact: number;
  /** Rows with more than one column. */
  wideRows: number;
  wideRowsIntact: number;
  pairs: number;
  aligned: number;
  nearlyAligned: number;
  /** Of the pairs those of which a part stands in a row with more than one column. */
  columnPairs: number;
  columnsAligned: number;
  /** The right edges of prose too, which no monospace text can keep: as LIBRARIES.md §X3 counts. */
  allPairs: number;
  allAligned: number;
};

export const NO_SCORE: LayoutScore = {
  rows: 0,
  rowsIntact: 0,
  wideRows: 0,
  wideRowsIntact: 0,
  pairs: 0,
  aligned: 0,
  nearlyAligned: 0,
  columnPairs: 0,
  columnsAligned: 0,
  allPairs: 0,
  allAligned: 0,
};

export function addScores(a: LayoutScore, b: LayoutScore): LayoutScore {
  const sum = { ...a };
  for (const key of Object.keys(sum) as (keyof LayoutScore)[]) sum[key] += b[key];
  return sum;
}

/** Judges one page of text: are rows whole, and is what is aligned on paper aligned in the text? */
export function scoreLayout(
  { words }: TruthPage,
  text: string,
  miss: (what: string) => void = () => {},
): LayoutScore {
  const lines = textLines(text);
  const rows = truthRows(words);
  const wholeRows = locateAll(
    lines,
    rows.map((row) => ({ y: row.baseline, pieces: row.segments.flatMap(piecesOf) })),
  );
  const segments = placeSegments(rows, wholeRows, (sought) => locateAll(lines, sought));
  const score = { ...NO_SCORE };
  rows.forEach((row, index) => {
    const intact = wholeRows[index] ? 1 : 0;
    if (!intact) miss(`row ${textOf(row)}`);
    score.rows++;
    score.rowsIntact += intact;
    if (row.segments.length < 2) return;
    score.wideRows++;
    score.wideRowsIntact += intact;
  });
  for (const pair of alignedPairs(rows)) {
    const [upper, lower] = [segments.get(pair.upper), segments.get(pair.lower)];
    score.allPairs++;
    score.allAligned += upper && lower && upper[pair.edge] === lower[pair.edge] ? 1 : 0;
    if (pair.isProse) continue;
    score.pairs++;
    score.columnPairs += pair.columns ? 1 : 0;
    if (upper && lower) {
      const distance = Math.abs(upper[pair.edge] - lower[pair.edge]);
      score.aligned += distance === 0 ? 1 : 0;
      score.columnsAligned += distance === 0 && pair.columns ? 1 : 0;
      score.nearlyAligned += distance <= 1 ? 1 : 0;
      if (distance > 0)
        miss(`pair ${pair.edge} ${distance}: ${wordsOf(pair.upper)} / ${wordsOf(pair.lower)}`);
    } else miss(`pair not found: ${wordsOf(pair.upper)} / ${wordsOf(pair.lower)}`);
  }
  return score;
}

const piecesOf = ({ words }: TruthSegment): string[] =>
  words.map(({ text }) => squeeze(text)).filter(Boolean);
const wordsOf = ({ words }: TruthSegment): string => words.map(({ text }) => text).join(' ');
const textOf = ({ segments }: TruthRow): string => segments.map(wordsOf).join(' | ');

type Columns = { from: number; to: number };

/** Text columns of each segment: from its row's line, or from a line of its own when the row is torn. */
function placeSegments(
  rows: readonly TruthRow[],
  wholeRows: readonly (Located | undefined)[],
  locate: (sought: { y: number; pieces: string[] }[]) => (Located | undefined)[],
): Map<TruthSegment, Columns> {
  const places = new Map<TruthSegment, Columns>();
  const torn: { segment: TruthSegment; y: number }[] = [];
  rows.forEach(({ segments, baseline }, index) => {
    const whole = wholeRows[index];
    let at = 0;
    for (const segment of segments) {
      const count = piecesOf(segment).length;
      if (whole && count > 0) place(segment, whole.found.slice(at, at + count));
      else if (count > 0) torn.push({ segment, y: baseline });
      at += count;
    }
  });
  function place(segment: TruthSegment, found: readonly Columns[]) {
    places.set(segment, { from: found[0]?.from ?? 0, to: found.at(-1)?.to ?? 0 });
  }
  const located = locate(torn.map(({ segment, y }) => ({ y, pieces: piecesOf(segment) })));
  torn.forEach(({ segment }, index) => {
    const own = located[index];
    if (own) place(segment, own.found);
  });
  return places;
}

/** Points by which edges may differ and still be one edge for the eye. */
const SAME_EDGE = 0.6;
/** Rows further apart than this, in em, are no neighbours. */
const NEIGHBOUR = 4;

/** No monospace text can keep the right edge of justified prose: an indented first line says nothing there. */
const isProse = ({ words }: TruthSegment): boolean => words.length >= 5;

type Pair = {
  upper: TruthSegment;
  lower: TruthSegment;
  edge: 'from' | 'to';
  columns: boolean;
  /** The right edge of prose. */
  isProse: boolean;
};

/** Each segment with the next one below it when they share an edge; the left edge counts where both are shared. */
function alignedPairs(rows: readonly TruthRow[]): Pair[] {
  return rows.flatMap((row, index) =>
    row.segments.flatMap((upper): Pair[] => {
      const em = upper.words[0]?.em ?? 0;
      for (let at = index + 1; at < rows.length; at++) {
        const below = rows[at] as TruthRow;
        if (below.baseline - row.baseline > NEIGHBOUR * em) return [];
        const under = below.segments.filter(({ left, right }) => left < upper.right && right > upper.left);
        if (under.length === 0) continue;
        const columns = row.segments.length > 1 || below.segments.length > 1;
        const lefts = under.find(({ left }) => Math.abs(left - upper.left) <= SAME_EDGE);
        const rights = under.find(({ right }) => Math.abs(right - upper.right) <= SAME_EDGE);
        if (lefts) return [{ upper, lower: lefts, edge: 'from', columns, isProse: false }];
        if (!rights) return [];
        return [{ upper, lower: rights, edge: 'to', columns, isProse: isProse(upper) && isProse(rights) }];
      }
      return [];
    }),
  );
}
