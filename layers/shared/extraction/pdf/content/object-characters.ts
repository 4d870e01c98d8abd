import { appendGlyph, NEAR } from './append-glyph.ts';
import { ChainBroken } from './chains.ts';
import { append, type Characters, GENERATED, lastUnit, setBox } from './characters.ts';
import { partOf } from './gaps.ts';
import { blockOf, CELL, type Glyphs } from './glyphs.ts';
import * as T from './text-objects.ts';

const BLANK = 0x20;
/** PDFium reckons in single precision; adjustments of just half a blank are common enough for that to matter. */
const { fround } = Math;

/** Adds the characters of an object, with a blank wherever its adjustments leave room for one. */
export function appendObject(objects: T.TextObjects, to: Characters, object: number): void {
  const { numbers: n, integers: i, codes, offsets } = objects;
  const at = object * T.NUMBERS;
  const it = object * T.INTEGERS;
  const glyphs = objects.glyphs[i[it + T.GLYPHS] as number] as Glyphs;
  const first = i[it + T.FIRST_ITEM] as number;
  const chained = i[it + T.CHAINED] === 1;
  const end = chained ? first + 1 : first + (i[it + T.ITEM_COUNT] as number);
  const size = n[at + T.SIZE] as number;
  const a = n[at + T.PAGE_A] as number;
  const b = n[at + T.PAGE_B] as number;
  const e = n[at + T.PAGE_E] as number;
  const f = n[at + T.PAGE_F] as number;
  const spacing = n[at + T.CHARACTER_SPACING] as number;
  const baseSpace = spacing === 0 ? 0 : baseSpaceOf(objects, object, spacing);
  const em = ownEm(n, at);
  const near = Math.sqrt(a * a + b * b) * NEAR * size;
  let gap = 0;
  for (let item = first; item < end; item++) {
    const code = codes[item] as number;
    if (code === T.ADJUSTMENT) {
      if (to.count > 0 && lastUnit(to) !== BLANK)
        gap = fround(fround(-em * (offsets[item] as number)) / 1000);
      continue;
    }
    gap -= baseSpace;
    const offset = offsets[item] as number;
    const x = a * offset + e;
    const y = b * offset + f;
    const block = blockOf(glyphs, code);
    const width = block.width[code & CELL] as number;
    if (gap !== 0 && item > first) {
      const threshold = blankThreshold(glyphs, em, width);
      if (threshold !== 0 && gap >= threshold)
        setBox(to, append(to, BLANK, GENERATED, object, x, y), x, y, x, y);
    }
    gap = 0;
    if (appendGlyph(objects, to, object, glyphs, code, block, offset, e, x, y, near)) continue;
    if (chained) throw new ChainBroken();
    if (item === first && to.count > to.line && lastUnit(to) === BLANK) to.count--;
  }
}

/** The size as the object's matrix draws it along the line. */
function ownEm(n: Float64Array, at: number): number {
  const a = n[at + T.A] as number;
  const b = n[at + T.B] as number;
  return fround(Math.abs(n[at + T.SIZE] as number) * Math.sqrt(a * a + b * b));
}

/** Character spacing that is no gap, for all characters have it (CalculateBaseSpace and its adjustment). */
function baseSpaceOf(objects: T.TextObjects, object: number, spacing: number): number {
  const { numbers: n, integers: i, codes, offsets } = objects;
  const at = object * T.NUMBERS;
  const it = object * T.INTEGERS;
  const count = i[it + T.ITEM_COUNT] as number;
  const shown = spacing * (n[at + T.SCALE] as number);
  const adjustment = Math.abs(spacing) > 0.001 ? -shown : 0;
  if (count < 3) return adjustment;
  const first = i[it + T.FIRST_ITEM] as number;
  const em = ownEm(n, at);
  let base = shown;
  let adjusted = false;
  for (let item = first; item < first + count; item++) {
    if (codes[item] !== T.ADJUSTMENT) continue;
    adjusted = true;
    const sum = (-em * (offsets[item] as number)) / 1000 + shown;
    if (sum < base) base = sum;
  }
  if (base < 0 || (count === 3 && adjusted)) return adjustment;
  return base + adjustment;
}

/** From which gap on a blank is missing: half the font's own blank, or a part of the character behind it. */
function blankThreshold({ spaceWidth }: Glyphs, em: number, width: number): number {
  const blank = fround(fround(em * spaceWidth) / 1000);
  const threshold = blank > em / 3 ? 0 : blank / 2;
  return threshold === 0 ? fround(fround(em * partOf(width, 300, 500, 700)) / 1000) : threshold;
}
