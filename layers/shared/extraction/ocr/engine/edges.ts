import type { Grey } from './picture.ts';

/** Where ink ends: x and y of pixels, `along` the direction in which lines of text are looked for. */
export type Edges = { along: Uint16Array; across: Uint16Array; count: number; length: number; depth: number };

/** Shades by which the paper beneath a letter is lighter than it. */
const CONTRAST = 48;
const MOST_EDGES = 60_000;

/**
 * Lower ends of ink, which lie beside each other along a line of text; with `turned`, right ends, as for text that
 * runs down or up. Edges rather than dark pixels: shadows and photographs are dark, too, but have few.
 */
export function edgesOf({ width, height, pixels }: Grey, turned: boolean): Edges {
  const step = turned ? 1 : width;
  const [lastX, lastY] = turned ? [width - 1, height] : [width, height - 1];
  const isEdge = (at: number) => (pixels[at + step] as number) - (pixels[at] as number) > CONTRAST;
  let all = 0;
  for (let y = 0; y < lastY; y++) for (let x = 0, at = y * width; x < lastX; x++, at++) if (isEdge(at)) all++;
  const every = Math.ceil(all / MOST_EDGES) || 1;
  const count = Math.floor(all / every);
  const along = new Uint16Array(count);
  const across = new Uint16Array(count);
  for (let y = 0, seen = 0, index = 0; y < lastY; y++)
    for (let x = 0, at = y * width; x < lastX && index < count; x++, at++) {
      if (!isEdge(at) || seen++ % every !== 0) continue;
      along[index] = turned ? y : x;
      across[index++] = turned ? x : y;
    }
  return { along, across, count, length: turned ? height : width, depth: turned ? width : height };
}
