import { setCharacterBox } from './character-box.ts';
import { append, type Characters } from './characters.ts';
import { CELL, type GlyphBlock, type Glyphs, NO_TEXT, SEVERAL } from './glyphs.ts';
import * as T from './text-objects.ts';

const NO_CHARACTER = 0xfffd;
/** How many characters PDFium looks back for one that is drawn again, and how near in em. */
const LOOK_BACK = 7;
export const NEAR = 0.07;

/**
 * Adds what a glyph stands for, `offset` along the line from where its object begins on the page, at `e` from left to
 * right; false if it was left out, because it is drawn there already.
 */
export function appendGlyph(
  objects: T.TextObjects,
  to: Characters,
  object: number,
  glyphs: Glyphs,
  code: number,
  block: GlyphBlock,
  offset: number,
  e: number,
  x: number,
  y: number,
  near: number,
): boolean {
  const { numbers: n } = objects;
  const at = object * T.NUMBERS;
  const cell = code & CELL;
  const unit = block.unit[cell] as number;
  if (unit === NO_TEXT) {
    setCharacterBox(
      to,
      append(to, NO_CHARACTER, code, object, x, y),
      n,
      at,
      offset,
      e,
      block,
      cell,
      glyphs.font,
    );
    return true;
  }
  if (isDrawnBefore(objects, to, glyphs, code, x, y, near)) return false;
  if (unit !== SEVERAL) {
    setCharacterBox(to, append(to, unit, code, object, x, y), n, at, offset, e, block, cell, glyphs.font);
    return true;
  }
  const text = glyphs.texts.get(code) ?? '';
  for (let letter = 0; letter < text.length; letter++) {
    const character = append(to, text.charCodeAt(letter), code, object, x, y);
    setCharacterBox(to, character, n, at, offset, e, block, cell, glyphs.font);
  }
  return true;
}

/** Whether one of the last characters of the line is the same in the same place: bold letters are drawn so. */
function isDrawnBefore(
  objects: T.TextObjects,
  { count, line, codes, objects: owners, origins }: Characters,
  glyphs: Glyphs,
  code: number,
  x: number,
  y: number,
  near: number,
): boolean {
  const from = Math.max(line, count - LOOK_BACK);
  for (let at = count - 1; at >= from; at--) {
    if (codes[at] !== code) continue;
    if (!(Math.abs((origins[at * 2] as number) - x) < near)) continue;
    if (!(Math.abs((origins[at * 2 + 1] as number) - y) < near)) continue;
    const owner = (owners[at] as number) * T.INTEGERS + T.GLYPHS;
    if (objects.glyphs[objects.integers[owner] as number] === glyphs) return true;
  }
  return false;
}
