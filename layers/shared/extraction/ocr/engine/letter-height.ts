import type { Grey } from './picture.ts';

/** Pixels that specks of dust and noise may have in height and width. */
const SPECK = 4;
/** Letters are at most this many times as wide as high (ligatures, touching letters), lines are more. */
const WIDEST = 4;
const LEAST_LETTERS = 20;
/** More specks to a letter are no print. */
const MOST_SPECKS = 4;

/**
 * What the picture's letters look like. Shapes are what is connected in black, or in white where that is less.
 * `height`: pixels of half of them, most of which are small letters; undefined where too few shapes look like letters.
 * `isNoise`: there are so many specks that the picture is noise or a photograph rather than print.
 */
export function measureLetters(picture: Grey): { height: number | undefined; isNoise: boolean } {
  const sample = sampleOf(picture);
  const all = shapes(sample, threshold(sample));
  const heights = all
    .filter(({ width, height }) => height > SPECK && width > 1 && width < height * WIDEST)
    .map(({ height }) => height)
    .filter((height) => height < picture.height / 4)
    .sort((a, b) => a - b);
  const specks = all.filter(({ height }) => height <= SPECK).length;
  const isNoise = specks > Math.max(LEAST_LETTERS, heights.length) * MOST_SPECKS;
  const height = isNoise || heights.length < LEAST_LETTERS ? undefined : heights[heights.length >> 1];
  return { height, isNoise };
}

/** Pixels that tell enough, and into how many bands across the picture they are spread. */
const ENOUGH_PIXELS = 1_500_000;
const BANDS = 6;

/** Bands of a large picture below each other; the few letters at their edges do not matter. */
function sampleOf(picture: Grey): Grey {
  const { width, pixels } = picture;
  const rows = Math.floor(ENOUGH_PIXELS / width / BANDS);
  const height = rows * BANDS;
  if (height >= picture.height || rows < 1) return picture;
  const sample = new Uint8Array(width * height);
  for (let band = 0; band < BANDS; band++) {
    const from = Math.floor(((picture.height - rows) * band) / (BANDS - 1)) * width;
    sample.set(pixels.subarray(from, from + rows * width), band * rows * width);
  }
  return { width, height, pixels: sample };
}

/** The shade that parts ink from paper best (Otsu 1979), and which of them is less. */
function threshold({ pixels }: Grey): { shade: number; darkIsInk: boolean } {
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

type Shape = { width: number; height: number };

/** Connected shapes, by runs of ink that touch a run of the row above. */
function shapes(
  { width, height, pixels }: Grey,
  { shade, darkIsInk }: { shade: number; darkIsInk: boolean },
): Shape[] {
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
        .map(([x0, y0, x1, y1]) => ({ width: x1 - x0, height: y1 - y0 })),
  };
}
