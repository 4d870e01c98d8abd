/** Maps x, y to a·x + c·y + e, b·x + d·y + f. */
export type Affine = { a: number; b: number; c: number; d: number; e: number; f: number };

export const apply = ({ a, b, c, d, e, f }: Affine, x: number, y: number): [number, number] => [
  a * x + c * y + e,
  b * x + d * y + f,
];

/** How a picture is drawn anew so that its text stands upright at a good size. */
export type Drawing = {
  width: number;
  height: number;
  /** From a point of the drawing to the picture as it was given. */
  toPicture: Affine;
};

/** COS and SIN of quarter turns, exact. */
const QUARTERS = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
] as const;

/**
 * The drawing of a `width` × `height` picture in which text that runs `turns` quarters and `skew` radians clockwise
 * runs to the right, `scale` times as large. All of the picture is on it.
 */
export function drawingOf(
  width: number,
  height: number,
  { turns, skew, scale }: { turns: number; skew: number; scale: number },
): Drawing {
  const [cosTurns, sinTurns] = QUARTERS[turns] ?? QUARTERS[0];
  const cos = cosTurns * Math.cos(skew) - sinTurns * Math.sin(skew);
  const sin = sinTurns * Math.cos(skew) + cosTurns * Math.sin(skew);
  const drawnWidth = Math.max(1, Math.round((width * Math.abs(cos) + height * Math.abs(sin)) * scale));
  const drawnHeight = Math.max(1, Math.round((width * Math.abs(sin) + height * Math.abs(cos)) * scale));
  const [a, b] = [cos / scale, sin / scale];
  return {
    width: drawnWidth,
    height: drawnHeight,
    toPicture: {
      a,
      b,
      c: -b,
      d: a,
      // The middle of one is the middle of the other.
      e: width / 2 - (a * drawnWidth - b * drawnHeight) / 2,
      f: height / 2 - (b * drawnWidth + a * drawnHeight) / 2,
    },
  };
}
