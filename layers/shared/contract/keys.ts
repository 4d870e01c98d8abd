import type { StageName } from './identifiers.ts';

/** Where things stand in the bucket; clients in other languages build the same keys. */
export const RUNS_PREFIX = 'runs/';
export const INDEXES_PREFIX = 'indexes/';
/** Vectors of chunks by content, shared by the documents of an organisation; all of it can be made again. */
export const EMBEDDINGS_PREFIX = 'embeddings/';
export const PAYLOADS_PREFIX = 'payloads/';
/** Documents on their way to Amazon Textract; what a killed run leaves goes with the bucket's lifecycle. */
export const TEXTRACT_PREFIX = `${PAYLOADS_PREFIX}textract/`;

/** `runs/<organization>/<run>/` */
export function runPrefix(organizationId: string, runId: string): string {
  return `${RUNS_PREFIX}${organizationId}/${runId}/`;
}

/** Names inside a run's folder. */
export const RUN_MANIFEST = 'run.json';
export const LINES = 'lines.json';
export const resultName = (stage: StageName): string => `${stage}.json`;
export const claimName = (stage: StageName): string => `${stage}/claim.json`;
export const progressName = (stage: StageName): string => `${stage}/progress.json`;
/** Saved steps of a stage; `step` is made safe for a key by the caller. */
export const checkpointPrefix = (stage: StageName): string => `${stage}/checkpoints/`;
/** Usage of calls that no checkpoint holds, one file a try. */
export const usagePrefix = (stage: StageName): string => `${stage}/usage/`;

/** `embeddings/<organization>/` */
export function embeddingCachePrefix(organizationId: string): string {
  return `${EMBEDDINGS_PREFIX}${organizationId}/`;
}

/** `indexes/<organization>/<doc_id>/` */
export function indexPrefix(organizationId: string, docId: string): string {
  return `${INDEXES_PREFIX}${organizationId}/${docId}/`;
}
