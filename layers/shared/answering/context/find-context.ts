import * as z from 'zod';
import type { Checkpoints } from '../../agents/checkpoints.ts';
import type { Task } from '../../contract/task.ts';
import type { RetrievalStrategy } from '../../contract/tool-settings.ts';
import type { StageContext } from '../../stage.ts';
import type { EffectiveOutput } from '../effective-output.ts';
import type { LoadedDocument } from './load-document.ts';
import { Passage } from './passage.ts';

/** What a prompt is answered from. */
export type PromptContext = {
  text: string;
  /** Absent when `text` is the whole document (or what stands in for it). */
  passages?: Passage[];
  warnings: string[];
};

/** Upstream's default. */
const TOP_K = 3;
const DEFAULT_STRATEGY: RetrievalStrategy = 'hybrid';
const Retrieved = z.object({ passages: z.array(Passage), warnings: z.array(z.string()) });

/**
 * Finds the context of one prompt: the whole document when it was not cut into chunks, otherwise the passages that
 * its retrieval strategy finds. A retrieval that was paid for is saved, so that a later try does not pay again.
 */
export async function findContext(
  output: EffectiveOutput,
  question: string,
  {
    task,
    document,
    ctx,
    checkpoints,
  }: {
    task: Task;
    document: LoadedDocument;
    ctx: StageContext;
    checkpoints: Checkpoints;
  },
): Promise<PromptContext> {
  const index = document.chunking?.indexes.find((one) => one.outputs.includes(output.name));
  if (!index || (index.chunk_count <= 1 && index.embedding_dimensions === 0))
    return { text: document.text, warnings: [] };
  const request = {
    task,
    output,
    index,
    question,
    topK: output['similarity-top-k'] ?? TOP_K,
    strategy: output['retrieval-strategy'] ?? DEFAULT_STRATEGY,
  };
  const { passages, warnings } = await checkpoints.step(
    { kind: 'retrieval', name: output.name },
    Retrieved,
    async () => {
      const { retrieve } = await import('../../retrieval/retrieve.ts');
      return retrieve(request, ctx);
    },
    (_found, usage) => usage.length > 0,
  );
  const text = passages.map((passage) => (passage.header ?? '') + passage.text).join('\n\n');
  return { text, passages, warnings };
}
