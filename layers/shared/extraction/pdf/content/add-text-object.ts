import { NotPlain } from '../file/types.ts';
import { BLOCK_BITS, blockOf, CELL, ESTIMATED, type GlyphBlock, type Glyphs, UNREAD } from './glyphs.ts';
import {
  CHARACTER_SPACE,
  FONT_SIZE,
  type GraphicsState,
  LINE_WIDTH,
  MODE,
  WORD_SPACE,
} from './graphics-state.ts';
import type { Lexer } from './lexer.ts';
import { type Place, placeObject, toPage } from './place-text-object.ts';
import * as T from './text-objects.ts';

/** Adds what the lexer's segments show as a text object of its own; returns how far it reaches in text space. */
export function addTextObject(
  objects: T.TextObjects,
  { values: v, base: o }: GraphicsState,
  lexer: Lexer,
  font: number,
  place: Place,
  mark: number,
): number {
  const glyphs = objects.glyphs[font] as Glyphs;
  const first = objects.items;
  const characters = takeCodes(objects, lexer, glyphs);
  const n = objects.numbers;
  const at = objects.count * T.NUMBERS;
  const i = objects.integers;
  const it = objects.count * T.INTEGERS;
  i[it + T.GLYPHS] = font;
  i[it + T.FIRST_ITEM] = first;
  i[it + T.ITEM_COUNT] = objects.items - first;
  i[it + T.CHARACTER_COUNT] = characters;
  i[it + T.FORM] = place.form;
  i[it + T.BEFORE] = place.lastObject;
  i[it + T.MARK] = mark;
  i[it + T.RENDER_MODE] = v[o + MODE] as number;
  i[it + T.CHAINED] = 0;
  n[at + T.SIZE] = v[o + FONT_SIZE] as number;
  n[at + T.CHARACTER_SPACING] = v[o + CHARACTER_SPACE] as number;
  placeObject(n, at, v, o);
  const advance = placeItems(objects, glyphs, at, first, v[o + WORD_SPACE] as number);
  const mode = v[o + MODE] as number;
  if (mode === 1 || mode === 2 || mode === 5 || mode === 6) inflate(n, at, (v[o + LINE_WIDTH] as number) / 2);
  toPage(n, at, place);
  n[at + T.END_E] = n[at + T.PAGE_E] as number;
  n[at + T.END_BOTTOM] = n[at + T.BOTTOM] as number;
  n[at + T.END_TOP] = n[at + T.TOP] as number;
  n[at + T.END_ESTIMATED] = n[at + T.ESTIMATED_INK] as number;
  place.lastObject = objects.count++;
  return advance;
}

/** Copies codes and adjustments to the items; between two strings there always is an adjustment, if only of 0. */
function takeCodes(objects: T.TextObjects, lexer: Lexer, glyphs: Glyphs): number {
  const { text, ends, adjustments, segments } = lexer;
  T.reserve(objects, (ends[segments - 1] as number) + segments);
  const { codes, offsets } = objects;
  const { bytesPerCode } = glyphs.font;
  let item = objects.items;
  let from = 0;
  for (let segment = 0; segment < segments; segment++) {
    const to = ends[segment] as number;
    if (bytesPerCode === 1) {
      while (from < to) codes[item++] = text[from++] as number;
    } else if (bytesPerCode === 2) {
      if ((to - from) % 2 === 1) throw new NotPlain('A string ends within a code');
      for (; from < to; from += 2) codes[item++] = ((text[from] as number) << 8) | (text[from + 1] as number);
    } else {
      const found = glyphs.font.codes(text.slice(from, to));
      if (found.length > to - from) throw new NotPlain('A string has more codes than bytes');
      for (let at = 0; at < found.length; at++) codes[item++] = found[at] as number;
    }
    from = to;
    if (segment < segments - 1) {
      offsets[item] = adjustments[segment] as number;
      codes[item++] = T.ADJUSTMENT;
    }
  }
  const characters = item - objects.items - (segments - 1);
  if (characters <= 0) throw new NotPlain('A string has no codes');
  objects.items = item;
  return characters;
}

/** Sets where each character begins, and the box of the ink; returns where the next object would begin. */
function placeItems(
  { codes, offsets, numbers: n, items }: T.TextObjects,
  glyphs: Glyphs,
  at: number,
  first: number,
  wordSpace: number,
): number {
  const size = n[at + T.SIZE] as number;
  const em = size / 1000;
  const spacing = n[at + T.CHARACTER_SPACING] as number;
  const spaced = wordSpace !== 0 && glyphs.wordSpace;
  let x = 0;
  let left = 10000;
  let right = -10000;
  let low = 10000;
  let high = -10000;
  let width = 0;
  let lastX = 0;
  let estimated = 0;
  let block: GlyphBlock | undefined;
  let page = -1;
  for (let item = first; item < items; item++) {
    const code = codes[item] as number;
    if (code === T.ADJUSTMENT) {
      x -= (offsets[item] as number) * em;
      continue;
    }
    if (
      block === undefined ||
      code >> BLOCK_BITS !== page ||
      (block.unit[code & CELL] as number) === UNREAD
    ) {
      block = blockOf(glyphs, code);
      page = code >> BLOCK_BITS;
    }
    const cell = code & CELL;
    offsets[item] = x;
    lastX = x;
    width = block.width[cell] as number;
    if (item === first) n[at + T.FIRST_WIDTH] = width;
    const glyphLow = block.low[cell] as number;
    const glyphHigh = block.high[cell] as number;
    if (glyphLow < low) low = glyphLow;
    if (glyphHigh > high) high = glyphHigh;
    if (block.ink[cell] === ESTIMATED) estimated = 1;
    // Sizes may be below 0.
    const start = x + (block.left[cell] as number) * em;
    const end = x + (block.right[cell] as number) * em;
    if (start < left) left = start;
    if (end < left) left = end;
    if (end > right) right = end;
    if (start > right) right = start;
    x += width * em + spacing;
    if (spaced && code === 32) x += wordSpace;
  }
  n[at + T.LAST_WIDTH] = width;
  n[at + T.LAST_X] = lastX;
  n[at + T.ESTIMATED_INK] = estimated;
  setInk(n, at, left, low * em, right, high * em);
  return x;
}

function setInk(n: Float64Array, at: number, left: number, low: number, right: number, high: number): void {
  const a = n[at + T.A] as number;
  const b = n[at + T.B] as number;
  const c = n[at + T.C] as number;
  const d = n[at + T.D] as number;
  const x = n[at + T.X] as number;
  const y = n[at + T.Y] as number;
  const ax = a * left;
  const bx = a * right;
  const cx = c * low;
  const dx = c * high;
  n[at + T.LEFT] = Math.min(ax, bx) + Math.min(cx, dx) + x;
  n[at + T.RIGHT] = Math.max(ax, bx) + Math.max(cx, dx) + x;
  const ay = b * left;
  const by = b * right;
  const cy = d * low;
  const dy = d * high;
  n[at + T.BOTTOM] = Math.min(ay, by) + Math.min(cy, dy) + y;
  n[at + T.TOP] = Math.max(ay, by) + Math.max(cy, dy) + y;
}

/** Stroked letters are wider by half a line's width on each side. */
function inflate(n: Float64Array, at: number, by: number): void {
  n[at + T.LEFT] = (n[at + T.LEFT] as number) - by;
  n[at + T.BOTTOM] = (n[at + T.BOTTOM] as number) - by;
  n[at + T.RIGHT] = (n[at + T.RIGHT] as number) + by;
  n[at + T.TOP] = (n[at + T.TOP] as number) + by;
}
