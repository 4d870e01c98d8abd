import type { Box } from '../../../contract/lines.ts';
import { LINE_END_HYPHEN } from '../content/hyphens.ts';
import type { PageToken } from '../layout/types.ts';
import { cleanText, isBlank, isUnmapped } from './character-kinds.ts';
import type { Frame } from './frame.ts';
import { rightToLeftLines } from './right-to-left.ts';
import { readRightToLeftLine } from './right-to-left-line.ts';
import type { TextPage } from './text-page.ts';
import { plausibleEm, type Style, union } from './token-style.ts';
import { trimBox } from './trim-box.ts';

export type PageTokens = { tokens: PageToken[]; characters: number; unmapped: number; outside: number };

/** Em a character may be wide on average before its token is taken apart: blanks were not coded as such. */
const WIDE_CHARACTER = 1.1;
/** A gap in em inside of a run that is as good as a blank, e.g. after a bullet of another font. */
const MISSING_BLANK = 0.5;

/** Part of the size of the text beside it that a superscript has at most, and em by which it is shifted at least. */
const SCRIPT_SIZE = 0.85;
const SCRIPT_SHIFT = 0.1;
/** Part of that size at which letters belong to no word. */
const NO_LETTERS = 0.3;

/** All tokens of a page, in the order in which the file draws them. */
export function readTokens(page: TextPage, frame: Frame): PageTokens {
  const { text, indexOf, boxOf, styleOf, objectOf } = page;
  const measure = measurer(page);
  const tokens: PageToken[] = [];
  let outside = 0;
  const keep = (token: PageToken) => {
    if (isFarOutside(token.box, frame)) outside++;
    else tokens.push(token);
  };
  const signs = new Map<number, string>();
  const spell = (from: number, to: number): string => {
    if (signs.size === 0) return text.slice(from, to);
    return Array.from({ length: to - from }, (_none, at) => signs.get(from + at) ?? text[from + at]).join('');
  };
  const add = (start: number, end: number) => {
    const from = indexOf(start);
    const to = indexOf(end - 1);
    const first = boxOf(from);
    if (!first) return;
    const last = to === from ? first : (boxOf(to) ?? first);
    const style = styleOf(from);
    // The ends of nearly all runs show that their characters stand beside each other.
    const letters = end - start;
    const whole = letters === 1 || (objectOf(to) === objectOf(from) && isOneRun(first, last, style, letters));
    if (whole) {
      keep(token(spell(start, end), first, last, style));
      return;
    }
    for (const [from, to] of measure.parts(first, start, end)) {
      const begin = boxOf(indexOf(from));
      if (!begin) continue;
      const finish = boxOf(indexOf(to - 1)) ?? begin;
      keep(token(spell(from, to), begin, finish, styleOf(indexOf(from))));
    }
  };
  // Lines of right-to-left text are read by place.
  const reversed = rightToLeftLines(text);
  let nextReversed = 0;
  let unmapped = 0;
  let start = -1;
  for (let unit = 0; unit <= text.length; unit++) {
    const line = reversed[nextReversed];
    if (line?.[0] === unit) {
      nextReversed++;
      const read = readRightToLeftLine(page, ...line);
      if (read) {
        for (const token of read.tokens) keep(token);
        unmapped += read.unmapped;
        unit = line[1];
      }
    }
    const code = unit < text.length ? text.charCodeAt(unit) : 0;
    const blank = isBlank(code);
    if (!blank && start < 0) start = unit;
    if (!blank && isUnmapped(code)) {
      const sign = page.signOf(indexOf(unit), code);
      if (sign === undefined) unmapped++;
      else signs.set(unit, measure.showsNothing(unit) ? '' : sign);
    }
    if (start >= 0 && (blank || code === LINE_END_HYPHEN || signs.get(unit) === '-')) {
      add(start, blank ? unit : unit + 1);
      start = -1;
    }
  }
  return { tokens, characters: text.length, unmapped, outside };
}

/** Words more than half a page off it are no part of what a reader sees, and would blow the grid up. */
function isFarOutside([x0, y0, x1, y1]: Box, { width, height }: Frame): boolean {
  return x1 < -width / 2 || x0 > width * 1.5 || y1 < -height / 2 || y0 > height * 1.5;
}

