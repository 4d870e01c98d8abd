import { createHash, randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { EmbeddingAdapter } from '../adapters/embedding/types.ts';
import type { VectorRow } from '../adapters/vector-db/types.ts';
import { permanentError } from '../contract/errors.ts';
import { checkpointPrefix } from '../contract/keys.ts';
import { UsageRecord } from '../contract/usage.ts';
import type { StageContext } from '../stage.ts';
import type { Chunk, ChunkSet } from './chunk-set.ts';
import { searchableText } from './searchable-text.ts';

/**
 * What is embedded and saved together, and so can be lost to a crash or a failed call: at most so many chunks, so many
 * requests, so many tokens. Small enough that a provider who throttles hard lets each step through some time.
 */
const STEP = { chunks: 256, requests: 32, tokens: 200_000 };

/** Milliseconds left under which no further step is begun; another invocation goes on from the saved ones. */
const LEAST_TIME = 30_000;

/** Vectors that were paid for, saved with what they cost in one object. */
const SavedVectors = z.object({
  vectors: z.string(),
  usage_records: z.array(UsageRecord),
  /** Names the one write that made it. */
  saved_by: z.string().optional(),
});

/** There is no time for all chunks in this invocation; what is embedded so far is saved. */
export class OutOfTime extends Error {}

/**
 * Embeds all chunks. Each paid step is saved in the run's folder, so that a retry after a crash pays only for what
 * is missing.
 * @param done Called with the number of chunks that have their vectors.
 * @throws OutOfTime when some steps are saved and the rest needs another invocation.
 */
export async function embedChunks(
  set: Pick<ChunkSet, 'text' | 'chunks'>,
  embedding: EmbeddingAdapter,
  ctx: StageContext,
  done: (chunks: number) => void,
): Promise<VectorRow[]> {
  const rows: VectorRow[] = [];
  let paid = false;
  for (const chunks of steps(set.chunks, embedding)) {
    ctx.signal.throwIfAborted();
    const texts = chunks.map((chunk) => searchableText(set, chunk));
    const name = stepName(embedding, texts);
    let vectors = await readStep(name, embedding, texts.length, ctx);
    if (!vectors) {
      if (paid && ctx.remainingMs() < LEAST_TIME) throw new OutOfTime();
      vectors = await embedStep(name, embedding, texts, ctx);
      paid = true;
    }
    for (const [i, vector] of vectors.entries()) rows.push({ id: chunks[i]?.id ?? '', vector });
    done(rows.length);
  }
  return rows;
}

function* steps(chunks: readonly Chunk[], { textsPerCall }: EmbeddingAdapter): Generator<Chunk[]> {
  const most = Math.min(STEP.chunks, STEP.requests * textsPerCall);
  let step: Chunk[] = [];
  let tokens = 0;
  for (const chunk of chunks) {
    if (step.length > 0 && (step.length >= most || tokens + chunk.tokens > STEP.tokens)) {
      yield step;
      step = [];
      tokens = 0;
    }
    step.push(chunk);
    tokens += chunk.tokens;
  }
  if (step.length > 0) yield step;
}

/** What all saved steps of the run have cost. */
export async function savedEmbeddingUsage(ctx: StageContext): Promise<UsageRecord[]> {
  const names = await ctx.run.list(`${checkpointPrefix(ctx.stage)}embed-`);
  const steps = await Promise.all(names.map((name) => ctx.run.read(name, SavedVectors)));
  return steps.flatMap((step) => step?.usage_records ?? []);
}

function stepName({ provider, model, dimensions }: EmbeddingAdapter, texts: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify([provider, model, dimensions, texts]));
  return `embed-${hash.digest('hex').slice(0, 40)}.json`;
}

async function readStep(
  name: string,
  { dimensions }: EmbeddingAdapter,
  count: number,
  ctx: StageContext,
): Promise<Float32Array[] | undefined> {
  const saved = await ctx.run.read(checkpointPrefix(ctx.stage) + name, SavedVectors);
  return saved && decode(saved.vectors, dimensions, count);
}

async function embedStep(
  name: string,
  embedding: EmbeddingAdapter,
  texts: readonly string[],
  ctx: StageContext,
): Promise<Float32Array[]> {
  return ctx.ledger.hold(async (usage) => {
    const vectors = checked(await embedding.embed(texts, ctx.signal), texts.length, embedding);
    // A free step is cheaper to repeat than to save.
    if (usage.length === 0) return { value: vectors, held: false };
    const step = { vectors: encode(vectors), usage_records: [...usage], saved_by: randomUUID() };
    return { value: vectors, held: await saveStep(checkpointPrefix(ctx.stage) + name, step, ctx) };
  });
}

/** False when another worker had saved the step. Ours stands there, too, when the SDK repeated a write. */
async function saveStep(
  name: string,
  step: z.infer<typeof SavedVectors>,
  { run }: Pick<StageContext, 'run'>,
): Promise<boolean> {
  if (await run.create(name, step)) return true;
  return (await run.read(name, SavedVectors))?.saved_by === step.saved_by;
}

function checked(vectors: Float32Array[], count: number, { id, dimensions }: EmbeddingAdapter) {
  if (vectors.length === count && vectors.every((vector) => vector.length === dimensions)) return vectors;
  throw permanentError(
    'embedding_invalid_reply',
    `The embedding "${id}" did not answer with ${count} vectors of ${dimensions} dimensions.`,
  );
}

/** float32, little-endian, row after row, in base64. */
function encode(vectors: readonly Float32Array[]): string {
  const dimensions = vectors[0]?.length ?? 0;
  const bytes = Buffer.alloc(vectors.length * dimensions * 4);
  let at = 0;
  for (const vector of vectors) for (const value of vector) at = bytes.writeFloatLE(value, at);
  return bytes.toString('base64');
}

function decode(encoded: string, dimensions: number, count: number): Float32Array[] | undefined {
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes.length !== count * dimensions * 4) return undefined;
  return Array.from({ length: count }, (_, row) =>
    Float32Array.from({ length: dimensions }, (_, i) => bytes.readFloatLE((row * dimensions + i) * 4)),
  );
}
