/** Where something stands on a slide, in any unit, origin at the top left. */
export type Area = { x: number; y: number; width: number; height: number };

type Placed = { area: Area };

/** More shapes than this are only sorted from top to bottom. */
const MOST_CUT = 1000;
/** Shapes may overlap by this part of the smaller one and still count as apart. */
const OVERLAP = 0.2;

/**
 * Orders shapes as one reads them, by recursive cuts along empty stripes (XY-cut, Nagy and Seth 1984): first into bands
 * from top to bottom, where that fails into columns from left to right.
 */
export function readingOrder<T extends Placed>(shapes: readonly T[]): T[] {
  if (shapes.length > MOST_CUT) return shapes.toSorted(fromTop);
  return cut(shapes);
}

function cut<T extends Placed>(shapes: readonly T[]): T[] {
  if (shapes.length < 2) return [...shapes];
  const bands = split(shapes, ({ area }) => [area.y, area.height]);
  if (bands.length > 1) return bands.flatMap(cut);
  const columns = split(shapes, ({ area }) => [area.x, area.width]);
  if (columns.length > 1) return columns.flatMap(cut);
  return shapes.toSorted(fromTop);
}

const fromTop = (a: Placed, b: Placed): number => a.area.y - b.area.y || a.area.x - b.area.x;

/** Groups of shapes between which there is an empty stripe across `range` (start and size). */
function split<T>(shapes: readonly T[], range: (shape: T) => [start: number, size: number]): T[][] {
  const sorted = shapes
    .map((shape) => ({ shape, range: range(shape) }))
    .sort((a, b) => a.range[0] - b.range[0]);
  const groups: T[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  let lastSize = 0;
  for (const {
    shape,
    range: [start, size],
  } of sorted) {
    const apart = start >= end - OVERLAP * Math.min(size, lastSize);
    if (apart) groups.push([]);
    groups.at(-1)?.push(shape);
    if (apart || start + size > end) {
      end = apart ? start + size : Math.max(end, start + size);
      lastSize = size;
    }
  }
  return groups;
}
