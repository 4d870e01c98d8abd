import { NotPlain, type PdfDict, type PdfFile } from '../file/types.ts';
import { arrayAt, integer, integerAt } from './dictionary.ts';
import { plausible } from './simple-widths.ts';

/** Widths by CID; CIDs beyond the array's end have the default. */
export type CidWidths = { byCid: Float64Array; otherwise: number };

/** Widths that /W may set, repeated ones counted. */
const MOST_WIDTHS = 1 << 18;
const DEFAULT_WIDTH = 1000;
const LAST_CID = 0xffff;

/** /W and /DW of a CIDFont (ISO 32000-1, 9.7.4.3), without fractions. The first width of a CID counts, as in PDFium. */
export function cidWidths(file: PdfFile, dict: PdfDict): CidWidths {
  const otherwise = plausible(integerAt(file, dict, 'DW') ?? DEFAULT_WIDTH);
  const runs = readRuns(file, dict);
  let last = -1;
  let count = 0;
  for (const { from, to } of runs) {
    last = Math.max(last, to);
    count += to - from + 1;
  }
  if (count > MOST_WIDTHS) throw new NotPlain('A font has too many widths');
  const byCid = new Float64Array(last + 1).fill(otherwise);
  for (let at = runs.length - 1; at >= 0; at--) {
    const run = runs[at];
    if (run) byCid.fill(run.width, run.from, run.to + 1);
  }
  return { byCid, otherwise };
}

type Run = { from: number; to: number; width: number };

function readRuns(file: PdfFile, dict: PdfDict): Run[] {
  const stated = arrayAt(file, dict, 'W') ?? [];
  const runs: Run[] = [];
  const numberAt = (at: number): number => integer(file.resolve(stated[at]));
  const add = (from: number, to: number, width: number) => {
    if (from < 0 || to < from || to > LAST_CID)
      throw new NotPlain('A font has widths for CIDs that there are none of');
    runs.push({ from, to, width: plausible(width) });
  };
  for (let at = 0; at < stated.length; ) {
    const from = numberAt(at);
    const next = file.resolve(stated[at + 1]);
    if (Array.isArray(next)) {
      if (next.length + runs.length > MOST_WIDTHS) throw new NotPlain('A font has too many widths');
      for (let index = 0; index < next.length; index++) {
        add(from + index, from + index, integer(file.resolve(next[index])));
      }
      at += 2;
    } else {
      add(from, integer(next), numberAt(at + 2));
      at += 3;
    }
  }
  return runs;
}
