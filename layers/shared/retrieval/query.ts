import type { Output } from '../contract/outputs.ts';
import type { DocumentIndex } from '../contract/results.ts';
import type { Task } from '../contract/task.ts';
import type { RetrievalStrategy } from '../contract/tool-settings.ts';
import type { StageContext } from '../stage.ts';
import type { Found } from './hits.ts';
import type { LoadedIndex } from './loaded-index.ts';

/** What is looked for. */
export type RetrievalRequest = {
  task: Task;
  /** With or without the tool's defaults merged in; both mean the same here. */
  output: Output;
  /** The index of the chunking result that holds the output's name. */
  index: DocumentIndex;
  question: string;
  topK: number;
  strategy: RetrievalStrategy;
};

/** A request on its loaded index. */
export type Query = {
  request: RetrievalRequest;
  question: string;
  topK: number;
  index: LoadedIndex;
  ctx: Pick<StageContext, 'adapters' | 'signal' | 'log'>;
};

/** Finds the best pieces for a question, at most `topK`, best first. */
export type Strategy = (query: Query) => Promise<Found>;

/** Hits of a query that every store can give; Amazon S3 Vectors gives no more. */
const MOST_DEPTH = 100;

/** How deep each arm of a fusion looks. */
export const depthOf = (topK: number) => Math.max(topK, Math.min(MOST_DEPTH, Math.max(50, 10 * topK)));
