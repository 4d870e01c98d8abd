import { NotPlain, type PdfPage } from '../file/types.ts';
import * as B from './bands.ts';
import { eachGlyph } from './glyph-of-chain.ts';
import * as T from './text-objects.ts';

export type Direction = 'horizontal' | 'vertical' | 'unknown';

/** Part of the width of the text that has text in some line, from which on PDFium takes lines to be horizontal. */
const FILLED = Math.fround(0.8);
/** Points by which ink that is known may be off: PDFium reckons in single precision. */
const ROUNDING = 0.003;
/** Em by which estimated ink may be off, across the line and along it. */
const DOUBT_ACROSS = 0.12;
const DOUBT_ALONG = 0.35;

/**
 * Which way PDFium takes a page's lines to run: whether its text leaves more white columns than white rows
 * (FindTextlineFlowOrientation). It asks where an object is a single character. Only text of the page itself counts,
 * not that of its forms. Throws `NotPlain` where it depends on ink that is not known so well.
 */
export function flowDirection(objects: T.TextObjects, page: PdfPage): Direction {
  const { width, height } = pageSize(page);
  if (width <= 0 || height <= 0) return 'unknown';
  const columns = B.newBands(width);
  const rows = B.newBands(height);
  const enough = columnsThatSuffice(objects, width);
  const firstLine = { least: Number.POSITIVE_INFINITY, most: 0, known: false };
  const { count, numbers: n, integers } = objects;
  for (let index = 0; index < count; index++) {
    if ((integers[index * T.INTEGERS + T.FORM] as number) !== 0) continue;
    if (integers[index * T.INTEGERS + T.CHAINED] === 1)
      eachGlyph(objects, index, (glyph) => addInk(columns, rows, glyph, 0, firstLine));
    else addInk(columns, rows, n, index * T.NUMBERS, firstLine);
    if (columns.certain > enough && columns.certain >= 2 * firstLine.most) return 'horizontal';
  }
  return decide(columns, rows, firstLine);
}

type FirstLine = { least: number; most: number; known: boolean };

/** More columns with text than this are enough, as far apart as the text's ends may be: the rest need not be seen. */
function columnsThatSuffice({ count, numbers: n, integers }: T.TextObjects, width: number): number {
  let start = width;
  let end = 0;
  for (let index = 0; index < count; index++) {
    if ((integers[index * T.INTEGERS + T.FORM] as number) !== 0) continue;
    const left = n[index * T.NUMBERS + T.LEFT] as number;
    const right = n[index * T.NUMBERS + T.RIGHT] as number;
    if (left < start) start = left;
    if (right > end) end = right;
  }
  const extent = Math.min(Math.ceil(end) + 1, width) - Math.max(Math.floor(start) - 1, 0);
  return FILLED * Math.max(extent, 0);
}

function addInk(columns: B.Bands, rows: B.Bands, n: Float64Array, at: number, firstLine: FirstLine): void {
  const estimated = n[at + T.ESTIMATED_INK] !== 0;
  const doubtX = estimated ? doubtOf(n, at, T.A, T.C) : ROUNDING;
  const doubtY = estimated ? doubtOf(n, at, T.B, T.D) : ROUNDING;
  const left = n[at + T.LEFT] as number;
  const right = n[at + T.RIGHT] as number;
  const bottom = n[at + T.BOTTOM] as number;
  const top = n[at + T.TOP] as number;
  // Boxes within one column or row are none.
  const startX = B.bandAt(columns, left - doubtX);
  const endX = B.bandAt(columns, right + doubtX);
  if (startX >= endX) return;
  const startY = B.bandAt(rows, bottom - doubtY);
  const endY = B.bandAt(rows, top + doubtY);
  if (startY >= endY) return;
  const innerLeft = B.bandAt(columns, left + doubtX);
  const innerRight = B.bandAt(columns, right - doubtX);
  const innerBottom = B.bandAt(rows, bottom + doubtY);
  const innerTop = B.bandAt(rows, top - doubtY);
  const certain = innerLeft < innerRight && innerBottom < innerTop;
  if (certain) {
    B.fillCertain(columns, innerLeft, innerRight);
    B.fillCertain(rows, innerBottom, innerTop);
  }
  if (startX !== innerLeft || endX !== innerRight || !certain) B.fillPossible(columns, startX, endX);
  if (startY !== innerBottom || endY !== innerTop || !certain) B.fillPossible(rows, startY, endY);
  if (firstLine.known) return;
  firstLine.least = Math.min(firstLine.least, top - bottom - 2 * doubtY);
  firstLine.most = Math.max(firstLine.most, top - bottom + 2 * doubtY);
  firstLine.known = certain;
}

/** Points by which estimated ink may be off: along the line by its vector, and across it. */
function doubtOf(n: Float64Array, at: number, along: number, across: number): number {
  const em = Math.abs(n[at + T.SIZE] as number);
  const x = Math.abs(n[at + along] as number) * DOUBT_ALONG;
  return em * (x + Math.abs(n[at + across] as number) * DOUBT_ACROSS) + ROUNDING;
}

/** Goes on only as long as all that is possible leads to one answer. */
function decide(columns: B.Bands, rows: B.Bands, { least, most, known }: FirstLine): Direction {
  if (columns.possible === 0) return 'horizontal';
  if (!known) throw inDoubt();
  const leastTwoLines = Math.trunc(2 * least);
  const twoLines = Math.trunc(2 * most);
  if (B.mostExtent(rows) < leastTwoLines) return 'horizontal';
  const flat = B.leastExtent(rows) < twoLines;
  if (B.mostExtent(columns) < leastTwoLines && !flat) return 'vertical';
  const narrow = B.leastExtent(columns) < twoLines;
  const across = B.leastFilled(columns);
  const down = B.leastFilled(rows);
  const mostAcross = B.mostFilled(columns);
  const mostDown = B.mostFilled(rows);
  if ((across > FILLED || across > mostDown) && !narrow) return 'horizontal';
  const white = mostAcross <= FILLED && !flat;
  if (white && mostAcross < down) return 'vertical';
  const exact = across === mostAcross && down === mostDown;
  if (white && !narrow && exact && across === down) return 'unknown';
  throw inDoubt();
}

const inDoubt = (): NotPlain => new NotPlain('It is in doubt which way the lines of the page run');

/** Size of the page as it is shown, in whole points. */
export function pageSize({ cropBox, mediaBox, turns }: PdfPage): { width: number; height: number } {
  const [left, bottom, right, top] = cropBox ?? mediaBox;
  const [w, h] = [Math.trunc(right - left), Math.trunc(top - bottom)];
  if (w > MAX_SIDE || h > MAX_SIDE) throw new NotPlain('The page is too large');
  return turns % 2 === 1 ? { width: h, height: w } : { width: w, height: h };
}

/** Four times what ISO 32000-1, annex C, allows. */
const MAX_SIDE = 57_600;
