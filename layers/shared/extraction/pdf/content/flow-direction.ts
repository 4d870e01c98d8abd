import { NotPlain, type PdfPage } from '../file/types.ts';
import {
  BOTTOM,
  ESTIMATED_INK,
  FORM,
  INTEGERS,
  LEFT,
  NUMBERS,
  RIGHT,
  type TextObjects,
  TOP,
} from './text-objects.ts';

export type Direction = 'horizontal' | 'vertical' | 'unknown';

/** Part of the width of the text that has text in some line, from which on PDFium takes lines to be horizontal. */
const FILLED = 0.8;
/** Points of columns and rows that are filled in one after the other: a page of print needs some 100,000. */
const MAX_FILLED_IN = 50_000_000;
/** How far such a part may be off, of ink that is only estimated and of ink that is known. */
const DOUBT = 0.04;
const ROUNDING = 0.005;

/**
 * Which way PDFium takes a page's lines to run: whether its text leaves more white columns than white rows. It asks
 * where an object is a single character. Only text of the page itself counts, not that of its forms.
 */
export function flowDirection({ count, numbers, integers }: TextObjects, page: PdfPage): Direction {
  const { width, height } = pageSize(page);
  if (width <= 0 || height <= 0) return 'unknown';
  const columns = new Uint8Array(width);
  const rows = new Uint8Array(height);
  let [startX, endX, startY, endY] = [width, 0, height, 0];
  let lineHeight = 0;
  let filledIn = 0;
  let doubt = ROUNDING;
  for (let index = 0; index < count; index++) {
    if ((integers[index * INTEGERS + FORM] as number) !== 0) continue;
    const at = index * NUMBERS;
    if (numbers[at + ESTIMATED_INK] !== 0) doubt = DOUBT;
    const left = within(numbers[at + LEFT] as number, width);
    const right = within(numbers[at + RIGHT] as number, width);
    const bottom = within(numbers[at + BOTTOM] as number, height);
    const top = within(numbers[at + TOP] as number, height);
    if (left >= right || bottom >= top) continue;
    filledIn += right - left + top - bottom;
    if (filledIn > MAX_FILLED_IN) throw new NotPlain('The page has too much text that is too large');
    for (let x = left; x < right; x++) columns[x] = 1;
    for (let y = bottom; y < top; y++) rows[y] = 1;
    if (left < startX) startX = left;
    if (right > endX) endX = right;
    if (bottom < startY) startY = bottom;
    if (top > endY) endY = top;
    if (lineHeight <= 0) lineHeight = (numbers[at + TOP] as number) - (numbers[at + BOTTOM] as number);
  }
  const twoLines = Math.trunc(2 * lineHeight);
  if (endY - startY < twoLines) return 'horizontal';
  if (endX - startX < twoLines) return 'vertical';
  const across = filled(columns, startX, endX);
  if (across > FILLED + doubt) return 'horizontal';
  const down = filled(rows, startY, endY);
  if (across > down + 3 * doubt) return 'horizontal';
  if (across < FILLED - doubt && down > across + 3 * doubt) return 'vertical';
  throw new NotPlain('It is in doubt which way the lines of the page run');
}

/** Size of the page as it is shown, in whole points. */
export function pageSize({ cropBox, mediaBox, turns }: PdfPage): { width: number; height: number } {
  const [left, bottom, right, top] = cropBox ?? mediaBox;
  const [w, h] = [Math.trunc(right - left), Math.trunc(top - bottom)];
  if (w > MAX_SIDE || h > MAX_SIDE) throw new NotPlain('The page is too large');
  return turns % 2 === 1 ? { width: h, height: w } : { width: w, height: h };
}

/** Four times what ISO 32000-1, annex C, allows. */
const MAX_SIDE = 57_600;

const within = (value: number, most: number): number => Math.trunc(Math.min(Math.max(value, 0), most));

function filled(mask: Uint8Array, start: number, end: number): number {
  if (start >= end) return 0;
  let count = 0;
  for (let at = start; at < end; at++) count += mask[at] as number;
  return count / (end - start);
}
