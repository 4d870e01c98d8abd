import { lexicalHits } from '#shared/retrieval/hits.ts';
import { indexOf, type Piece } from './arms.ts';

export type ScaleRow = {
  'text MB': number;
  'build ms': number;
  'query ms': number;
  'index MB': number;
};

const QUESTIONS = 50;

/** The lexical arm in the function: chunks of 300 words as they are distributed in texts (Zipf), a tenth numbers. */
export function scaleRows(): Record<string, ScaleRow> {
  const rows: Record<string, ScaleRow> = {};
  for (const chunks of [100, 1000, 10_000]) rows[`${chunks} chunks`] = measure(chunks);
  return rows;
}

function measure(count: number): ScaleRow {
  const random = generator(count);
  const pieces: Piece[] = Array.from({ length: count }, () => ({ text: words(random, 300) }));
  const bytes = pieces.reduce((sum, { text }) => sum + text.length, 0);
  const index = indexOf(pieces);
  const before = memory();
  const started = performance.now();
  index.lexical();
  const built = performance.now();
  const used = memory() - before;
  const questions = Array.from({ length: QUESTIONS }, () => words(random, 12));
  const asked = performance.now();
  for (const question of questions) lexicalHits(index, question, 50);
  return {
    'text MB': rounded(bytes / 1e6),
    'build ms': Math.round(built - started),
    'query ms': rounded((performance.now() - asked) / QUESTIONS),
    'index MB': rounded(used / 1e6),
  };
}

/** Bytes of heap and arrays in use. Without `--expose-gc` garbage is counted too. */
function memory(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

const VOCABULARY = 50_000;

function words(random: () => number, count: number): string {
  return Array.from({ length: count }, () =>
    random() < 0.1 ? (random() * 10_000).toFixed(1) : nameOf(Math.floor(VOCABULARY ** random())),
  ).join(' ');
}

/** A word of letters for each rank. */
const nameOf = (rank: number) =>
  `w${rank.toString(26).replace(/\d/g, (digit) => 'qrstuvwxyz'[Number(digit)] ?? '')}`;

/** Lehmer's generator: the same words every time. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const rounded = (value: number) => Math.round(value * 10) / 10;
