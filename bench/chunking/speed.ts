import { type Chunker, ours, recursive } from './chunkers.ts';
import type { Corpus } from './corpora.ts';

const ROUNDS = 7;
const SIZE = 400;
/** Characters a round chunks at least, so that the clock is fine enough. */
const LEAST = 2_000_000;

export type Speed = { mb_per_s: number; rounds: number[] };

/** Megabytes a second, warm, alternating; the text is repeated until a round takes long enough. */
export async function measureSpeed(
  corpora: readonly Corpus[],
): Promise<{ ours: Speed; langchain: Speed; ratio: number }> {
  const all = corpora.map(({ text }) => text).join('\n\n');
  const text = all.repeat(Math.ceil(LEAST / all.length));
  const rounds: { ours: number[]; langchain: number[] } = { ours: [], langchain: [] };
  for (let round = 0; round <= ROUNDS; round++) {
    const [first, second] = [await time(ours(SIZE, 0), text), await time(recursive(SIZE, 0), text)];
    if (round === 0) continue;
    rounds.ours.push(first);
    rounds.langchain.push(second);
  }
  const [mine, peer] = [median(rounds.ours), median(rounds.langchain)];
  return {
    ours: { mb_per_s: mine, rounds: rounds.ours },
    langchain: { mb_per_s: peer, rounds: rounds.langchain },
    ratio: Math.round((mine / peer) * 100) / 100,
  };
}

async function time(chunker: Chunker, text: string): Promise<number> {
  const started = performance.now();
  await chunker(text);
  return Math.round(text.length / 10 / (performance.now() - started)) / 100;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
