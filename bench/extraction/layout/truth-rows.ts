import type { TruthWord } from './truth-words.ts';

/** Words beside each other without a gap that a reader takes for the border of a column. */
export type TruthSegment = { words: TruthWord[]; left: number; right: number };
/** All words of a page on one baseline, from left to right. */
export type TruthRow = { baseline: number; segments: TruthSegment[] };

/** Points by which baselines of one line may differ. */
const SAME_BASELINE = 0.6;
/** Width of a gap between columns, in em. */
const COLUMN_GAP = 1;

/** Lines as they are by geometry alone: no contender's idea of what belongs together goes into them. */
export function truthRows(words: readonly TruthWord[]): TruthRow[] {
  const rows: TruthWord[][] = [];
  let baseline = Number.NEGATIVE_INFINITY;
  for (const word of [...words].sort((a, b) => a.baseline - b.baseline)) {
    if (word.baseline - baseline > SAME_BASELINE) {
      rows.push([]);
      baseline = word.baseline;
    }
    rows.at(-1)?.push(word);
  }
  return rows.map((row) => ({ baseline: row[0]?.baseline ?? 0, segments: segmentsOf(row) }));
}

function segmentsOf(row: TruthWord[]): TruthSegment[] {
  const segments: TruthSegment[] = [];
  for (const word of row.sort((a, b) => a.left - b.left)) {
    const last = segments.at(-1);
    if (last && word.left - last.right < COLUMN_GAP * word.em) {
      last.words.push(word);
      last.right = Math.max(last.right, word.right);
    } else segments.push({ words: [word], left: word.left, right: word.right });
  }
  return segments;
}
