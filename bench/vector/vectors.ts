import { randomNumbers } from '../random-numbers.ts';

/** How many vectors of which length, and how they are spread over documents. */
export type Shape = { rows: number; dimensions: number; queries: number };

/** Clusters lie in a space of so few dimensions, as embeddings of one kind of text do (LIBRARIES.md §4). */
const RANK = 32;
const CLUSTERS = 200;

/** The filtered query is for one document of a hundred: one row in a hundred. */
export const DOCUMENTS = 100;

export type Vectors = { data: Float32Array; queries: Float32Array[] };

/** Low-rank clustered vectors of length 1, the same on every machine; queries come from the same clusters. */
export function makeVectors({ rows, dimensions, queries }: Shape): Vectors {
  const random = randomNumbers(42);
  const basis = gaussians(random, RANK * dimensions);
  const centres = gaussians(random, CLUSTERS * RANK);
  const data = new Float32Array(rows * dimensions);
  const one = () => {
    const cluster = Math.floor(random() * CLUSTERS) * RANK;
    const point = new Float32Array(dimensions);
    for (let r = 0; r < RANK; r++) {
      const weight = (centres[cluster + r] as number) + 0.5 * gaussian(random);
      for (let i = 0; i < dimensions; i++)
        point[i] = (point[i] as number) + weight * (basis[r * dimensions + i] as number);
    }
    let squares = 0;
    for (const value of point) squares += value * value;
    const length = Math.sqrt(squares);
    return point.map((value) => value / length);
  };
  for (let row = 0; row < rows; row++) data.set(one(), row * dimensions);
  return { data, queries: Array.from({ length: queries }, one) };
}

/** The documents of a set: consecutive rows. */
export const documentOf = (row: number, rows: number): number => Math.floor((row * DOCUMENTS) / rows);

/** The exact nearest rows, by which the answers are judged. */
export function exactNearest(
  data: Float32Array,
  query: Float32Array,
  most: number,
  from = 0,
  to = data.length / query.length,
): number[] {
  const width = query.length;
  const scores: [row: number, score: number][] = [];
  for (let row = from; row < to; row++) {
    let dot = 0;
    for (let i = 0; i < width; i++) dot += (data[row * width + i] as number) * (query[i] as number);
    scores.push([row, dot]);
  }
  return scores
    .sort((a, b) => b[1] - a[1])
    .slice(0, most)
    .map(([row]) => row);
}

/** Box and Muller's transform. */
const gaussian = (random: () => number) =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

const gaussians = (random: () => number, count: number) =>
  Float32Array.from({ length: count }, () => gaussian(random));
