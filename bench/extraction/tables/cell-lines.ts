import { squeeze } from '../layout/text-lines.ts';
import type { TruthPage, TruthWord } from '../layout/truth-words.ts';
import type { TruthCell } from './truth-tables.ts';

/** A line of a cell: its words without blanks, and where it stands, in points from the top. */
export type CellLine = { cell: TruthCell; pieces: string[]; y: number; em: number };

/** Points by which words may stand out of their cell's box. */
const SLACK = 1.5;

/**
 * The lines of a cell by the places of MuPDF's words; by the truth's own line breaks where those words are not what
 * the truth says stands there.
 */
export function cellLines(cell: TruthCell, { words, height }: TruthPage): CellLine[] {
  const inside = words.filter((word) => isInside(word, cell, height)).sort((a, b) => a.baseline - b.baseline);
  const lines: TruthWord[][] = [];
  for (const word of inside) {
    const line = lines.at(-1);
    if (line && word.baseline - (line[0]?.baseline ?? 0) <= 0.3 * word.em) line.push(word);
    else lines.push([word]);
  }
  const made = lines.map((line): CellLine => {
    const ordered = line.sort((a, b) => a.left - b.left);
    const pieces = ordered.map(({ text }) => squeeze(text)).filter(Boolean);
    return { cell, pieces, y: line[0]?.baseline ?? 0, em: line[0]?.em ?? 10 };
  });
  const found = made.flatMap(({ pieces }) => pieces).join('');
  return letters(found) === letters(squeeze(cell.content)) ? made : linesOfContent(cell, height);
}

/** Order counts for nothing here: superscripts and the like come in another one. */
const letters = (text: string): string => [...text].sort().join('');

function isInside({ left, right, baseline, em }: TruthWord, { box }: TruthCell, height: number): boolean {
  const x = (left + right) / 2;
  const y = height - (baseline - em * 0.3);
  return x >= box.left - SLACK && x <= box.right + SLACK && y >= box.bottom - SLACK && y <= box.top + SLACK;
}

function linesOfContent(cell: TruthCell, height: number): CellLine[] {
  const lines = cell.content.split('\n').filter((line) => squeeze(line) !== '');
  const pitch = (cell.box.top - cell.box.bottom) / Math.max(1, lines.length);
  return lines.map((line, index) => ({
    cell,
    pieces: line.split(/\s+/).map(squeeze).filter(Boolean),
    y: height - cell.box.top + (index + 0.8) * pitch,
    em: pitch * 0.8,
  }));
}
