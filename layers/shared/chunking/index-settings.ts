import type { Output } from '../contract/outputs.ts';
import type { RetrievalStrategy, ToolSettings } from '../contract/tool-settings.ts';

/** What runs when a message names no retrieval strategy. */
export const DEFAULT_STRATEGY: RetrievalStrategy = 'hybrid';

/** An output's settings as far as they decide about its index; the tool's where it has none of its own. */
export type IndexSettings = {
  size: number;
  overlap: number | undefined;
  embedding: string | undefined;
  vectorDb: string | undefined;
  llm: string | undefined;
  strategy: RetrievalStrategy;
};

export function indexSettingsOf(output: Output, tool: ToolSettings): IndexSettings {
  return {
    size: output['chunk-size'] ?? tool['chunk-size'] ?? 0,
    overlap: output['chunk-overlap'] ?? tool['chunk-overlap'],
    embedding: output.embedding ?? tool.embedding,
    vectorDb: output['vector-db'] ?? tool['vector-db'],
    llm: output.llm ?? tool.llm,
    strategy: output['retrieval-strategy'] ?? tool['retrieval-strategy'] ?? DEFAULT_STRATEGY,
  };
}

/** Strategies that search vectors only when they tell more than words do. */
const FUSED: ReadonlySet<RetrievalStrategy> = new Set([
  'hybrid',
  'fusion',
  'recursive',
  'automerging',
  'router',
  'subquestion',
]);

/**
 * Whether a strategy needs vectors of this kind. `simple` is a vector search and always does, `keyword_table` never;
 * the others take words alone where the embedding finds nothing but equal words (LIBRARIES: fusing it hurts).
 */
export const needsVectors = (strategy: RetrievalStrategy, semantic: boolean): boolean =>
  strategy === 'simple' || (semantic && FUSED.has(strategy));
