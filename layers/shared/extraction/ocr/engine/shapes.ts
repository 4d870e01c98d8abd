import type { Grey } from './picture.ts';

/** Shades up to `shade` are dark; ink is dark or light. */
export type Ink = { shade: number; darkIsInk: boolean };

/** The shade that parts ink from paper best (Otsu 1979); ink is what is less. */
export function inkOf({ pixels }: Grey): Ink {
  const counts = new Uint32Array(256);
  for (const pixel of pixels) counts[pixel] = (counts[pixel] ?? 0) + 1;
  const total = pixels.length;
  let all = 0;
  for (let shade = 0; shade < 256; shade++) all += shade * (counts[shade] ?? 0);
  let [best, bestShade, below, sum, dark] = [-1, 128, 0, 0, 0];
  for (let shade = 0; shade < 255; shade++) {
    below += counts[shade] ?? 0;
    sum += shade * (counts[shade] ?? 0);
    if (below === 0 || below === total) continue;
    const apart = sum / below - (all - sum) / (total - below);
    const between = below * (total - below) * apart * apart;
    if (between > best) [best, bestShade, dark] = [between, shade, below];
  }
  return { shade: bestShade, darkIsInk: dark <= total / 2 };
}

/** The box around what is connected: pixels, right and bottom are the first beyond it. */
export type Shape = { left: number; top: number; right: number; bottom: number };

/** Connected shapes of ink, by runs that touch a run of the row above. */
export function shapesOf({ width, height, pixels }: Grey, { shade, darkIsInk }: Ink): Shape[] {
  const forest = shapeForest();
  let above: Run[] = [];
  for (let y = 0; y < height; y++) {
    const row = y * width;
    const runs: Run[] = [];
    let candidate = 0;
    for (let x = 0; x < width; x++) {
      if ((pixels[row + x] ?? 0) <= shade !== darkIsInk) continue;
      const start = x;
      while (x < width && (pixels[row + x] ?? 0) <= shade === darkIsInk) x++;
      const run = { start, end: x, shape: forest.add(start, x, y) };
      while (candidate < above.length && (above[candidate]?.end ?? 0) < start) candidate++;
      for (let index = candidate; index < above.length; index++) {
        const other = above[index];
        if (!other || other.start > x) break;
        forest.join(run.shape, other.shape);
      }
      runs.push(run);
    }
    above = runs;
  }
  return forest.shapes();
}

type Run = { start: number; end: number; shape: number };

/** Disjoint sets of runs with the box around each. */
function shapeForest() {
  const parents: number[] = [];
  const boxes: [number, number, number, number][] = [];
  const root = (shape: number): number => {
    let at = shape;
    while (parents[at] !== at) {
      parents[at] = parents[parents[at] ?? at] ?? at;
      at = parents[at] ?? at;
    }
    return at;
  };
  return {
    add(start: number, end: number, y: number): number {
      parents.push(parents.length);
      return boxes.push([start, y, end, y + 1]) - 1;
    },
    join(one: number, other: number): void {
      const [to, from] = [root(other), root(one)];
      const [a, b] = [boxes[to], boxes[from]];
      if (to === from || !a || !b) return;
      parents[from] = to;
      boxes[to] = [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
    },
    shapes: (): Shape[] =>
      boxes
        .filter((_box, shape) => parents[shape] === shape)
        .map(([left, top, right, bottom]) => ({ left, top, right, bottom })),
  };
}
