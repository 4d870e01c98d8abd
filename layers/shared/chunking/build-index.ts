import type { EmbeddingAdapter } from '../adapters/embedding/types.ts';
import type { VectorDbAdapter } from '../adapters/vector-db/types.ts';
import { isTaskError } from '../contract/errors.ts';
import type { Line, Page } from '../contract/lines.ts';
import type { DocumentIndex } from '../contract/results.ts';
import type { Task } from '../contract/task.ts';
import type { StageContext } from '../stage.ts';
import { withBoxes } from './chunk-boxes.ts';
import { type Chunk, type ChunkSet, readChunkSet, type VectorInfo, writeChunkSet } from './chunk-set.ts';
import { chunkText, wholeText } from './chunk-text.ts';
import { docIdOf } from './doc-id.ts';
import { embedChunks } from './embed-chunks.ts';
import type { PlannedIndex } from './index-plan.ts';
import type { CountTokens } from './unit.ts';

/** A document as the extraction stage left it. */
export type IndexedDocument = {
  text: string;
  fileHash: string;
  pages: readonly Page[];
  lines: readonly Line[];
};

/**
 * Makes one index, or takes the one that is there. Vectors are written first and `chunks.json` last, so a crash
 * half-way leaves nothing that looks like an index. Under one doc_id chunks are always the same, so making an index
 * again never leaves a reader with chunks of one make and vectors of another.
 */
export async function buildIndex(
  task: Task,
  document: IndexedDocument,
  plan: PlannedIndex,
  ctx: StageContext,
  count: CountTokens,
): Promise<DocumentIndex> {
  const embedding = await ctx.adapters.embedding(plan.embedding);
  const vectorDb = await ctx.adapters.vectorDb(plan.vectorDb);
  const docId = docIdOf({
    ...document,
    chunkSize: plan.size,
    chunkOverlap: plan.overlap,
    embedding: plan.size > 0 ? embedding : null,
    vectorDbProvider: plan.size > 0 ? vectorDb.provider : null,
  });
  const existing = await existingSet(task, docId, plan, ctx);
  const chunks = existing?.chunks ?? makeChunks(document, plan, count);
  const wantsVectors = plan.vectors && chunks.length > 1;
  const isWhole = existing && (!wantsVectors || (await hasVectors(existing, task, vectorDb, embedding)));
  let set = existing;
  if (!set || !isWhole) {
    const fresh: ChunkSet = {
      version: 1,
      doc_id: docId,
      chunk_size: plan.size,
      chunk_overlap: plan.overlap,
      text: document.text,
      chunks,
      vectors: existing?.vectors ?? null,
    };
    if (wantsVectors) fresh.vectors = await storeVectors(fresh, plan, task, embedding, vectorDb, ctx);
    await writeChunkSet(ctx.objects, task.organization_id, fresh);
    set = fresh;
  }
  ctx.log.info('Index ready', {
    doc_id: docId,
    chunks: chunks.length,
    vectors: set.vectors !== null,
    reused: isWhole === true,
  });
  return describe(set, plan, embedding, vectorDb);
}

async function existingSet(
  task: Task,
  docId: string,
  plan: PlannedIndex,
  ctx: StageContext,
): Promise<ChunkSet | undefined> {
  if (plan.reindex) return undefined;
  try {
    return await readChunkSet(ctx.objects, task.organization_id, docId, ctx.signal);
  } catch (error) {
    if (!isTaskError(error) || error.code !== 'index_corrupt') throw error;
    ctx.log.warn('An index could not be read and is made again', { doc_id: docId });
    return undefined;
  }
}

function makeChunks(document: IndexedDocument, plan: PlannedIndex, count: CountTokens): Chunk[] {
  const { text, pages, lines } = document;
  const chunks =
    plan.size === 0 ? [wholeText(text, pages, count)] : [...chunkText(text, pages, plan, count, lines)];
  return withBoxes(chunks, lines);
}

/** Whether this very store still has the vectors; a store that was emptied since does not. */
async function hasVectors(
  { vectors, doc_id }: ChunkSet,
  task: Task,
  vectorDb: VectorDbAdapter,
  { dimensions }: EmbeddingAdapter,
): Promise<boolean> {
  if (!vectors?.stores.includes(vectorDb.id)) return false;
  return (await vectorDb.count({ organization: task.organization_id, docId: doc_id, dimensions })) > 0;
}

async function storeVectors(
  set: ChunkSet,
  plan: PlannedIndex,
  task: Task,
  embedding: EmbeddingAdapter,
  vectorDb: VectorDbAdapter,
  ctx: StageContext,
): Promise<VectorInfo> {
  const job = {
    organization: task.organization_id,
    anew: plan.reindex,
    done: (chunks: number) => ctx.progress(chunks, set.chunks.length, 'chunks'),
  };
  const { rows, fresh, cacheKeys } = await embedChunks(set, embedding, job, ctx);
  ctx.log.info('Chunks embedded', { doc_id: set.doc_id, embedded: fresh, known: rows.length - fresh });
  const scope = {
    organization: task.organization_id,
    docId: set.doc_id,
    dimensions: embedding.dimensions,
  };
  await vectorDb.replace(scope, rows, ctx.signal);
  const { id, provider, model, dimensions, semantic } = embedding;
  const stores = [...new Set([...(set.vectors?.stores ?? []), vectorDb.id])];
  return {
    embedding: id,
    provider,
    model,
    dimensions,
    semantic,
    stores,
    ...(cacheKeys.length > 0 && { cache_keys: cacheKeys }),
  };
}

function describe(
  { doc_id, chunks, vectors }: ChunkSet,
  plan: PlannedIndex,
  embedding: EmbeddingAdapter,
  vectorDb: VectorDbAdapter,
): DocumentIndex {
  return {
    doc_id,
    chunk_count: chunks.length,
    embedding_dimensions: plan.vectors ? (vectors?.dimensions ?? 0) : 0,
    chunk_size: plan.size,
    chunk_overlap: plan.overlap,
    embedding: embedding.id,
    'vector-db': vectorDb.id,
    outputs: plan.outputs,
  };
}
