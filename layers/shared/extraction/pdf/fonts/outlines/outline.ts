/**
 * A glyph's outline as far as its box needs it: the pen and the extremes of all points, those that control curves
 * included, as FreeType measures glyphs for PDFium (FT_Outline_Get_CBox).
 */
export type Outline = {
  x: number;
  y: number;
  left: number;
  bottom: number;
  right: number;
  top: number;
  /** What the font program's matrix makes of its units: letters that are stretched, or slanted. */
  extend: number;
  slant: number;
  /** Whether the pen has drawn since it was moved. */
  drawing: boolean;
};

/** left, bottom, right, top in thousandths of an em from where the glyph is drawn; four zeros if it shows nothing. */
export type GlyphBox = readonly [left: number, bottom: number, right: number, top: number];

export const EMPTY_BOX: GlyphBox = [0, 0, 0, 0];

export const newOutline = (x: number, y: number, extend = 1, slant = 0): Outline => ({
  x,
  y,
  left: Number.POSITIVE_INFINITY,
  bottom: Number.POSITIVE_INFINITY,
  right: Number.NEGATIVE_INFINITY,
  top: Number.NEGATIVE_INFINITY,
  extend,
  slant,
  drawing: false,
});

/** Lifts the pen: where nothing is drawn from, there is no point. */
export function moveBy(outline: Outline, dx: number, dy: number): void {
  outline.x += dx;
  outline.y += dy;
  outline.drawing = false;
}

export function lineBy(outline: Outline, dx: number, dy: number): void {
  if (!outline.drawing) addPoint(outline);
  outline.drawing = true;
  outline.x += dx;
  outline.y += dy;
  addPoint(outline);
}

export function curveBy(
  outline: Outline,
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
): void {
  lineBy(outline, ax, ay);
  lineBy(outline, bx, by);
  lineBy(outline, cx, cy);
}

function addPoint(outline: Outline): void {
  const { y } = outline;
  const x = outline.extend * outline.x + outline.slant * y;
  if (x < outline.left) outline.left = x;
  if (x > outline.right) outline.right = x;
  if (y < outline.bottom) outline.bottom = y;
  if (y > outline.top) outline.top = y;
}

/** Whole thousandths of an em, rounded as PDFium does (NormalizeFontMetric). */
export function boxOf(
  { left, bottom, right, top }: Pick<Outline, 'left' | 'bottom' | 'right' | 'top'>,
  em: number,
): GlyphBox {
  if (!(left <= right && bottom <= top)) return EMPTY_BOX;
  return [
    inThousandths(left, em),
    inThousandths(bottom, em),
    inThousandths(right, em),
    inThousandths(top, em),
  ];
}

const inThousandths = (units: number, em: number): number => {
  const whole = Math.floor(units);
  return em === 1000 ? whole : Math.trunc((whole * 1000 + (em >> 1)) / em);
};
