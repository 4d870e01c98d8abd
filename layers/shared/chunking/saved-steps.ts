import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { EmbeddingAdapter } from '../adapters/embedding/types.ts';
import { checkpointPrefix } from '../contract/keys.ts';
import { UsageRecord } from '../contract/usage.ts';
import type { StageContext } from '../stage.ts';
import { modelKey, sha256 } from './content-key.ts';

/** Vectors that were paid for in this run, saved with what they cost in one object. */
const SavedStep = z.object({
  /** See modelKey; absent in what an earlier version saved. */
  model: z.string().optional(),
  /** Content keys, one a vector. */
  keys: z.array(z.string()).optional(),
  vectors: z.string(),
  usage_records: z.array(UsageRecord),
  /** Names the one write that made it. */
  saved_by: z.string().optional(),
});

/** Vectors by content key. */
export type Vectors = Map<string, Float32Array>;

/** All vectors of this embedding that the run has paid for. */
export async function savedVectors(embedding: EmbeddingAdapter, ctx: StageContext): Promise<Vectors> {
  const known: Vectors = new Map();
  const model = modelKey(embedding);
  for (const name of await stepNames(ctx)) {
    const step = await ctx.run.read(name, SavedStep);
    if (!step?.keys || step.model !== model) continue;
    const vectors = decode(step.vectors, embedding.dimensions, step.keys.length) ?? [];
    for (const [i, vector] of vectors.entries()) known.set(step.keys[i] as string, vector);
  }
  return known;
}

/** What all saved steps of the run have cost. */
export async function savedEmbeddingUsage(ctx: StageContext): Promise<UsageRecord[]> {
  const steps = await Promise.all((await stepNames(ctx)).map((name) => ctx.run.read(name, SavedStep)));
  return steps.flatMap((step) => step?.usage_records ?? []);
}

/** False when another worker had saved the step. Ours stands there, too, when the SDK repeated a write. */
export async function saveStep(
  vectors: Vectors,
  usage: readonly UsageRecord[],
  embedding: EmbeddingAdapter,
  { run, stage }: Pick<StageContext, 'run' | 'stage'>,
): Promise<boolean> {
  const model = modelKey(embedding);
  const keys = [...vectors.keys()];
  const name = `${checkpointPrefix(stage)}embed-${sha256(JSON.stringify([model, keys])).slice(0, 40)}.json`;
  const saved_by = randomUUID();
  const step = { model, keys, vectors: encode([...vectors.values()]), usage_records: [...usage], saved_by };
  if (await run.create(name, step)) return true;
  return (await run.read(name, SavedStep))?.saved_by === saved_by;
}

const stepNames = ({ run, stage }: Pick<StageContext, 'run' | 'stage'>) =>
  run.list(`${checkpointPrefix(stage)}embed-`);

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
