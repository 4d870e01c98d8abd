import type { Box } from '../../../contract/lines.ts';
import type { PageToken } from '../layout/types.ts';
import type { Frame } from './frame.ts';
import type { Pdfium } from './pdfium.ts';

/** The page is looked at in so many cells each way. */
const CELLS = 32;
/** Objects of a page that are looked at, and forms within each other: drawings may have millions. */
const MOST_OBJECTS = 3000;
const MOST_DEPTH = 4;
/** FPDF_PAGEOBJ_IMAGE and FPDF_PAGEOBJ_FORM of fpdf_edit.h. */
const IMAGE = 3;
const FORM = 5;

/** a, b, c, d, e, f as PDF writes them. */
type Matrix = readonly [number, number, number, number, number, number];
const UNCHANGED: Matrix = [1, 0, 0, 1, 0, 0];

/** Share of the page, from 0 to 1, that pictures cover and no word of the text layer stands on. */
export function pictureArea(
  pdfium: Pdfium,
  page: number,
  frame: Frame,
  tokens: readonly PageToken[],
): number {
  const cells = new Uint8Array(CELLS * CELLS);
  for (const box of pictureBoxes(pdfium, page)) paint(cells, frame, frame.toPage(...box), 1);
  if (!cells.includes(1)) return 0;
  for (const { box } of tokens) paint(cells, frame, box, 0);
  return cells.reduce((sum, cell) => sum + cell, 0) / cells.length;
}

/** Sets the cells that a box touches. */
function paint(cells: Uint8Array, { width, height }: Frame, [x0, y0, x1, y1]: Box, value: 0 | 1): void {
  const cell = (at: number, size: number) =>
    Math.max(0, Math.min(CELLS - 1, Math.floor((at / size) * CELLS) || 0));
  if (x1 < 0 || y1 < 0 || x0 > width || y0 > height) return;
  const [left, right] = [cell(x0, width), cell(x1, width)];
  for (let row = cell(y0, height); row <= cell(y1, height); row++)
    cells.fill(value, row * CELLS + left, row * CELLS + right + 1);
}

/** Left, bottom, right and top in user space of each picture, those in forms included. */
function pictureBoxes({ api, floats, allocate, free }: Pdfium, page: number): Box[] {
  const boxes: Box[] = [];
  const scratch = allocate(24);
  const read = (count: number) => [...floats().subarray(scratch >> 2, (scratch >> 2) + count)];
  let left = MOST_OBJECTS;
  const visit = (object: number, matrix: Matrix, depth: number) => {
    if (left-- <= 0) return;
    const type = api.FPDFPageObj_GetType(object);
    if (type === IMAGE && api.FPDFPageObj_GetBounds(object, scratch, scratch + 4, scratch + 8, scratch + 12))
      boxes.push(moved(read(4) as Box, matrix));
    if (type !== FORM || depth >= MOST_DEPTH || !api.FPDFPageObj_GetMatrix(object, scratch)) return;
    const inner = product(read(6) as unknown as Matrix, matrix);
    const count = api.FPDFFormObj_CountObjects(object);
    for (let index = 0; index < count && left > 0; index++)
      visit(api.FPDFFormObj_GetObject(object, index), inner, depth + 1);
  };
  const count = api.FPDFPage_CountObjects(page);
  for (let index = 0; index < count && left > 0; index++)
    visit(api.FPDFPage_GetObject(page, index), UNCHANGED, 0);
  free(scratch);
  return boxes;
}

/** The matrix that does what `first` does and then what `second` does. */
const product = ([a, b, c, d, e, f]: Matrix, [A, B, C, D, E, F]: Matrix): Matrix => [
  a * A + b * C,
  a * B + b * D,
  c * A + d * C,
  c * B + d * D,
  e * A + f * C + E,
  e * B + f * D + F,
];

/** The rectangle around a moved one. */
function moved([left, bottom, right, top]: Box, [a, b, c, d, e, f]: Matrix): Box {
  const xs = [left, right].flatMap((x) => [bottom, top].map((y) => x * a + y * c + e));
  const ys = [left, right].flatMap((x) => [bottom, top].map((y) => x * b + y * d + f));
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}
