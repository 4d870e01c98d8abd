import { NotPlain } from '../file/types.ts';
import { appendChain } from './chain-characters.ts';
import { ChainBroken } from './chains.ts';
import { append, appendGenerated, closeLine, lastUnit, REPLACEMENT, setBox } from './characters.ts';
import { backScale, isBlankBetween } from './gaps.ts';
import { type Glyphs, unitOf } from './glyphs.ts';
import { isHyphen, joinsWord, LINE_END_HYPHEN } from './hyphens.ts';
import { endsLine, IN_DOUBT, YES } from './line-ends.ts';
import { type Mark, replacementOf } from './marked-content.ts';
import { appendObject } from './object-characters.ts';
import * as T from './text-objects.ts';
import type { TextPageState } from './text-page-state.ts';

const BLANK = 0x20;

/** What stands between two objects. */
const NOTHING = 0;
const SPACE = 1;
const LINE_END = 2;
const HYPHEN = 3;

/** Adds one object's characters, with the blank or line end before it that nothing draws (ProcessTextObject). */
export function addObject(state: TextPageState, object: number): void {
  const { objects } = state;
  const n = objects.numbers;
  const at = object * T.NUMBERS;
  const chained = objects.integers[object * T.INTEGERS + T.CHAINED] === 1;
  const mark = markOf(objects, object);
  const replacement = mark === undefined ? 'pass' : replacementOf(mark, markBefore(state));
  if (replacement !== 'done') {
    if (state.before >= 0) {
      const between = whatStandsBetween(state, object);
      joinLine(state, n, at, between === LINE_END);
      if (!addBetween(state, object, between)) {
        if (chained) throw new ChainBroken();
        return;
      }
    } else {
      joinLine(state, n, at, true);
    }
  }
  state.before = object;
  state.form = objects.integers[object * T.INTEGERS + T.FORM] as number;
  if (replacement === 'pass') appendObject(objects, state.characters, object);
  else if (replacement !== 'done') appendReplacement(state, object, replacement);
  if (chained) appendChain(state, object);
}

function markOf({ integers, marks }: T.TextObjects, object: number): Mark | undefined {
  const mark = integers[object * T.INTEGERS + T.MARK] as number;
  return mark < 0 ? undefined : marks[mark];
}

/** Marks without any /ActualText are not kept, but neither do they count here: the one asked for has one. */
const markBefore = ({ objects, before }: TextPageState): Mark | undefined =>
  before < 0 ? undefined : markOf(objects, before);

function joinLine(state: TextPageState, n: Float64Array, at: number, first: boolean): void {
  const left = n[at + T.LEFT] as number;
  const right = n[at + T.RIGHT] as number;
  state.lineLeft = first || left < state.lineLeft ? left : state.lineLeft;
  state.lineRight = first || right > state.lineRight ? right : state.lineRight;
}

/** Text in place of what is drawn, beside each other in the width of its ink. */
function appendReplacement({ objects, characters }: TextPageState, object: number, text: string): void {
  const n = objects.numbers;
  const at = object * T.NUMBERS;
  const left = n[at + T.LEFT] as number;
  const bottom = n[at + T.BOTTOM] as number;
  const top = n[at + T.TOP] as number;
  const step = ((n[at + T.RIGHT] as number) - left) / text.length;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit >= 0xfffd) continue;
    const shown = unit < 0x20 || unit === 0x7f || unit === 0x80 ? BLANK : unit;
    const x = n[at + T.X] as number;
    const character = append(characters, shown, REPLACEMENT, object, x, n[at + T.Y] as number);
    setBox(characters, character, left + index * step, bottom, left + (index + 1) * step, top);
  }
}

function addBetween({ objects, characters }: TextPageState, object: number, between: number): boolean {
  if (between === SPACE) appendGenerated(characters, BLANK);
  else if (between === LINE_END) {
    closeLine(characters);
    if (characters.count > 0) {
      appendGenerated(characters, 0x0d);
      appendGenerated(characters, 0x0a);
      characters.line = characters.count;
    }
  } else if (between === HYPHEN) {
    // A hyphen of its own that follows a hyphen is left out.
    const single = (objects.integers[object * T.INTEGERS + T.CHARACTER_COUNT] as number) === 1;
    if (single && isHyphen(firstUnit(objects, object))) return false;
    while (characters.count > characters.line && lastUnit(characters) === BLANK) characters.count--;
    if (characters.count === characters.line) throw new NotPlain('A hyphen ends no line');
    characters.units[characters.count - 1] = LINE_END_HYPHEN;
  }
  return true;
}

