import type { EmbeddingAdapter } from '../adapters/embedding/types.ts';
import type { VectorRow } from '../adapters/vector-db/types.ts';
import { isTaskError, permanentError } from '../contract/errors.ts';
import type { StageContext } from '../stage.ts';
import type { Chunk, ChunkSet } from './chunk-set.ts';
import { contentKey } from './content-key.ts';
import { NOTHING_CACHED, readEmbeddingCache, writeEmbeddingCache } from './embedding-cache.ts';
import { savedVectors, saveStep, type Vectors } from './saved-steps.ts';
import { searchableText } from './searchable-text.ts';
import { vectorId } from './vector-id.ts';

/**
 * What is embedded and saved together, and so can be lost to a crash: at most so many chunks, so many requests, so
 * many tokens. Small enough that a provider who throttles hard lets each step through some time.
 */
const STEP = { chunks: 256, requests: 32, tokens: 200_000 };

/** Milliseconds left under which no further step is begun; another invocation goes on from the saved ones. */
const LEAST_TIME = 30_000;

/** There is no time for all chunks in this invocation; what is embedded so far is saved. */
export class OutOfTime extends Error {}

export type Embedded = {
  rows: VectorRow[];
  /** Chunks that had to be embedded now; the others were known. */
  fresh: number;
  /** Keys of the cache's objects that hold something of this document. */
  cacheKeys: string[];
};

/** Whose chunks they are; `anew` takes no vectors of earlier runs. */
export type EmbeddingJob = { organization: string; anew: boolean; done(chunks: number): void };

/**
 * The vectors of all chunks: those that this run has paid for already, those of the organisation's cache, and the
 * rest from the model. Each paid step is saved in the run's folder, what a failed step was answered too, so that a
 * retry pays only for what is missing; a step that fails for good leaves what was paid in the cache.
 * @throws OutOfTime when some steps are saved and the rest needs another invocation.
 */
export async function embedChunks(
  set: Pick<ChunkSet, 'text' | 'chunks'>,
  embedding: EmbeddingAdapter,
  { organization, anew, done }: EmbeddingJob,
  ctx: StageContext,
): Promise<Embedded> {
  const keys = set.chunks.map((chunk) => contentKey(searchableText(set, chunk)));
  const vectors = await savedVectors(embedding, ctx);
  // An embedding without a model costs less than looking up what it has made.
  const caches = embedding.semantic;
  const cached =
    caches && !anew
      ? await orElse(readEmbeddingCache(keys, embedding, organization, ctx), NOTHING_CACHED, ctx)
      : NOTHING_CACHED;
  for (const [key, vector] of cached.vectors) if (!vectors.has(key)) vectors.set(key, vector);
  const remember = async () =>
    caches ? orElse(writeEmbeddingCache(keys, vectors, cached, embedding, organization, ctx), [], ctx) : [];

  const missing = missingChunks(set.chunks, keys, vectors);
  done(set.chunks.length - missing.size);
  try {
    await embedMissing(set, missing, vectors, embedding, ctx, () =>
      done(keys.filter((key) => vectors.has(key)).length),
    );
  } catch (error) {
    if (!(error instanceof OutOfTime) && !ctx.signal.aborted) await remember();
    throw error;
  }
  const rows = set.chunks.map((chunk, i) => ({
    id: vectorId(chunk),
    vector: vectors.get(keys[i] as string) as Float32Array,
  }));
  return { rows, fresh: missing.size, cacheKeys: await remember() };
}

/** The cache saves money and is not needed: a bucket that refuses its prefix must not fail a run. */
async function orElse<T>(work: Promise<T>, otherwise: T, { signal, log }: StageContext): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (signal.aborted || !isTaskError(error)) throw error;
    log.warn('The embedding cache does not work', { code: error.code });
    return otherwise;
  }
}

/** By content key; of chunks with the same text one. */
function missingChunks(
  chunks: readonly Chunk[],
  keys: readonly string[],
  known: Vectors,
): Map<string, Chunk> {
  const missing = new Map<string, Chunk>();
  for (const [i, key] of keys.entries()) if (!known.has(key)) missing.set(key, chunks[i] as Chunk);
  return missing;
}

async function embedMissing(
  set: Pick<ChunkSet, 'text'>,
  missing: ReadonlyMap<string, Chunk>,
  vectors: Vectors,
  embedding: EmbeddingAdapter,
  ctx: StageContext,
  done: () => void,
): Promise<void> {
  let paid = false;
  for (const step of steps([...missing], embedding)) {
    ctx.signal.throwIfAborted();
    if (paid && ctx.remainingMs() < LEAST_TIME) throw new OutOfTime();
    const texts = new Map(step.map(([key, chunk]) => [key, searchableText(set, chunk)]));
    for (const [key, vector] of await embedStep(texts, embedding, ctx)) vectors.set(key, vector);
    paid = true;
    done();
  }
}

function* steps(
  chunks: readonly [key: string, chunk: Chunk][],
  { textsPerCall }: EmbeddingAdapter,
): Generator<[string, Chunk][]> {
  const most = Math.min(STEP.chunks, STEP.requests * textsPerCall);
  let step: [string, Chunk][] = [];
  let tokens = 0;
  for (const entry of chunks) {
    const size = entry[1].tokens;
    if (step.length > 0 && (step.length >= most || tokens + size > STEP.tokens)) {
      yield step;
      step = [];
      tokens = 0;
    }
    step.push(entry);
    tokens += size;
  }
  if (step.length > 0) yield step;
}

/** Embeds and saves; when the model fails half-way, saves what was answered and throws. */
async function embedStep(
  texts: ReadonlyMap<string, string>,
  embedding: EmbeddingAdapter,
  ctx: StageContext,
): Promise<Vectors> {
  const keys = [...texts.keys()];
  const answered: Vectors = new Map();
  const outcome = await ctx.ledger.hold(async (usage) => {
    const failure = await embedding
      .embed([...texts.values()], ctx.signal, 'document', (from, some) => {
        for (const [i, vector] of some.entries()) answered.set(keys[from + i] as string, vector);
      })
      .then(
        (all) => {
          for (const [i, vector] of checked(all, keys.length, embedding).entries())
            answered.set(keys[i] as string, vector);
        },
        (error: unknown) => ({ error }),
      );
    // A free step is cheaper to repeat than to save.
    const saves = usage.length > 0 && answered.size > 0;
    return { value: failure, held: saves && (await saveStep(answered, usage, embedding, ctx)) };
  });
  if (outcome) throw outcome.error;
  return answered;
}

function checked(vectors: Float32Array[], count: number, { id, dimensions }: EmbeddingAdapter) {
  if (vectors.length === count && vectors.every((vector) => vector.length === dimensions)) return vectors;
  throw permanentError(
    'embedding_invalid_reply',
    `The embedding "${id}" did not answer with ${count} vectors of ${dimensions} dimensions.`,
  );
}
