import { NotPlain } from '../file/types.ts';
import { MAX_CHARACTERS } from './text-objects.ts';

/**
 * The page's characters as they come to stand, in arrays of one entry each that are used again for the next page.
 * Those from `line` on belong to a line that is not closed yet.
 */
export type Characters = {
  count: number;
  line: number;
  /** UTF-16 units. */
  units: Uint16Array;
  /** The code that drew it, or GENERATED. */
  codes: Int32Array;
  /** The object that it belongs to; -1 for none. */
  objects: Int32Array;
  /** Where it begins, on the page; two entries each. */
  origins: Float64Array;
  /** Four entries each. */
  boxes: Float64Array;
  ligatures: boolean;
};

/** No code of a font. */
export const GENERATED = -1;
/** Text that stands for what is drawn. */
export const REPLACEMENT = -2;

const BLANK = 0x20;
/** Arrays of more entries are not kept for the next page. */
const KEPT = 1 << 16;

let used = emptyCharacters();

/** The arrays of the page before, to be filled anew. */
export function reusedCharacters(): Characters {
  if (used.units.length > KEPT) used = emptyCharacters();
  used.count = 0;
  used.line = 0;
  used.ligatures = false;
  return used;
}

function emptyCharacters(): Characters {
  const length = 8192;
  return {
    count: 0,
    line: 0,
    units: new Uint16Array(length),
    codes: new Int32Array(length),
    objects: new Int32Array(length),
    origins: new Float64Array(length * 2),
    boxes: new Float64Array(length * 4),
    ligatures: false,
  };
}

export function append(
  to: Characters,
  unit: number,
  code: number,
  object: number,
  x: number,
  y: number,
): number {
  if (to.count === to.units.length) grow(to);
  const at = to.count++;
  to.units[at] = unit;
  to.codes[at] = code;
  to.objects[at] = object;
  to.origins[at * 2] = x;
  to.origins[at * 2 + 1] = y;
  if (unit >= 0xfb00 && unit <= 0xfb06) to.ligatures = true;
  return at;
}

export function setBox(of: Characters, at: number, x0: number, y0: number, x1: number, y1: number): void {
  const { boxes } = of;
  boxes[at * 4] = x0;
  boxes[at * 4 + 1] = y0;
  boxes[at * 4 + 2] = x1;
  boxes[at * 4 + 3] = y1;
}

/** A blank or line end that nothing draws, behind what stands there. */
export function appendGenerated(to: Characters, unit: number): void {
  const before = to.count - 1;
  if (before < 0) return;
  const x = to.origins[before * 2] as number;
  const y = to.origins[before * 2 + 1] as number;
  setBox(to, append(to, unit, GENERATED, -1, x, y), x, y, x, y);
}

/** The character that the line ends in; 0 for none. A line that is empty goes on from the one before it. */
export const lastUnit = ({ units, count }: Characters): number =>
  count > 0 ? (units[count - 1] as number) : 0;

/** Closes the line: of blanks that follow each other the first one stays, none at its end; ligatures are spelt. */
export function closeLine(of: Characters): void {
  const { units, line } = of;
  if (of.count - line > 1) {
    let to = line;
    for (let from = line; from < of.count; from++) {
      if (units[from] === BLANK && to > line && units[to - 1] === BLANK) continue;
      if (to !== from) copy(of, from, to);
      to++;
    }
    if (to - line > 1 && units[to - 1] === BLANK) to--;
    of.count = to;
  }
  if (of.ligatures) spellLigatures(of);
  of.line = of.count;
}

function copy({ units, codes, objects, origins, boxes }: Characters, from: number, to: number): void {
  units[to] = units[from] as number;
  codes[to] = codes[from] as number;
  objects[to] = objects[from] as number;
  origins[to * 2] = origins[from * 2] as number;
  origins[to * 2 + 1] = origins[from * 2 + 1] as number;
  boxes.copyWithin(to * 4, from * 4, from * 4 + 4);
}

const LIGATURES = ['ff', 'fi', 'fl', 'ffi', 'ffl', 'st', 'st'];

/** Letters of a ligature share its box. */
function spellLigatures(of: Characters): void {
  of.ligatures = false;
  const { line } = of;
  const lineUnits = Array.from(of.units.subarray(line, of.count));
  const spelt = lineUnits.map((unit) => LIGATURES[unit - 0xfb00]);
  let to = of.count + spelt.reduce((sum, letters) => sum + (letters ? letters.length - 1 : 0), 0);
  while (to > of.units.length) grow(of);
  const count = to;
  for (let from = of.count - 1; from >= line; from--) {
    const letters = spelt[from - line] ?? String.fromCharCode(lineUnits[from - line] as number);
    for (let letter = letters.length - 1; letter >= 0; letter--) {
      to--;
      if (to !== from) copy(of, from, to);
      of.units[to] = letters.charCodeAt(letter);
    }
  }
  of.count = count;
}

function grow(of: Characters): void {
  const length = of.units.length * 2;
  if (length > 2 * MAX_CHARACTERS) throw new NotPlain('The page has too many characters');
  const { units, codes, objects, origins, boxes } = of;
  of.units = new Uint16Array(length);
  of.units.set(units);
  of.codes = new Int32Array(length);
  of.codes.set(codes);
  of.objects = new Int32Array(length);
  of.objects.set(objects);
  of.origins = new Float64Array(length * 2);
  of.origins.set(origins);
  of.boxes = new Float64Array(length * 4);
  of.boxes.set(boxes);
}
