import type { Box } from '../../../contract/lines.ts';
import type { Pdfium } from './pdfium.ts';

/** Maps PDF user space (origin bottom left of an arbitrary box, not rotated) to the upright page. */
export type Frame = {
  /** Size of the upright page in points. */
  width: number;
  height: number;
  /** Quarter turns clockwise by which the page is shown. */
  turns: number;
  /** A user-space rectangle as x0, y0, x1, y1 with the origin at the top left of the upright page. */
  toPage(left: number, bottom: number, right: number, top: number): Box;
};

export function pageFrame(pdfium: Pdfium, page: number): Frame {
  const pointer = pdfium.allocate(16);
  const found = pdfium.api.FPDF_GetPageBoundingBox(page, pointer);
  const [left = 0, top = 0, right = 0, bottom = 0] = pdfium
    .floats()
    .subarray(pointer >> 2, (pointer >> 2) + 4);
  pdfium.free(pointer);
  const box = found ? { left, bottom, right, top } : { left: 0, bottom: 0, right: 612, top: 792 };
  return frameOf(box, ((pdfium.api.FPDFPage_GetRotation(page) % 4) + 4) % 4);
}

/** The frame of a page whose visible box is given in user space and which is turned `turns` quarters clockwise. */
export function frameOf(
  box: { left: number; bottom: number; right: number; top: number },
  turns: number,
): Frame {
  const w = box.right - box.left;
  const h = box.top - box.bottom;
  const point = (x: number, y: number): [number, number] => {
    const u = x - box.left;
    const v = box.top - y;
    if (turns === 1) return [h - v, u];
    if (turns === 2) return [w - u, h - v];
    return [v, w - u];
  };
  const turned: Frame['toPage'] = (left, bottom, right, top) => {
    const [ax, ay] = point(left, bottom);
    const [bx, by] = point(right, top);
    return [Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by)];
  };
  return {
    width: turns % 2 === 1 ? h : w,
    height: turns % 2 === 1 ? w : h,
    turns,
    toPage: turns === 0 ? upright(box) : turned,
  };
}

/** Called for every word, most of which stand on pages that are not turned: without the points in between. */
const upright =
  (box: { left: number; top: number }): Frame['toPage'] =>
  (left, bottom, right, top) => [
    Math.min(left, right) - box.left,
    box.top - Math.max(bottom, top),
    Math.max(left, right) - box.left,
    box.top - Math.min(bottom, top),
  ];
