import { type Kind, valueIn } from './embedded-reader-kinds.ts';
import { type Cell, endOfWords, overlap, partOf, type Row, wordsOf } from './embedded-reader-layout.ts';
import { withLegalForm } from './embedded-reader-names.ts';
import type { Intent } from './embedded-reader-question.ts';

/** A value that may be the answer. */
export type Candidate = { cell: Cell; score: number };

/** Words that make another thing of a total. */
const NOT_THE_TOTAL =
  /^(?:qty|quantity|items?|gst|tax|vat|mwst|tva|sst|net|netto|nett|excl|excluding|exclusive|ht|discount|savings?|saved|before|change|cash|tender|pages?|weight|hours?|units?|points?|supplies|sr|zr|ohne|steuer\\w*|zuschläge|abschläge|hors|taxes?)$/;
/** "N° TVA" and "VAT no" are numbers of something, not the thing. */
const NUMBER_WORD = /^(?:n|no|nr|num|number|nummer|id|idnr|reg|code|#)$/;
const NAME_LABEL = /^(?:name|nom|naam|firma|company)\s*:?$/i;
/** How far below a label its value may stand, in rows that have something in its columns, and at all. */
const ROWS_BELOW = 2;
const MOST_ROWS_BELOW = 4;
const CELLS_RIGHT = 3;
/** Amounts in a row below another one that make a column of items. */
const LEAST_ITEMS = 2;
/** Characters between a label and a value in the same cell, such as " (380) Nr. ". */
const CLOSE = 14;

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
    if (value && isLabel(value.cell, intent)) continue;
    if (value && (!best || value.score * quality > best.score))
      best = { cell: value.cell, score: value.score * quality };
  }
  return best ? [best] : [];
}

/** The next heading is no answer. */
const isLabel = (cell: Cell, { kind, labels }: Intent): boolean =>
  (kind === 'name' || kind === 'text') &&
  labels.some(({ words }) => words.join(' ') === wordsOf(cell.text).join(' '));

/** Where a label ends: at its colon, but not at the colon of a time. */
function labelEnd(text: string): number {
  return text.search(/:(?!\d\d\b)(?!\/\/)/);
}

/** How well a cell's words are the label: the same, the label with a few more words, or the label with a value behind it. */
function likeness(wanted: readonly string[], found: readonly string[], intent: Intent): number {
  if (wanted.length === 0 || found.length < wanted.length) return 0;
  const starts = wanted.every((word, index) => found[index] === word);
  const offset = found.length - wanted.length;
  const ends =
    !starts && intent.kind !== 'name' && wanted.every((word, index) => found[offset + index] === word);
  if (!starts && !ends) return 0;
  const extra = starts ? found.slice(wanted.length) : found.slice(0, offset);
  if (
    intent.concept?.name === 'total' &&
    extra.some((word) => NOT_THE_TOTAL.test(word)) &&
    !isGrossTotal(extra)
  )
    return 0;
  if (extra.length === 0) return 1;
  if (ends && extra.some((word) => NUMBER_WORD.test(word))) return 0;
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
    const end = endOfWords(cell.text, label.length);
    const value = valueIn(partOf(cell, end), kind);
    if (value && value.start - cell.start - end <= CLOSE) return { cell: value, score: 0.95 };
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
  let seen = 0;
  const last = Math.min(rows.length, index + 1 + MOST_ROWS_BELOW);
  for (let at = index + 1; at < last; at++) {
    const { cells } = rows[at] as Row;
    const under = cells.filter((other) => overlap(cell, other) > 0 || isFlush(cell, other));
    if (under.length === 0) continue;
    if (++seen > ROWS_BELOW) return undefined;
    const score = 0.85 - (seen - 1) * 0.15;
    for (const other of under) {
      const named = kind === 'name' && NAME_LABEL.test(other.text.slice(0, labelEnd(other.text) + 1));
      if (!named && isLabelOf(other, cells)) continue;
      const value = named ? nameBehind(other, cells) : valueIn(other, kind);
      if (value && kind === 'money' && isFirstOfMany(value, rows.slice(at + 1))) return undefined;
      if (value)
        return { cell: kind === 'name' ? withLegalForm(value, cells) : value, score: named ? 0.9 : score };
    }
  }
  return undefined;
}

/** The first amount of a column of items is not what a document is about. */
const isFirstOfMany = (value: Cell, below: readonly Row[]): boolean =>
  below.slice(0, LEAST_ITEMS).length === LEAST_ITEMS &&
  below
    .slice(0, LEAST_ITEMS)
    .every(({ cells }) => cells.some((cell) => overlap(cell, value) > 0 && valueIn(cell, 'money')));

/** "Number: 17", or "Number" with ": 17" to its right. */
const isLabelOf = (cell: Cell, cells: readonly Cell[]): boolean =>
  labelEnd(cell.text) >= 0 || cells[cells.indexOf(cell) + 1]?.text.startsWith(':') === true;

/** "Name:  Grundbesitz GmbH" below the heading "Seller". */
function nameBehind(label: Cell, cells: readonly Cell[]): Cell | undefined {
  const own = partOf(label, labelEnd(label.text) + 1);
  const right = cells[cells.indexOf(label) + 1];
  return own.text !== '' ? own : right && valueIn(right, 'name');
}

/** Whether a label and the one to its right both have a cell flush below: then they are column headings. */
function isHeading({ rows, index, column, cell }: At): boolean {
  const right = rows[index]?.cells[column + 1];
  const under = rows[index + 1]?.cells ?? [];
  const hasUnder = (label: Cell) => under.some((other) => isFlush(label, other));
  return hasUnder(cell) && (right === undefined || hasUnder(right));
}

const isFlush = (a: Cell, b: Cell): boolean => Math.abs(a.from - b.from) <= 2 || Math.abs(a.to - b.to) <= 2;
