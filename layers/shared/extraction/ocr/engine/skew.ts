import { type Edges, edgesOf } from './edges.ts';
import type { Grey } from './picture.ts';

const DEGREE = Math.PI / 180;
/** Pages lie less askew than this in scanners; more is a photograph of its own kind. */
const MOST = 10 * DEGREE;
const COARSE = 0.5 * DEGREE;
const FINE = 0.05 * DEGREE;
/** How much sharper the lines must stand out at the angle found than at most others. */
const LEAST_SHARPNESS = 1.25;
/** Fewer edges are no text that one could measure. */
const LEAST_EDGES = 200;

/** How the text of a picture lies. */
export type Slope = {
  /** Radians clockwise by which its lines are askew; 0 where that cannot be told. */
  skew: number;
  /** How sharply the lines stand out, 1 for not at all. */
  sharpness: number;
};

/**
 * Finds the angle at which the edges of ink fall together into the fewest rows (projection profile, Postl 1986; scored
 * by the sum of squares as in Bloomberg, Kopec and Dasari, "Measuring document image skew and orientation", 1995).
 * With `turned`, lines are looked for that run down or up.
 */
export function measureSlope(picture: Grey, turned = false): Slope {
  const edges = edgesOf(picture, turned);
  if (edges.count < LEAST_EDGES) return { skew: 0, sharpness: 1 };
  const coarse = scores(edges, -MOST, MOST, COARSE);
  const best = coarse.reduce((a, b) => (b.score > a.score ? b : a));
  const usual = coarse.map(({ score }) => score).sort((a, b) => a - b)[coarse.length >> 1] ?? 1;
  const fine = scores(edges, best.angle - COARSE, best.angle + COARSE, FINE);
  const peak = fine.reduce((a, b) => (b.score > a.score ? b : a));
  const sharpness = peak.score / Math.max(1, usual);
  if (sharpness < LEAST_SHARPNESS) return { skew: 0, sharpness };
  // Lines that run down lean the other way round.
  return { skew: turned ? -peak.angle : peak.angle, sharpness };
}

function scores(edges: Edges, from: number, to: number, step: number): { angle: number; score: number }[] {
  const rows = new Uint32Array(edges.depth + 2 * Math.ceil(edges.length * Math.tan(MOST + COARSE)) + 2);
  const count = Math.round((to - from) / step);
  return Array.from({ length: count + 1 }, (_none, index) => {
    const angle = from + index * step;
    return { angle, score: score(edges, Math.tan(angle), rows) };
  });
}

function score({ along, across, count, length }: Edges, slope: number, rows: Uint32Array): number {
  rows.fill(0);
  const offset = slope > 0 ? length * slope : 0;
  for (let index = 0; index < count; index++) {
    const row = ((across[index] ?? 0) - (along[index] ?? 0) * slope + offset) | 0;
    rows[row] = (rows[row] ?? 0) + 1;
  }
  let sum = 0;
  for (const row of rows) sum += row * row;
  return sum;
}
