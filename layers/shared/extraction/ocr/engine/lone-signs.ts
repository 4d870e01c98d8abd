import type { Grey } from './picture.ts';
import type { FoundWord } from './read-words.ts';
import { type Ink, type Shape, shapesOf } from './shapes.ts';

/** Heights and distances in line heights, from the foot of g to the top of d. */
const LEAST_HEIGHT = 0.4;
const MOST_HEIGHT = 1.4;
const MOST_WIDTH = 1.6;
/** Dots, commas and dashes belong to a sign that they stand beside; dust is smaller. */
const LEAST_DOT = 0.07;
const NEIGHBOUR = 0.35;
/** White that a sign has around it: beside it, lest it is part of a word; above and below, where rules may be. */
const CLEAR_BESIDE = 0.3;
const CLEAR_ABOVE = 0.1;
/** Groups are at most so many line heights wide: longer words are not overlooked. */
const WIDEST_GROUP = 2.5;
/** More shapes or groups are a drawing or a photograph. */
const MOST_SHAPES = 20_000;
const MOST_SIGNS = 400;

/**
 * Where ink stands that looks like a letter or digit, or a few, apart from everything else, and where no word was
 * found. Empty when there is so much of it that it is no print.
 */
export function findLoneSigns(
  picture: Grey,
  ink: Ink,
  words: readonly FoundWord[],
  lineHeight: number,
): Shape[] {
  const shapes = shapesOf(withoutWords(picture, ink, words), ink);
  if (shapes.length > MOST_SHAPES) return [];
  const isInk = inkAt(picture, ink);
  const signs = groups(
    shapes.filter((shape) => isDot(shape, lineHeight)),
    lineHeight,
  ).filter(
    (group) =>
      isSign(group, lineHeight) && isClear(group, picture, isInk, lineHeight) && !isPlain(group, isInk),
  );
  return signs.length > MOST_SIGNS ? [] : signs;
}

/** What is left to look at: most of a page's ink is words, and need not be looked at again. */
function withoutWords(
  { width, height, pixels }: Grey,
  { darkIsInk }: Ink,
  words: readonly FoundWord[],
): Grey {
  const left = pixels.slice(0, width * height);
  const paper = darkIsInk ? 255 : 0;
  for (const word of words)
    for (let y = Math.max(0, word.top); y < Math.min(height, word.bottom); y++)
      left.fill(paper, y * width + Math.max(0, word.left), y * width + Math.min(width, word.right));
  return { width, height, pixels: left };
}

type IsInk = (x: number, y: number) => boolean;

const inkAt =
  ({ width, pixels }: Grey, { shade, darkIsInk }: Ink): IsInk =>
  (x, y) =>
    (pixels[y * width + x] ?? 0) <= shade === darkIsInk;

const widthOf = ({ left, right }: Shape): number => right - left;
const heightOf = ({ top, bottom }: Shape): number => bottom - top;

/** No dust, no rule, no frame. */
const isDot = (shape: Shape, lineHeight: number): boolean =>
  Math.max(widthOf(shape), heightOf(shape)) >= LEAST_DOT * lineHeight &&
  heightOf(shape) <= MOST_HEIGHT * lineHeight &&
  widthOf(shape) <= MOST_WIDTH * lineHeight;

const isSign = (group: Shape, lineHeight: number): boolean =>
  heightOf(group) >= LEAST_HEIGHT * lineHeight &&
  heightOf(group) <= MOST_HEIGHT * lineHeight &&
  widthOf(group) <= WIDEST_GROUP * lineHeight;

/** Shapes that stand close beside, or above each other, from left to right. */
function groups(shapes: readonly Shape[], lineHeight: number): Shape[] {
  const near = NEIGHBOUR * lineHeight;
  const done: Shape[] = [];
  let open: Shape[] = [];
  for (const shape of shapes.toSorted((a, b) => a.left - b.left || a.top - b.top)) {
    const stillOpen: Shape[] = [];
    let group = shape;
    for (const one of open) {
      if (one.right + near < shape.left) done.push(one);
      else if (one.top - near < group.bottom && group.top < one.bottom + near) group = around(one, group);
      else stillOpen.push(one);
    }
    open = [...stillOpen, group];
    // Lines that are open at once are as many as fit below each other; more are a texture.
    if (open.length > MOST_SIGNS) return [];
  }
  return [...done, ...open];
}

const around = (a: Shape, b: Shape): Shape => ({
  left: Math.min(a.left, b.left),
  top: Math.min(a.top, b.top),
  right: Math.max(a.right, b.right),
  bottom: Math.max(a.bottom, b.bottom),
});

/** Whether nothing stands close around it: neither a word, nor a rule, nor the picture's edge. */
function isClear(group: Shape, { width, height }: Grey, isInk: IsInk, lineHeight: number): boolean {
  const beside = Math.ceil(CLEAR_BESIDE * lineHeight);
  const above = Math.max(2, Math.ceil(CLEAR_ABOVE * lineHeight));
  const [x0, y0, x1, y1] = [
    group.left - beside,
    group.top - above,
    group.right + beside,
    group.bottom + above,
  ];
  if (x0 < 0 || y0 < 0 || x1 > width || y1 > height) return false;
  for (let y = y0; y < y1; y++)
    for (let x = x0; x < x1; x++) {
      const isInside = x >= group.left && x < group.right && y >= group.top && y < group.bottom;
      if (!isInside && isInk(x, y) && !isSpeck(x, y, isInk)) return false;
    }
  return true;
}

/** A pixel of dust, which scanners see. */
const isSpeck = (x: number, y: number, isInk: IsInk): boolean =>
  [isInk(x - 1, y), isInk(x + 1, y), isInk(x, y - 1), isInk(x, y + 1)].filter(Boolean).length < 2;

/** Of its area, or of each side of its box. */
const FULL = 0.9;
const ROUND = 0.72;

/** Boxes to tick, bullets and bare strokes: a stroke may be a rule, 1, l or I, and nothing tells which. */
function isPlain(group: Shape, isInk: IsInk): boolean {
  const [width, height] = [widthOf(group), heightOf(group)];
  const rows = new Uint32Array(height);
  const columns = new Uint32Array(width);
  let count = 0;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (!isInk(group.left + x, group.top + y)) continue;
      rows[y] = (rows[y] ?? 0) + 1;
      columns[x] = (columns[x] ?? 0) + 1;
      count++;
    }
  const isNarrow = width < height / 2;
  if (count > width * height * (isNarrow ? FULL : ROUND)) return true;
  return (
    [rows.slice(0, 3), rows.slice(-3)].every((side) => Math.max(...side) >= FULL * width) &&
    [columns.slice(0, 3), columns.slice(-3)].every((side) => Math.max(...side) >= FULL * height)
  );
}
