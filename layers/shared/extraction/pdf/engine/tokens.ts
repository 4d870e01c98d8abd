import type { Box } from '../../../contract/lines.ts';
import type { PageToken } from '../layout/types.ts';
import { cleanText, isBlank, isUnmapped, LINE_END_HYPHEN } from './character-kinds.ts';
import { readCharacters } from './characters.ts';
import type { Frame } from './frame.ts';
import type { Pdfium } from './pdfium.ts';
import { type Glyph, type GlyphWord, rightToLeftLines, wordsByPlace } from './right-to-left.ts';
import { signReader } from './symbols.ts';
import { trimBox } from './trim-box.ts';

export type PageTokens = { tokens: PageToken[]; characters: number; unmapped: number; outside: number };

/** Em a character may be wide on average before its token is taken apart: blanks were not coded as such. */
const WIDE_CHARACTER = 1.1;
/** Em by which characters of a right-to-left line may stand higher or lower, and lines looked at for their place. */
const SAME_BASELINE = 0.3;
const LINES_AT_ONCE = 4;
/** A gap in em inside of a run that is as good as a blank, e.g. after a bullet of another font. */
const MISSING_BLANK = 0.5;

/** Part of the size of the text beside it that a superscript has at most, and em by which it is shifted at least. */
const SCRIPT_SIZE = 0.85;
const SCRIPT_SHIFT = 0.1;
/** Part of that size at which letters belong to no word. */
const NO_LETTERS = 0.3;

