import { NotPlain } from '../file/types.ts';
import { CTM, GLYPH_MATRIX, type Matrix, RISE, TEXT_MATRIX, TEXT_X, TEXT_Y } from './graphics-state.ts';
import * as T from './text-objects.ts';

/** Where text is shown: on the page itself (form 0) or in a form, whose matrix leads to the page. */
export type Place = { form: number; matrix: Readonly<Matrix>; lastObject: number };

/** Sets the matrix of an object: the glyph matrix, at the text position. */
export function placeObject(n: Float64Array, at: number, v: Float32Array, o: number): void {
  setPosition(n, at, v, o);
  const g = o + GLYPH_MATRIX;
  n[at + T.A] = v[g] as number;
  n[at + T.B] = v[g + 1] as number;
  n[at + T.C] = v[g + 2] as number;
  n[at + T.D] = v[g + 3] as number;
}

/** Sets where text is shown next: the text position raised by Ts, in the space of the form or page. */
export function setPosition(n: Float64Array, at: number, v: Float32Array, o: number): void {
  const x = v[o + TEXT_X] as number;
  const y = (v[o + TEXT_Y] as number) + (v[o + RISE] as number);
  const t = o + TEXT_MATRIX;
  const tx = x * (v[t] as number) + y * (v[t + 2] as number) + (v[t + 4] as number);
  const ty = x * (v[t + 1] as number) + y * (v[t + 3] as number) + (v[t + 5] as number);
  const c = o + CTM;
  n[at + T.X] = tx * (v[c] as number) + ty * (v[c + 2] as number) + (v[c + 4] as number);
  n[at + T.Y] = tx * (v[c + 1] as number) + ty * (v[c + 3] as number) + (v[c + 5] as number);
}

/** Sets the object's matrix in the page's user space. */
export function toPage(n: Float64Array, at: number, { form, matrix }: Place): void {
  let a = n[at + T.A] as number;
  let b = n[at + T.B] as number;
  let c = n[at + T.C] as number;
  let d = n[at + T.D] as number;
  let e = n[at + T.X] as number;
  let f = n[at + T.Y] as number;
  if (form !== 0) {
    const [fa, fb, fc, fd, fe, ff] = matrix;
    [a, b] = [a * fa + b * fc, a * fb + b * fd];
    [c, d] = [c * fa + d * fc, c * fb + d * fd];
    [e, f] = [e * fa + f * fc + fe, e * fb + f * fd + ff];
  }
  const determinant = a * d - b * c;
  if (!(Math.abs(determinant) > 1e-9) || !Number.isFinite(e + f)) throw new NotPlain('Text has no extent');
  n[at + T.PAGE_A] = a;
  n[at + T.PAGE_B] = b;
  n[at + T.PAGE_C] = c;
  n[at + T.PAGE_D] = d;
  n[at + T.PAGE_E] = e;
  n[at + T.PAGE_F] = f;
  n[at + T.SCALE] = isAsBefore(n, at) ? (n[at - T.NUMBERS + T.SCALE] as number) : scaleOf(a, b, c, d);
}

/** Most objects have the matrix of the one before, but for their place; roots are dear. */
function isAsBefore(n: Float64Array, at: number): boolean {
  const before = at - T.NUMBERS;
  return (
    before >= 0 &&
    n[at + T.PAGE_A] === n[before + T.PAGE_A] &&
    n[at + T.PAGE_B] === n[before + T.PAGE_B] &&
    n[at + T.PAGE_C] === n[before + T.PAGE_C] &&
    n[at + T.PAGE_D] === n[before + T.PAGE_D]
  );
}

const scaleOf = (a: number, b: number, c: number, d: number): number =>
  (Math.sqrt(a * a + b * b) + Math.sqrt(c * c + d * d)) / 2;
