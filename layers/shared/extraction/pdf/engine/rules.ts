import type { Rule } from '../layout/ruled-lines.ts';
import type { Frame } from './frame.ts';
import type { Pdfium } from './pdfium.ts';

/** FPDF_PAGEOBJ_* and FPDF_SEGMENT_* of PDFium's public headers. */
const PATH = 2;
const FORM = 5;
const LINE_TO = 0;
const MOVE_TO = 2;

/** Points: what is shorter is a dash or a tick, what is thicker a box; lines may slant this much. */
const SHORTEST = 4;
const THICKEST = 2.5;
/** Drawings that have more than this are no tables. */
const MOST_OBJECTS = 20_000;
const MOST_POINTS = 100_000;
const MOST_RULES = 5_000;
const DEEPEST_FORM = 5;

type Matrix = readonly [number, number, number, number, number, number];
const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];
type Point = readonly [number, number];

/**
 * The horizontal and vertical lines that a page draws, whether as strokes or as thin filled boxes, in points from the
 * top left of the upright page. Nothing for a drawing that has more of them than are looked at.
 */
export function readRules(pdfium: Pdfium, page: number, frame: Frame): Rule[] | undefined {
  const { api } = pdfium;
  const scratch = pdfium.allocate(32);
  const rules: Rule[] = [];
  const left = { objects: MOST_OBJECTS, points: MOST_POINTS };

  const add = ([ax, ay]: Point, [bx, by]: Point) => {
    const [x0, y0, x1, y1] = frame.toPage(ax, ay, bx, by);
    const [width, height] = [x1 - x0, y1 - y0];
    if (Math.min(width, height) > THICKEST || Math.max(width, height) < SHORTEST) return;
    if (Number.isFinite(width + height)) rules.push({ x0, y0, x1, y1 });
  };

  const matrixOf = (object: number, outer: Matrix): Matrix => {
    if (!api.FPDFPageObj_GetMatrix(object, scratch)) return outer;
    const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = pdfium
      .floats()
      .subarray(scratch >> 2, (scratch >> 2) + 6);
    return multiply([a, b, c, d, e, f], outer);
  };

  const readPath = (path: number, outer: Matrix) => {
    const count = api.FPDFPath_CountSegments(path);
    left.points -= count;
    if (left.points < 0 || !api.FPDFPath_GetDrawMode(path, scratch, scratch + 4)) return;
    const [fill = 0, stroke = 0] = new Int32Array(pdfium.bytes().buffer, scratch, 2);
    if (fill === 0 && stroke === 0) return;
    const matrix = matrixOf(path, outer);
    let corners: Point[] = [];
    const endFigure = () => {
      if (stroke === 0 && corners.length > 1) add(...diagonal(corners));
      corners = [];
    };
    for (let index = 0; index < count; index++) {
      const segment = api.FPDFPath_GetPathSegment(path, index);
      const type = api.FPDFPathSegment_GetType(segment);
      if (!api.FPDFPathSegment_GetPoint(segment, scratch, scratch + 4)) continue;
      const [x = 0, y = 0] = pdfium.floats().subarray(scratch >> 2, (scratch >> 2) + 2);
      const point = apply(matrix, x, y);
      if (type === MOVE_TO) endFigure();
      const previous = corners.at(-1);
      corners.push(point);
      if (stroke !== 0 && type === LINE_TO && previous) add(previous, point);
      const first = corners[0];
      if (stroke !== 0 && first && api.FPDFPathSegment_GetClose(segment)) add(point, first);
    }
    endFigure();
  };

  const read = (object: number, outer: Matrix, depth: number) => {
    if (object === 0 || --left.objects < 0 || left.points < 0 || rules.length > MOST_RULES) return;
    const type = api.FPDFPageObj_GetType(object);
    if (type === PATH) readPath(object, outer);
    if (type !== FORM || depth >= DEEPEST_FORM) return;
    const inner = matrixOf(object, outer);
    const count = Math.min(api.FPDFFormObj_CountObjects(object), left.objects + 1);
    for (let index = 0; index < count; index++)
      read(api.FPDFFormObj_GetObject(object, index), inner, depth + 1);
  };

  const count = api.FPDFPage_CountObjects(page);
  for (let index = 0; index < Math.min(count, MOST_OBJECTS + 1); index++)
    read(api.FPDFPage_GetObject(page, index), IDENTITY, 0);
  pdfium.free(scratch);
  const complete = left.objects >= 0 && left.points >= 0 && rules.length <= MOST_RULES;
  return complete ? rules : undefined;
}

const apply = ([a, b, c, d, e, f]: Matrix, x: number, y: number): Point => [
  a * x + c * y + e,
  b * x + d * y + f,
];

/** First `inner`, then `outer`. */
function multiply([a, b, c, d, e, f]: Matrix, outer: Matrix): Matrix {
  const [A, B, C, D] = outer;
  const [x, y] = apply(outer, e, f);
  return [a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, x, y];
}

/** Opposite corners of the box around some points. */
function diagonal(points: readonly Point[]): [Point, Point] {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    x0 = Math.min(x0, x);
    y0 = Math.min(y0, y);
    x1 = Math.max(x1, x);
    y1 = Math.max(y1, y);
  }
  return [
    [x0, y0],
    [x1, y1],
  ];
}