function measurer({ text, indexOf, boxOf, styleOf }: TextPage) {
  return {
    /** Cuts a run, which begins at the box `first`, where its characters do not stand beside each other. */
    *parts(first: Box, start: number, end: number): Generator<[number, number]> {
      const { em, angle } = styleOf(indexOf(start));
      let from = start;
      let previous = first;
      let own = styleOf(indexOf(start));
      for (let unit = start + 1; unit < end; unit++) {
        if (indexOf(unit) === indexOf(unit - 1)) continue;
        const box = boxOf(indexOf(unit)) ?? previous;
        const style = styleOf(indexOf(unit));
        if (!isNext(previous, box, em, angle) || isOtherText(own, style)) {
          yield [from, unit];
          from = unit;
          own = style;
        }
        previous = box;
      }
      yield [from, end];
    },
    /** Whether a sign shows nothing of its own: it has no size, or is drawn where the one before it is. */
    showsNothing(unit: number): boolean {
      const own = boxOf(indexOf(unit));
      if (!own || own[2] <= own[0] || own[3] <= own[1]) return true;
      if (unit === 0 || text[unit - 1] !== text[unit]) return false;
      const before = boxOf(indexOf(unit - 1)) ?? own;
      return Math.abs(own[0] - before[0]) + Math.abs(own[1] - before[1]) < (own[2] - own[0]) / 2;
    },
  };
}

/** The token whose first and last character have these boxes. */
function token(text: string, first: Box, last: Box, { em: stated, angle, origin }: Style): PageToken {
  const em = plausibleEm(stated, first, angle);
  const box = trimBox(union(first, last), em, angle, origin);
  return {
    text: cleanText(text),
    box: [onGrid(box[0]), onGrid(box[1]), onGrid(box[2]), onGrid(box[3])],
    em: onGrid(em),
    angle,
    origin: [onGrid(origin[0]), onGrid(origin[1])],
  };
}

/**
 * To a 64th of a point: what is computed in single precision by one reader and in double by the other is the same then,
 * so that gaps of just so many blanks are laid out alike.
 */
const onGrid = (points: number): number => Math.round(points * 64) / 64;

/** Whether the first and last character of a run stand as far apart as its length explains, on one line. */
function isOneRun(first: Box, last: Box, { em, angle }: Style, letters: number): boolean {
  const widest = WIDE_CHARACTER * Math.max(em, 0.1) * letters;
  const along = Math.max(last[2], first[2]) - Math.min(last[0], first[0]);
  const across = Math.max(last[3], first[3]) - Math.min(last[1], first[1]);
  const tall = (box: Box) => box[3] - box[1];
  const wide = (box: Box) => box[2] - box[0];
  if (angle === 0 || Math.abs(angle) === Math.PI)
    return along <= widest && across <= Math.max(tall(first), tall(last)) + 0.5 * em;
  if (Math.abs(angle) === Math.PI / 2)
    return across <= widest && along <= Math.max(wide(first), wide(last)) + 0.5 * em;
  return Math.hypot(along, across) <= 2 * widest;
}

/** Whether a character follows another without a gap that a blank should have stood in, on one line. */
function isNext(a: Box, b: Box, em: number, angle: number): boolean {
  const [x, y] = [Math.max(b[0] - a[2], a[0] - b[2]), Math.max(b[1] - a[3], a[1] - b[3])];
  const near = MISSING_BLANK * em;
  if (Math.abs(Math.sin(angle)) < 0.1) return x <= near && y < 0;
  if (Math.abs(Math.cos(angle)) < 0.1) return y <= near && x < 0;
  return x <= near && y <= near;
}

/** Whether text of this style is no part of the word before it: a superscript, or letters too small to be seen. */
function isOtherText(a: Style, b: Style): boolean {
  const [small, large] = [Math.min(a.em, b.em), Math.max(a.em, b.em)];
  if (small >= large * SCRIPT_SIZE) return false;
  const [x, y] = [b.origin[0] - a.origin[0], b.origin[1] - a.origin[1]];
  const shift = Math.abs(y * Math.cos(a.angle) - x * Math.sin(a.angle));
  return small < large * NO_LETTERS || shift > large * SCRIPT_SHIFT;
}
