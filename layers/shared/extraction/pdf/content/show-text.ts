import { NotPlain } from '../file/types.ts';
import { addTextObject } from './add-text-object.ts';
import { lengthenChain } from './chains.ts';
import type { Glyphs } from './glyphs.ts';
import {
  CHARACTER_SPACE,
  FONT_SIZE,
  type GraphicsState,
  MODE,
  SCALING,
  TEXT_X,
  WORD_SPACE,
} from './graphics-state.ts';
import type { Lexer } from './lexer.ts';
import type { Place } from './place-text-object.ts';
import * as T from './text-objects.ts';

/** Shows the lexer's segments as one text object (ISO 32000-1, 9.4.3), and moves on behind it. */
export function showText(
  objects: T.TextObjects,
  state: GraphicsState,
  lexer: Lexer,
  font: number,
  place: Place,
  mark: number,
): void {
  const { values: v, base: o } = state;
  const glyphs = objects.glyphs[font] as Glyphs;
  const size = v[o + FONT_SIZE] as number;
  const scaling = v[o + SCALING] as number;
  if (lexer.before !== 0) v[o + TEXT_X] = (v[o + TEXT_X] as number) - (lexer.before * size * scaling) / 1000;
  if (lexer.segments === 0) return;
  if (size === 0) throw new NotPlain('Text has no size');
  const single = singleCode(lexer, glyphs.font.bytesPerCode);
  const chained =
    single >= 0 &&
    canFollow(objects, state, font, place, mark) &&
    lengthenChain(objects, state, glyphs, single);
  const advance = chained
    ? chainedAdvance(objects, glyphs, single, v, o)
    : addTextObject(objects, state, lexer, font, place, mark);
  let moved = advance * scaling;
  const trailing = lexer.adjustments[lexer.segments - 1] as number;
  // PDFium loses the last adjustment of an array that also has empty strings.
  if (trailing !== 0 && !lexer.emptyStrings) moved -= (trailing * size * scaling) / 1000;
  v[o + TEXT_X] = (v[o + TEXT_X] as number) + moved;
}

/** The code that is shown if it is only one; else -1. */
function singleCode({ segments, ends, text }: Lexer, bytesPerCode: number | undefined): number {
  if (segments !== 1 || ends[0] !== bytesPerCode) return -1;
  return bytesPerCode === 1 ? (text[0] as number) : ((text[0] as number) << 8) | (text[1] as number);
}

/** Whether the last object might go on with a glyph of this font: text of the page itself that is only filled, without marks. */
function canFollow(
  { mayChain, count, integers: i, numbers: n }: T.TextObjects,
  { values: v, base: o }: GraphicsState,
  font: number,
  place: Place,
  mark: number,
): boolean {
  const it = (count - 1) * T.INTEGERS;
  return (
    mayChain &&
    count > 0 &&
    place.form === 0 &&
    place.lastObject === count - 1 &&
    mark < 0 &&
    i[it + T.MARK] === -1 &&
    i[it + T.GLYPHS] === font &&
    i[it + T.CHARACTER_COUNT] === 1 &&
    i[it + T.RENDER_MODE] === 0 &&
    v[o + MODE] === 0 &&
    n[(count - 1) * T.NUMBERS + T.SIZE] === v[o + FONT_SIZE]
  );
}

function chainedAdvance(
  { numbers: n, count }: T.TextObjects,
  glyphs: Glyphs,
  code: number,
  v: Float32Array,
  o: number,
): number {
  const at = (count - 1) * T.NUMBERS;
  const advance =
    ((n[at + T.LAST_WIDTH] as number) * (n[at + T.SIZE] as number)) / 1000 +
    (v[o + CHARACTER_SPACE] as number);
  return glyphs.wordSpace && code === 32 ? advance + (v[o + WORD_SPACE] as number) : advance;
}
