import * as z from 'zod';
import { permanentError } from '../contract/errors.ts';
import { LINES, resultName } from '../contract/keys.ts';
import { Lines } from '../contract/lines.ts';
import { type DocumentIndex, ExtractionResult } from '../contract/results.ts';
import type { UsageRecord } from '../contract/usage.ts';
import type { Stage, StageContext } from '../stage.ts';
import { readUsage } from '../store/usage.ts';
import { loadTokenCounter } from '../tokens/count-tokens.ts';
import { buildIndex, type IndexedDocument } from './build-index.ts';
import { OutOfTime } from './embed-chunks.ts';
import { planIndexes } from './index-plan.ts';
import { savedEmbeddingUsage } from './saved-steps.ts';

/**
 * The chunking stage: makes the indexes that the run's prompts are answered from (see planIndexes). An index that is
 * there already is not made again, unless an output asks with `reindex`.
 * @throws permanent `text_missing`, `no_text`, `invalid_chunk_settings`, `prompt_too_long`; errors of the adapters.
 */
export const chunkDocument: Stage<'chunking'> = async (task, ctx) => {
  const document = await readDocument(ctx);
  const count = await loadTokenCounter();
  const plans = await planIndexes(task, document.text, ctx, count);
  const indexes: DocumentIndex[] = [];
  try {
    for (const plan of plans) {
      ctx.signal.throwIfAborted();
      indexes.push(await buildIndex(task, document, plan, ctx, count));
    }
  } catch (error) {
    if (!(error instanceof OutOfTime)) throw error;
    return { kind: 'continue', reason: 'The document has more chunks than one invocation can embed.' };
  }
  const chunks = indexes.reduce((sum, index) => sum + index.chunk_count, 0);
  ctx.metrics.add('Chunks', chunks);
  ctx.progress(chunks, chunks, 'chunks');
  const [first] = indexes as [DocumentIndex];
  const { doc_id, chunk_count, embedding_dimensions } = first;
  return {
    kind: 'done',
    result: {
      status: 'success',
      doc_id,
      chunk_count,
      embedding_dimensions,
      indexes,
      usage_records: await wholeBill(ctx),
    },
  };
};

async function readDocument(ctx: StageContext): Promise<IndexedDocument> {
  const [extraction, lines] = await Promise.all([
    ctx.run.read(
      resultName('extraction'),
      z.union([ExtractionResult, z.looseObject({ status: z.string() })]),
    ),
    ctx.run.read(LINES, Lines),
  ]);
  if (!isExtraction(extraction)) {
    throw permanentError(
      'text_missing',
      'The run has no extracted text. Send the message to prompt_extraction, or put extracted_text into it.',
    );
  }
  const { extracted_text: text, metadata } = extraction;
  if (text.trim() === '') {
    throw permanentError('no_text', 'The extracted text is empty; there is nothing to cut into chunks.');
  }
  const pages = lines?.pages ?? [{ page: 1, start: 0, end: text.length }];
  return { text, fileHash: metadata.file_hash, pages, lines: lines?.lines ?? [] };
}

function isExtraction(result: { status: string } | undefined): result is ExtractionResult {
  return result?.status === 'success';
}

/** All that this stage has cost over its rounds and tries, each call once. */
async function wholeBill(ctx: StageContext): Promise<UsageRecord[]> {
  const [earlier, saved] = await Promise.all([readUsage(ctx.run, ctx.stage), savedEmbeddingUsage(ctx)]);
  return [...earlier, ...saved, ...ctx.ledger.rest()];
}
