import type { Box } from '../../../contract/lines.ts';
import { isBlank } from './character-kinds.ts';

/** Hebrew, Arabic, Syriac, Thaana, NKo and their presentation forms. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const MARK = /^\p{M}$/u;
/** Letters and digits that run to the right, and what holds them together: `12/03/2025`, `info@example.com`. */
const TO_THE_RIGHT = /^[\p{L}\p{N}]$/u;
const CONNECTOR = /^[.,:/@_'\-+\u060c\u066b\u066c%]$/u;
/**
 * White in em that separates words without a blank: between the ink of letters, or between their boxes too, which reach
 * into each other within words. Origins as near as the last are one place.
 */
const BREAKS = 0.3;
const BOX_BREAKS = 0.15;
const TIE = 0.02;
const LAM = '\u0644';
const ALEF = /^[\u0622\u0623\u0625\u0627\u0671]$/;

/** UTF-16 ranges of the lines that hold right-to-left letters; none for most pages, at the cost of one search. */
export function rightToLeftLines(text: string): [number, number][] {
  if (!RIGHT_TO_LEFT.test(text)) return [];
  return [...text.matchAll(/[^\r\n]+/g)]
    .filter(([line]) => RIGHT_TO_LEFT.test(line))
    .map((match) => [match.index, match.index + match[0].length]);
}

/**
 * A character and where it stands; `index` is PDFium's. Parts of one ligature have the same `origin`; `ink` is from
 * where to where the letter is drawn, which `box` may reach beyond.
 */
export type Glyph = {
  character: string;
  index: number;
  box: Box;
  ink: readonly [left: number, right: number];
  origin: number;
};
export type GlyphWord = { text: string; glyphs: readonly Glyph[] };

/**
 * The words of a right-to-left line from where its characters stand on paper, for the order in which files draw such
 * lines cannot be relied on: left to right or the other way round, ligatures taken apart in either order, blanks drawn
 * over letters instead of zero-width non-joiners. Letters of each word are in logical order.
 */
export function wordsByPlace(glyphs: readonly Glyph[], em: number): GlyphWord[] {
  const placed = glyphs.filter((glyph) => !isMark(glyph) && !isInserted(glyph)).sort(byOrigin(TIE * em));
  orderLigatures(placed);
  const words: Glyph[][] = [];
  let word: Glyph[] = [];
  let previous: Glyph | undefined;
  const end = { ink: Number.NEGATIVE_INFINITY, box: Number.NEGATIVE_INFINITY };
  for (const glyph of placed) {
    const blank = isSpace(glyph);
    if (blank || (previous && isBreak(previous, glyph, end, em))) word = [];
    if (blank) continue;
    if (word.length === 0) words.push(word);
    word.push(glyph);
    previous = glyph;
    end.ink = Math.max(end.ink, glyph.ink[1]);
    end.box = Math.max(end.box, glyph.box[2]);
  }
  const inked = placed.filter((glyph) => !isSpace(glyph));
  const marks = glyphs.filter(isMark);
  const withMarks = attach(
    marks,
    inked.sort((a, b) => middle(a) - middle(b)),
  );
  return words.map((word) => {
    const ordered = logicalOrder(word).flatMap((glyph) => [glyph, ...(withMarks.get(glyph) ?? [])]);
    return { text: ordered.map(({ character }) => character).join(''), glyphs: ordered };
  });
}

/** `end`: of all that stands left of them. */
function isBreak(left: Glyph, right: Glyph, end: { ink: number; box: number }, em: number): boolean {
  const ink = right.ink[0] - end.ink;
  const boxes = Math.min(right.box[0], right.origin) - end.box;
  if (Math.min(ink, boxes) > BOX_BREAKS * em) return true;
  // The digit 1 is narrow in a wide box.
  return ink > BREAKS * em && !(isLatin(left) && isLatin(right));
}

const isLatin = ({ character }: Glyph): boolean =>
  CONNECTOR.test(character) || (TO_THE_RIGHT.test(character) && !RIGHT_TO_LEFT.test(character));

const isMark = ({ character }: Glyph): boolean => MARK.test(character);
/** PDFium inserts blanks without a width where a file goes back to draw what is read next. */
const isInserted = (glyph: Glyph): boolean => isSpace(glyph) && glyph.box[2] <= glyph.box[0];
const isSpace = ({ character }: Glyph): boolean => isBlank(character.charCodeAt(0));

/** By where letters begin; a blank that is drawn over a letter stands left of it. */
const byOrigin = (tie: number) => (a: Glyph, b: Glyph) => {
  const places = Math.round(a.origin / tie) - Math.round(b.origin / tie);
  return places || Number(isSpace(b)) - Number(isSpace(a)) || middle(a) - middle(b);
};

const middle = ({ ink }: Glyph): number => (ink[0] + ink[1]) / 2;

/** A lam-alef is one letter on paper; its parts come in either order, and lam is always read first. */
function orderLigatures(glyphs: Glyph[]): void {
  for (let at = 1; at < glyphs.length; at++) {
    const [left, right] = [glyphs[at - 1] as Glyph, glyphs[at] as Glyph];
    const isOne = Math.abs(left.origin - right.origin) < 0.01 && Math.abs(left.index - right.index) === 1;
    if (isOne && left.character === LAM && ALEF.test(right.character)) {
      glyphs[at - 1] = right;
      glyphs[at] = left;
    }
  }
}

/** Points and accents by the letter that they stand over. */
function attach(marks: readonly Glyph[], letters: readonly Glyph[]): Map<Glyph, Glyph[]> {
  const found = new Map<Glyph, Glyph[]>();
  for (const mark of marks) {
    let low = 0;
    let high = letters.length - 1;
    while (low < high) {
      const at = (low + high) >> 1;
      if (middle(letters[at] as Glyph) < middle(mark)) low = at + 1;
      else high = at;
    }
    const [before, after] = [letters[low - 1], letters[low]];
    const nearest =
      before && (!after || middle(mark) - middle(before) < middle(after) - middle(mark)) ? before : after;
    const own = nearest && found.get(nearest);
    if (own) own.push(mark);
    else if (nearest) found.set(nearest, [mark]);
  }
  return found;
}

/**
 * Characters from left to right in the order in which they are read: reversed, but numbers and Latin words in them
 * keep their direction (Unicode bidirectional algorithm, UAX #9, L2, the other way round).
 */
function logicalOrder(visual: readonly Glyph[]): Glyph[] {
  if (!visual.some(({ character }) => RIGHT_TO_LEFT.test(character))) return [...visual];
  const ordered: Glyph[] = [];
  let run: Glyph[] = [];
  let loose: Glyph[] = [];
  const flush = () => {
    ordered.push(...run.reverse(), ...loose);
    run = [];
    loose = [];
  };
  const reversed = visual.toReversed();
  for (const [at, glyph] of reversed.entries()) {
    const { character } = glyph;
    const ltr = TO_THE_RIGHT.test(character) && !RIGHT_TO_LEFT.test(character);
    // What stands right of a number belongs behind it.
    const percent = character === '%' && /^\p{Nd}$/u.test(reversed[at + 1]?.character ?? '');
    if (ltr || percent || isArabicDigit(character)) {
      run.push(...loose, glyph);
      loose = [];
    } else if (run.length > 0 && CONNECTOR.test(character)) loose.push(glyph);
    else {
      flush();
      ordered.push(glyph);
    }
  }
  flush();
  return ordered;
}

const isArabicDigit = (character: string): boolean => /^[\u0660-\u0669\u06f0-\u06f9]$/.test(character);
