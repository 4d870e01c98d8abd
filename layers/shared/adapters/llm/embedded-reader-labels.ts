import { type Kind, valueIn } from './embedded-reader-kinds.ts';
import { type Cell, overlap, partOf, type Row, wordsOf } from './embedded-reader-layout.ts';
import type { Intent } from './embedded-reader-question.ts';

/** A value that may be the answer. */
export type Candidate = { cell: Cell; score: number };

/** Words that make another thing of a total. */
const NOT_THE_TOTAL =
  /^(?:qty|quantity|items?|gst|tax|vat|mwst|tva|sst|net|netto|nett|excl|excluding|exclusive|ht|discount|savings?|saved|before|change|cash|tender|pages?|weight|hours?|units?|points?|supplies|sr|zr)$/;
/** How far below a label its value may stand, in rows. */
const ROWS_BELOW = 2;
const CELLS_RIGHT = 3;

/** Values beside, behind and below the labels of an intent, best first; for amounts the last of equals wins. */
export function findLabelled(rows: readonly Row[], intent: Intent): Candidate[] {
  const candidates = rows.flatMap((row, index) =>
    row.cells.flatMap((cell, column) => candidatesOf({ rows, index, column, cell }, intent)),
  );
  const later = intent.kind === 'money' ? -1 : 1;
  return candidates.sort((a, b) => b.score - a.score || later * (a.cell.start - b.cell.start));
}

type At = { rows: readonly Row[]; index: number; column: number; cell: Cell };

function candidatesOf(at: At, intent: Intent): Candidate[] {
  const colon = labelEnd(at.cell.text);
  const label = wordsOf(colon < 0 ? at.cell.text : at.cell.text.slice(0, colon));
  let best: Candidate | undefined;
  for (const { words, weight } of intent.labels) {
    const quality = likeness(words, label, intent) * weight;
    if (quality < 0.5 || (best && quality <= best.score)) continue;
    const value = valueAt(at, colon, words, intent.kind);
    if (value && (!best || value.score * quality > best.score))
      best = { cell: value.cell, score: value.score * quality };
  }
  return best ? [best] : [];
}

/** Where a label ends: at its colon, but not at the colon of a time. */
function labelEnd(text: string): number {
  return text.search(/:(?!\d\d\b)(?!\/\/)/);
}

/** How well a cell's words are the label: the same, the label with a few more words, or the label with a value behind it. */
function likeness(wanted: readonly string[], found: readonly string[], intent: Intent): number {
  if (wanted.length === 0 || found.length < wanted.length) return 0;
  const starts = wanted.every((word, index) => found[index] === word);
  const offset = found.length - wanted.length;
  const ends = !starts && wanted.every((word, index) => found[offset + index] === word);
  if (!starts && !ends) return 0;
  const extra = starts ? found.slice(wanted.length) : found.slice(0, offset);
  if (
    intent.concept?.name === 'total' &&
    extra.some((word) => NOT_THE_TOTAL.test(word)) &&
    !isGrossTotal(extra)
  )
    return 0;
  if (extra.length === 0) return 1;
  if (starts && extra.some((word) => /\d/.test(word))) return 0.92;
  return extra.length <= 2 ? (starts ? 0.9 : 0.8) : extra.length <= 5 && starts ? 0.7 : 0;
}

/** "Total (incl. GST)" is the total all the same. */
const isGrossTotal = (words: readonly string[]): boolean =>
  words.some((word) => /^(?:incl|inclusive|including|inc|with|ttc)$/.test(word));

/** The value of a label: behind its colon, behind its words, to its right, or below it. */
function valueAt(at: At, colon: number, label: readonly string[], kind: Kind): Candidate | undefined {
  const { cell } = at;
  if (colon >= 0 && colon < cell.text.length - 1) {
    const value = valueIn(partOf(cell, colon + 1), kind);
    if (value) return { cell: value, score: 1 };
  }
  if (colon < 0 && kind !== 'name' && kind !== 'text') {
    const value = valueIn(partOf(cell, endOfWords(cell.text, label.length)), kind);
    if (value) return { cell: value, score: 0.95 };
  }
  // "Bill to      Deliver to" stands over two columns: the value is below, not to the right.
  const below = valueBelow(at, kind);
  if (below && (kind === 'name' || kind === 'text') && isHeading(at)) return below;
  return valueRight(at, kind) ?? below;
}

function valueRight({ rows, index, column }: At, kind: Kind): Candidate | undefined {
  const right = rows[index]?.cells.slice(column + 1, column + 1 + CELLS_RIGHT) ?? [];
  for (const [distance, cell] of right.entries()) {
    // What stands behind the next label belongs to that label.
    if (/\p{L}\s*:$/u.test(cell.text)) return undefined;
    const colon = labelEnd(cell.text);
    if (colon > 0 && kind !== 'url') return undefined;
    const value = valueIn(colon === 0 ? partOf(cell, 1) : cell, kind);
    if (value) return { cell: value, score: 0.97 - distance * 0.08 - (isSummary(right, kind) ? 0.25 : 0) };
  }
  return undefined;
}

/** A row of several amounts sums up columns (net, tax), so its first amount is not what is to be paid. */
const isSummary = (cells: readonly Cell[], kind: Kind): boolean =>
  kind === 'money' && cells.filter((cell) => valueIn(cell, 'money')).length > 1;

function valueBelow({ rows, index, cell }: At, kind: Kind): Candidate | undefined {
  for (let down = 1; down <= ROWS_BELOW; down++) {
    const under = rows[index + down]?.cells.filter(
      (other) => overlap(cell, other) > 0 || isFlush(cell, other),
    );
    for (const other of under ?? []) {
      if (labelEnd(other.text) > 0) continue;
      const value = valueIn(other, kind);
      if (value) return { cell: value, score: 0.85 - (down - 1) * 0.15 };
    }
  }
  return undefined;
}

/** Whether a label and the one to its right both have a cell flush below: then they are column headings. */
function isHeading({ rows, index, column, cell }: At): boolean {
  const right = rows[index]?.cells[column + 1];
  const under = rows[index + 1]?.cells ?? [];
  const hasUnder = (label: Cell) => under.some((other) => isFlush(label, other));
  return hasUnder(cell) && (right === undefined || hasUnder(right));
}

const isFlush = (a: Cell, b: Cell): boolean => Math.abs(a.from - b.from) <= 2 || Math.abs(a.to - b.to) <= 2;

/** Where the first words of a text end. */
function endOfWords(text: string, count: number): number {
  const words = [...text.matchAll(/[\p{L}\p{N}]+|#/gu)];
  const last = words[count - 1];
  return last ? last.index + last[0].length : text.length;
}
