import type { PdfFont } from '../fonts/types.ts';
import { type Characters, setBox } from './characters.ts';
import { type GlyphBlock, STICKS_OUT } from './glyphs.ts';
import * as T from './text-objects.ts';

/**
 * Sets a character's box on the page, `offset` behind `e`, where its object begins from left to right: its advance by its font's height and, where it sticks out of that, its ink, as
 * PDFium has it (GetLooseBounds).
 */
export function setCharacterBox(
  to: Characters,
  character: number,
  n: Float64Array,
  at: number,
  offset: number,
  e: number,
  { width, left, low, right, high, ink }: GlyphBlock,
  cell: number,
  { ascent, descent }: PdfFont,
): void {
  const em = (n[at + T.SIZE] as number) / 1000;
  const end = offset + (width[cell] as number) * em;
  place(to, character, n, at, e, offset, end, descent * em, ascent * em);
  if (ink[cell] !== STICKS_OUT) return;
  const { boxes } = to;
  const it = character * 4;
  const x0 = boxes[it] as number;
  const y0 = boxes[it + 1] as number;
  const x1 = boxes[it + 2] as number;
  const y1 = boxes[it + 3] as number;
  const l = left[cell] as number;
  const r = right[cell] as number;
  const b = low[cell] as number;
  const t = high[cell] as number;
  // What shows nothing is as wide as its advance, and as high as the size.
  const inkEnd = r === l ? offset + (l + (width[cell] as number)) * em : offset + r * em;
  place(to, character, n, at, e, offset + l * em, inkEnd, b * em, (t === b ? b + 1000 : t) * em);
  boxes[it] = Math.min(boxes[it] as number, x0);
  boxes[it + 1] = Math.min(boxes[it + 1] as number, y0);
  boxes[it + 2] = Math.max(boxes[it + 2] as number, x1);
  boxes[it + 3] = Math.max(boxes[it + 3] as number, y1);
}

/** A rectangle of text space, through the object's matrix. */
function place(
  to: Characters,
  character: number,
  n: Float64Array,
  at: number,
  e: number,
  start: number,
  end: number,
  low: number,
  high: number,
): void {
  const a = n[at + T.PAGE_A] as number;
  const b = n[at + T.PAGE_B] as number;
  const c = n[at + T.PAGE_C] as number;
  const d = n[at + T.PAGE_D] as number;
  const f = n[at + T.PAGE_F] as number;
  const ax = a * start;
  const bx = a * end;
  const cx = c * low;
  const dx = c * high;
  const ay = b * start;
  const by = b * end;
  const cy = d * low;
  const dy = d * high;
  setBox(
    to,
    character,
    Math.min(ax, bx) + Math.min(cx, dx) + e,
    Math.min(ay, by) + Math.min(cy, dy) + f,
    Math.max(ax, bx) + Math.max(cx, dx) + e,
    Math.max(ay, by) + Math.max(cy, dy) + f,
  );
}