/** All tokens of a page, in the order in which the file draws them. */
export function readTokens(pdfium: Pdfium, textPage: number, count: number, frame: Frame): PageTokens {
  const { text, indexOf } = readCharacters(pdfium, textPage, count);
  const measure = measurer(pdfium, textPage, frame);
  const tokens: PageToken[] = [];
  let outside = 0;
  const keep = (token: PageToken | undefined) => {
    if (!token) return;
    if (isFarOutside(token.box, frame)) outside++;
    else tokens.push(token);
  };
  const signOf = signReader(pdfium, textPage);
  const signs = new Map<number, string>();
  const spell = (from: number, to: number): string => {
    if (signs.size === 0) return text.slice(from, to);
    return Array.from({ length: to - from }, (_none, at) => signs.get(from + at) ?? text[from + at]).join('');
  };
  const add = (start: number, end: number) => {
    for (const [from, to] of measure.parts(indexOf, start, end)) {
      keep(measure.token(spell(from, to), indexOf(from), indexOf(to - 1)));
    }
  };
  // Lines of right-to-left text are read by place; `reversed` is the next of them.
  const reversed = rightToLeftLines(text);
  let unmapped = 0;
  let start = -1;
  for (let unit = 0; unit <= text.length; unit++) {
    const line = reversed[0];
    if (line?.[0] === unit) {
      reversed.shift();
      const words = measure.rightToLeft(text, indexOf, ...line);
      if (words) {
        for (const word of words) keep(word);
        unit = line[1];
      }
    }
    const code = unit < text.length ? text.charCodeAt(unit) : 0;
    const blank = isBlank(code);
    if (!blank && start < 0) start = unit;
    if (!blank && isUnmapped(code)) {
      const sign = signOf(indexOf(unit), code);
      if (sign === undefined) unmapped++;
      else signs.set(unit, measure.showsNothing(indexOf, unit, text) ? '' : sign);
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

type Style = { em: number; angle: number; origin: readonly [number, number] };

function measurer(pdfium: Pdfium, textPage: number, frame: Frame) {
  const { raw } = pdfium;
  const scratch = pdfium.allocate(32);
  let lastObject = -1;
  let style: Style = { em: 1, angle: 0, origin: [0, 0] };

  const boxOf = (index: number): Box | undefined => {
    if (!raw.FPDFText_GetLooseCharBox(textPage, index, scratch)) return undefined;
    const heap = pdfium.floats();
    const at = scratch >> 2;
    const box = frame.toPage(heap[at] ?? 0, heap[at + 3] ?? 0, heap[at + 2] ?? 0, heap[at + 1] ?? 0);
    return box.every(Number.isFinite) ? box : undefined;
  };

  const styleOf = (index: number): Style => {
    const object = raw.FPDFText_GetTextObject(textPage, index);
    if (object === lastObject && object !== 0) return style;
    lastObject = object;
    const size = raw.FPDFText_GetFontSize(textPage, index);
    raw.FPDFText_GetMatrix(textPage, index, scratch);
    const heap = pdfium.floats();
    const at = scratch >> 2;
    const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = heap.subarray(at, at + 6);
    const angle = quarterIfNear(-Math.atan2(b, a) + (frame.turns * Math.PI) / 2);
    const em = Math.abs(size) * Math.hypot(c, d);
    const [x, y] = frame.toPage(e, f, e, f);
    style = { em, angle, origin: [x, y] };
    return style;
  };

  const glyphOf = (character: string, index: number): Glyph | undefined => {
    const box = boxOf(index);
    if (!box) return undefined;
    const { api } = pdfium;
    api.FPDFText_GetCharOrigin(textPage, index, scratch, scratch + 8);
    const [ox = 0, oy = 0] = new Float64Array(pdfium.bytes().buffer, scratch, 2);
    const [origin] = frame.toPage(ox, oy, ox, oy);
    if (!api.FPDFText_GetCharBox(textPage, index, scratch, scratch + 8, scratch + 16, scratch + 24))
      return { character, index, box, ink: [box[0], box[2]], origin };
    const [left = 0, right = 0, bottom = 0, top = 0] = new Float64Array(pdfium.bytes().buffer, scratch, 4);
    const ink = frame.toPage(left, bottom, right, top);
    return { character, index, box, ink: [ink[0], ink[2]], origin };
  };

  const rightToLeftToken = ({ text, glyphs }: GlyphWord): PageToken[] => {
    const [first] = glyphs;
    if (!first) return [];
    const { em: stated, origin } = styleOf(first.index);
    const em = plausibleEm(stated, first.box, 0);
    // Loose boxes of slanted and joined letters reach far into their neighbours.
    const boxes = glyphs.map(({ box, ink }): Box => [ink[0], box[1], ink[1], box[3]]);
    return [
      { text: cleanText(text), box: trimBox(boxes.reduce(union), em, 0, origin), em, angle: 0, origin },
    ];
  };

  return {
    /** Cuts a run where its characters do not stand beside each other. */
    *parts(indexOf: (unit: number) => number, start: number, end: number): Generator<[number, number]> {
      const first = boxOf(indexOf(start));
      const last = boxOf(indexOf(end - 1));
      const { em, angle } = styleOf(indexOf(start));
      const whole =
        !first ||
        !last ||
        end - start === 1 ||
        (raw.FPDFText_GetTextObject(textPage, indexOf(end - 1)) === lastObject &&
          isOneRun(first, last, em, angle, end - start));
      if (whole) {
        yield [start, end];
        return;
      }
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
    showsNothing(indexOf: (unit: number) => number, unit: number, text: string): boolean {
      const own = boxOf(indexOf(unit));
      if (!own || own[2] <= own[0] || own[3] <= own[1]) return true;
      if (unit === 0 || text[unit - 1] !== text[unit]) return false;
      const before = boxOf(indexOf(unit - 1)) ?? own;
      return Math.abs(own[0] - before[0]) + Math.abs(own[1] - before[1]) < (own[2] - own[0]) / 2;
    },
    /** Words of a right-to-left line; nothing when not all of it runs along the page's top edge. */
    rightToLeft(
      text: string,
      indexOf: (unit: number) => number,
      start: number,
      end: number,
    ): PageToken[] | undefined {
      const lines: { baseline: number; em: number; glyphs: Glyph[] }[] = [];
      for (let unit = start; unit < end; unit++) {
        const character = String.fromCodePoint(text.codePointAt(unit) ?? 0);
        const glyph = glyphOf(character, indexOf(unit));
        unit += character.length - 1;
        if (!glyph) continue;
        const { em: stated, angle, origin } = styleOf(glyph.index);
        if (angle !== 0) return undefined;
        const em = plausibleEm(stated, glyph.box, angle);
        const near = ({ baseline }: { baseline: number }) =>
          Math.abs(baseline - origin[1]) <= SAME_BASELINE * em;
        const line = lines.slice(-LINES_AT_ONCE).findLast(near);
        if (line) line.glyphs.push(glyph);
        else lines.push({ baseline: origin[1], em, glyphs: [glyph] });
      }
      return lines.flatMap((line) => wordsByPlace(line.glyphs, line.em).flatMap(rightToLeftToken));
    },
    token(text: string, first: number, last: number): PageToken | undefined {
      const from = boxOf(first);
      if (!from) return undefined;
      const to = first === last ? from : (boxOf(last) ?? from);
      const { em: stated, angle, origin } = styleOf(first);
      const em = plausibleEm(stated, from, angle);
      const box = trimBox(union(from, to), em, angle, origin);
      return { text: cleanText(text), box, em, angle, origin };
    },
  };
}

/** Type 3 fonts may name any size they like; the character's box then tells how large it is drawn. */
function plausibleEm(em: number, box: Box, angle: number): number {
  const upright = Math.abs(Math.sin(angle)) < 0.5;
  // Signs without a picture have no box.
  if (box[2] <= box[0] && box[3] <= box[1] && em > 0 && Number.isFinite(em)) return em;
  const tall = Math.max(upright ? box[3] - box[1] : box[2] - box[0], 0.1);
  return em > tall * 0.4 && em < tall * 2.5 ? em : tall;
}

/** Whether the first and last character of a run stand as far apart as its length explains, on one line. */
function isOneRun(first: Box, last: Box, em: number, angle: number, letters: number): boolean {
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

const union = (a: Box, b: Box): Box => [
  Math.min(a[0], b[0]),
  Math.min(a[1], b[1]),
  Math.max(a[2], b[2]),
  Math.max(a[3], b[3]),
];

/** Text within 10° of a quarter turn counts as that turn: scans are never quite straight. */
function quarterIfNear(angle: number): number {
  const quarter = Math.PI / 2;
  const nearest = Math.round(angle / quarter) * quarter;
  const turned = Math.abs(angle - nearest) < Math.PI / 18 ? nearest : angle;
  const wrapped = Math.atan2(Math.sin(turned), Math.cos(turned));
  const snapped = Math.round(wrapped / quarter) * quarter;
  return Math.abs(wrapped - snapped) < 1e-9 ? (snapped === -Math.PI ? Math.PI : snapped) || 0 : wrapped;
}
