import { NotPlain } from '../file/types.ts';

/**
 * What content streams set and q and Q keep (ISO 32000-1, 8.4 and 9.3), as far as text depends on it: `FIELDS`
 * numbers a level, one level above the other in one array, so that q is a copy and Q a step back. As in PDFium the
 * text matrix and position are kept as well, and all is in single precision: positions are sums of many moves, and
 * which of two pieces of a line comes first may hang on how they were rounded.
 */
export type GraphicsState = { values: Float32Array; base: number };

/** Current transformation matrix, a to f. */
export const CTM = 0;
/** Text matrix as Tm sets it, a to f; positions in it are moved by Td and by showing text. */
export const TEXT_MATRIX = 6;
export const TEXT_X = 12;
export const TEXT_Y = 13;
export const LINE_X = 14;
export const LINE_Y = 15;
export const LEADING = 16;
export const RISE = 17;
export const SCALING = 18;
export const CHARACTER_SPACE = 19;
export const WORD_SPACE = 20;
export const FONT_SIZE = 21;
export const MODE = 22;
export const LINE_WIDTH = 23;
/**
 * Scaling times text matrix times CTM, a to d. PDFium makes it anew when one of these is set, but not when it
 * changes by Q alone, which takes the kept one back.
 */
export const GLYPH_MATRIX = 24;
/** Index into the fonts of the content stream; -1 for none. */
export const FONT = 28;
export const FIELDS = 29;

const MAX_DEPTH = 2048;

export function newGraphicsState(): GraphicsState {
  const values = new Float32Array(16 * FIELDS);
  values[CTM] = 1;
  values[CTM + 3] = 1;
  values[TEXT_MATRIX] = 1;
  values[TEXT_MATRIX + 3] = 1;
  values[SCALING] = 1;
  values[FONT_SIZE] = 1;
  values[LINE_WIDTH] = 1;
  values[GLYPH_MATRIX] = 1;
  values[GLYPH_MATRIX + 3] = 1;
  values[FONT] = -1;
  return { values, base: 0 };
}

/** What a form takes over from where it is drawn: all but matrices, positions, leading, rise and scaling. */
export function formState(of: GraphicsState): GraphicsState {
  const state = newGraphicsState();
  for (const field of [CHARACTER_SPACE, WORD_SPACE, FONT_SIZE, MODE, LINE_WIDTH, FONT])
    state.values[field] = of.values[of.base + field] as number;
  for (let at = GLYPH_MATRIX; at < GLYPH_MATRIX + 4; at++)
    state.values[at] = of.values[of.base + at] as number;
  return state;
}

export function save(state: GraphicsState): void {
  const { base } = state;
  const next = base + FIELDS;
  if (next + FIELDS > state.values.length) {
    if (next >= MAX_DEPTH * FIELDS) throw new NotPlain('Graphics states are nested too deeply');
    const more = new Float32Array(state.values.length * 2);
    more.set(state.values);
    state.values = more;
  }
  state.values.copyWithin(next, base, next);
  state.base = next;
}

/** A Q without its q changes nothing, as in PDFium. */
export function restore(state: GraphicsState): void {
  if (state.base > 0) state.base -= FIELDS;
}

/** Puts a matrix before the CTM (cm). */
export function concatenate(state: GraphicsState, m: Float64Array): void {
  const { values: v, base: o } = state;
  const a = m[0] as number;
  const b = m[1] as number;
  const c = m[2] as number;
  const d = m[3] as number;
  const e = m[4] as number;
  const f = m[5] as number;
  const ca = v[o] as number;
  const cb = v[o + 1] as number;
  const cc = v[o + 2] as number;
  const cd = v[o + 3] as number;
  v[o] = a * ca + b * cc;
  v[o + 1] = a * cb + b * cd;
  v[o + 2] = c * ca + d * cc;
  v[o + 3] = c * cb + d * cd;
  v[o + 4] = e * ca + f * cc + (v[o + 4] as number);
  v[o + 5] = e * cb + f * cd + (v[o + 5] as number);
  updateGlyphMatrix(state);
}

export function updateGlyphMatrix({ values: v, base: o }: GraphicsState): void {
  const t = o + TEXT_MATRIX;
  const h = v[o + SCALING] as number;
  const a = h * (v[t] as number);
  const b = h * (v[t + 1] as number);
  const c = v[t + 2] as number;
  const d = v[t + 3] as number;
  const g = o + GLYPH_MATRIX;
  v[g] = a * (v[o] as number) + b * (v[o + 2] as number);
  v[g + 1] = a * (v[o + 1] as number) + b * (v[o + 3] as number);
  v[g + 2] = c * (v[o] as number) + d * (v[o + 2] as number);
  v[g + 3] = c * (v[o + 1] as number) + d * (v[o + 3] as number);
}

/** BT, and Tm with the matrix that it sets. */
export function setTextMatrix(state: GraphicsState, m: ArrayLike<number>): void {
  const { values: v, base: o } = state;
  for (let at = 0; at < 6; at++) v[o + TEXT_MATRIX + at] = m[at] as number;
  v[o + TEXT_X] = 0;
  v[o + TEXT_Y] = 0;
  v[o + LINE_X] = 0;
  v[o + LINE_Y] = 0;
  updateGlyphMatrix(state);
}

/** Td, and T* with the leading. */
export function moveLine({ values: v, base: o }: GraphicsState, x: number, y: number): void {
  v[o + LINE_X] = (v[o + LINE_X] as number) + x;
  v[o + LINE_Y] = (v[o + LINE_Y] as number) + y;
  v[o + TEXT_X] = v[o + LINE_X] as number;
  v[o + TEXT_Y] = v[o + LINE_Y] as number;
}

export type Matrix = [a: number, b: number, c: number, d: number, e: number, f: number];
export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

export function multiply(m: Readonly<Matrix>, n: Readonly<Matrix>): Matrix {
  return [
    m[0] * n[0] + m[1] * n[2],
    m[0] * n[1] + m[1] * n[3],
    m[2] * n[0] + m[3] * n[2],
    m[2] * n[1] + m[3] * n[3],
    m[4] * n[0] + m[5] * n[2] + n[4],
    m[4] * n[1] + m[5] * n[3] + n[5],
  ];
}
