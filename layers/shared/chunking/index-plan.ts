import { permanentError } from '../contract/errors.ts';
import type { Output } from '../contract/outputs.ts';
import type { Task } from '../contract/task.ts';
import type { StageContext } from '../stage.ts';
import { estimateTokens } from '../tokens/count-tokens.ts';
import { type IndexSettings, indexSettingsOf, needsVectors } from './index-settings.ts';
import { textBudget } from './text-budget.ts';
import type { ChunkSizes, CountTokens } from './unit.ts';

/** One index that a task needs. */
export type PlannedIndex = ChunkSizes & {
  /** Size 0: the whole document is one chunk. */
  size: number;
  /** Adapter instance ids; undefined means the embedded one. */
  embedding: string | undefined;
  vectorDb: string | undefined;
  /** Whether some output's strategy searches vectors. */
  vectors: boolean;
  /** Whether some output asks to make the index again. */
  reindex: boolean;
  /** Names of the outputs that are answered from it. */
  outputs: string[];
};

/** The seed's smart mode: a chunk takes so much of the model's window, an overlap so much of a chunk. */
const WINDOW_SHARE = 0.6;
const OVERLAP_SHARE = 0.1;
/** The seed's sizes where smart chunking is switched off and none are given. */
const MANUAL = { size: 1000, overlap: 100 };
/** Tokens that the embedding models in use take at most (8,191 and more), with room for headings. */
const EMBEDDING_LIMIT = 8000;
/** A smart chunk of fewer tokens says too little to answer from. */
const LEAST_CHUNK = 32;

/**
 * The indexes that a task's active outputs need, one for each distinct (chunk size, overlap, embedding, vector
 * store). An explicit chunk-size is honoured; 0 or none means the whole document where it fits into the window of
 * the prompt's model, otherwise chunks of 60 % of the window – at most what an embedding model takes – with 10 %
 * overlap.
 */
export async function planIndexes(
  task: Task,
  text: string,
  ctx: Pick<StageContext, 'adapters'>,
  count: CountTokens,
): Promise<PlannedIndex[]> {
  const planned = new Map<string, PlannedIndex>();
  const fits = fitsWithin(text, count);
  for (const output of activeOutputs(task)) {
    const settings = indexSettingsOf(output, task.tool_settings);
    const sizes = await sizesFor(task, output, settings, fits, ctx);
    const embedding = await ctx.adapters.embedding(settings.embedding);
    const vectors = sizes.size > 0 && needsVectors(settings.strategy, embedding.semantic);
    add(planned, sizes, settings, vectors, output);
  }
  return planned.size > 0 ? [...planned.values()] : [WHOLE_DOCUMENT];
}

/** Of outputs with the same name the last one counts, as it does for the answers. */
const activeOutputs = ({ outputs }: Task): Output[] => [
  ...new Map(
    outputs.filter(({ active }) => active !== false).map((output) => [output.name, output]),
  ).values(),
];

/** When every output is switched off. */
const WHOLE_DOCUMENT: PlannedIndex = {
  size: 0,
  overlap: 0,
  embedding: undefined,
  vectorDb: undefined,
  vectors: false,
  reindex: false,
  outputs: [],
};

async function sizesFor(
  task: Task,
  output: Output,
  settings: IndexSettings,
  fits: (tokens: number) => boolean,
  ctx: Pick<StageContext, 'adapters'>,
): Promise<ChunkSizes> {
  const { size, overlap } = settings;
  if (size > 0) return checked(output, { size, overlap: overlap ?? Math.floor(size * OVERLAP_SHARE) });
  const llm = await ctx.adapters.llm(settings.llm);
  const budget = textBudget(llm, output, task.tool_settings);
  if (fits(budget)) return { size: 0, overlap: 0 };
  if (task.tool_settings.enable_smart_chunking === false) return MANUAL;
  const smart = smartSize(llm.contextWindow, budget);
  if (smart >= LEAST_CHUNK) return { size: smart, overlap: Math.floor(smart * OVERLAP_SHARE) };
  throw permanentError(
    'prompt_too_long',
    `The prompt "${output.name}" leaves no room for text in the window of ${llm.contextWindow} tokens of "${llm.id}"; shorten it or use a larger model.`,
  );
}

/** Halved until a chunk fits beside the prompt, so that prompts of different lengths still share few indexes. */
function smartSize(contextWindow: number, budget: number): number {
  let size = Math.floor(Math.min(contextWindow * WINDOW_SHARE, EMBEDDING_LIMIT));
  while (size > budget) size = Math.floor(size / 2);
  return size;
}

function checked(output: Output, sizes: ChunkSizes): ChunkSizes {
  if (sizes.overlap < sizes.size) return sizes;
  throw permanentError(
    'invalid_chunk_settings',
    `Output "${output.name}": chunk-overlap (${sizes.overlap}) must be smaller than chunk-size (${sizes.size}).`,
  );
}

function add(
  planned: Map<string, PlannedIndex>,
  sizes: ChunkSizes,
  { embedding, vectorDb }: IndexSettings,
  vectors: boolean,
  output: Output,
): void {
  const whole = sizes.size === 0;
  const key = JSON.stringify(whole ? [] : [sizes.size, sizes.overlap, embedding, vectorDb]);
  const index = planned.get(key) ?? {
    ...sizes,
    embedding: whole ? undefined : embedding,
    vectorDb: whole ? undefined : vectorDb,
    vectors: false,
    reindex: false,
    outputs: [],
  };
  index.vectors ||= vectors;
  index.reindex ||= output.reindex === true;
  index.outputs.push(output.name);
  planned.set(key, index);
}

/** Tells whether the text has at most so many tokens; counts it only where an estimate is too close. */
function fitsWithin(text: string, count: CountTokens): (tokens: number) => boolean {
  let exact: number | undefined;
  let estimate: number | undefined;
  return (tokens) => {
    if (text.length <= tokens / 4) return true;
    estimate ??= estimateTokens(text);
    if (estimate < tokens / 2) return true;
    if (estimate > tokens * 2) return false;
    exact ??= count(text);
    return exact <= tokens;
  };
}