/** The UTF-16 unit that an object begins with; its code where it has no text. */
function firstUnit(objects: T.TextObjects, object: number): number {
  const i = objects.integers;
  const at = object * T.INTEGERS;
  const code = objects.codes[i[at + T.FIRST_ITEM] as number] as number;
  return unitOf(objects.glyphs[i[at + T.GLYPHS] as number] as Glyphs, code, true);
}

function lastUnitOf(objects: T.TextObjects, object: number): number {
  const i = objects.integers;
  const at = object * T.INTEGERS;
  const last = (i[at + T.FIRST_ITEM] as number) + (i[at + T.ITEM_COUNT] as number) - 1;
  return unitOf(objects.glyphs[i[at + T.GLYPHS] as number] as Glyphs, objects.codes[last] as number, false);
}

/** Decides what stands between the object before and this one (ProcessInsertObject). */
function whatStandsBetween(state: TextPageState, object: number): number {
  const { objects, characters } = state;
  // An object that gave no character of its own is as if it were not there.
  const owner = characters.count > 0 ? (characters.objects[characters.count - 1] as number) : -1;
  if (owner >= 0 && owner !== state.before) takeBefore(state, owner);
  const first = firstUnit(objects, object);
  const n = objects.numbers;
  const one = object * T.NUMBERS;
  const before = state.before * T.NUMBERS;
  lookBack(state, n, before, one);
  const ends = endsLine(state, object);
  const joins = joinsWord(characters, first);
  if (ends === YES) return joins ? HYPHEN : LINE_END;
  if (ends === IN_DOUBT && joins) throw new NotPlain('It is in doubt whether a word goes on');
  const single = (objects.integers[object * T.INTEGERS + T.CHARACTER_COUNT] as number) === 1;
  if (single && isHyphen(first) && joins) return HYPHEN;
  if (first === BLANK || lastUnitOf(objects, state.before) === BLANK) return NOTHING;
  if (needsBlank(state.backX, n, before, one)) return SPACE;
  // A blank parts words as well as a line end does, so only here does the doubt matter.
  if (ends === IN_DOUBT) throw new NotPlain('It is in doubt whether a line ends');
  return NOTHING;
}

/** PDFium would mix up the matrices of two forms here. */
function takeBefore(state: TextPageState, object: number): void {
  state.before = object;
  const form = state.objects.integers[object * T.INTEGERS + T.FORM] as number;
  if (form !== state.form) throw new NotPlain('A form shows nothing but what is drawn twice');
}

function needsBlank(backX: number, n: Float64Array, before: number, one: number): boolean {
  const sizeBefore = Math.abs(n[before + T.SIZE] as number);
  const size = Math.abs(n[one + T.SIZE] as number);
  const lastWidth = n[before + T.LAST_WIDTH] as number;
  const firstWidth = n[one + T.FIRST_WIDTH] as number;
  const scale = lastWidth >= firstWidth ? 1 : (n[one + T.SCALE] as number) * backScale(n, before);
  return isBlankBetween(
    backX,
    n[before + T.LAST_X] as number,
    lastWidth,
    firstWidth,
    sizeBefore,
    size,
    scale,
  );
}

/** Sets where an object begins as seen from the one before. */
function lookBack(state: TextPageState, n: Float64Array, before: number, one: number): void {
  const a = n[before + T.PAGE_A] as number;
  const b = n[before + T.PAGE_B] as number;
  const c = n[before + T.PAGE_C] as number;
  const d = n[before + T.PAGE_D] as number;
  const x = (n[one + T.PAGE_E] as number) - (n[before + T.END_E] as number);
  const y = (n[one + T.PAGE_F] as number) - (n[before + T.PAGE_F] as number);
  const determinant = a * d - b * c;
  state.backX = (x * d - y * c) / determinant;
  state.backY = (y * a - x * b) / determinant;
}
