import * as z from 'zod';
import { StageName } from './identifiers.ts';
import { Box } from './lines.ts';
import { UsageRecord } from './usage.ts';

export const ExtractionResult = z.looseObject({
  status: z.literal('success'),
  extracted_text: z.string(),
  metadata: z.looseObject({
    file_hash: z.string(),
    file_name: z.string(),
    file_type: z.string(),
    file_size: z.int(),
    page_count: z.int(),
    adapter: z.string(),
    warnings: z.array(z.string()),
  }),
});
export type ExtractionResult = z.infer<typeof ExtractionResult>;

/** One index of a document: prompts with the same chunking and adapters share it. */
export const DocumentIndex = z.object({
  doc_id: z.string(),
  chunk_count: z.int(),
  /** 0 when the document is one chunk and no vectors were made. */
  embedding_dimensions: z.int(),
  chunk_size: z.int(),
  chunk_overlap: z.int(),
  embedding: z.string(),
  'vector-db': z.string(),
  /** Names of the outputs that are answered from this index. */
  outputs: z.array(z.string()),
});
export type DocumentIndex = z.infer<typeof DocumentIndex>;

/** The first three fields describe the first index, as the seed had them; `indexes` has all. */
export const ChunkingResult = z.looseObject({
  status: z.literal('success'),
  doc_id: z.string(),
  chunk_count: z.int(),
  embedding_dimensions: z.int(),
  indexes: z.array(DocumentIndex),
  usage_records: z.array(UsageRecord),
});
export type ChunkingResult = z.infer<typeof ChunkingResult>;

/** Where a value stands in the document. */
export const Citation = z.object({
  page: z.int(),
  /** UTF-16 range in `extracted_text`. */
  start: z.int(),
  end: z.int(),
  /** The cited place as the document has it. */
  text: z.string(),
  /** One for each line that the place touches; none where the format has no geometry. */
  boxes: z.array(Box),
  /** Name of the sheet, slide or attachment, where the page has one. */
  page_name: z.string().optional(),
  /** Where it stands in the format's own terms, where there is no box: `B3:F3`, `paragraph 12`. */
  place: z.string().optional(),
  /** 1-based line number in `extracted_text`. */
  line: z.int(),
  /** 0 to 1: how well the value matches the cited text. */
  score: z.number(),
});
export type Citation = z.infer<typeof Citation>;

/** How one answer came about; `metadata.fields[name]`. */
export const FieldReport = z.looseObject({
  /** `incomplete`: cut off or out of time; `failed`: see `error`. */
  status: z.enum(['answered', 'missing', 'incomplete', 'failed', 'skipped']),
  model: z.string().optional(),
  /** 0 to 1. */
  confidence: z.number().min(0).max(1),
  /** Whether the value was found in the text it was answered from; null where there is no value. */
  grounded: z.boolean().nullable(),
  citations: z.array(Citation),
  error: z.object({ code: z.string(), message: z.string() }).optional(),
  warnings: z.array(z.string()).optional(),
});
export type FieldReport = z.infer<typeof FieldReport>;

export const AnswerMetadata = z.looseObject({
  run_id: z.string(),
  file_name: z.string(),
  /** The chunks each prompt was answered from. */
  context: z.record(z.string(), z.array(z.string())),
  required_fields: z.record(z.string(), z.unknown()),
  /** Upstream's highlight items: [page, y, height, page_height] in points; page counts from 0 as upstream's does. */
  highlight_data: z.record(z.string(), z.unknown()),
  line_numbers: z.record(z.string(), z.unknown()),
  confidence_data: z.record(z.string(), z.unknown()),
  fields: z.record(z.string(), FieldReport),
  /** Names of outputs that have no full answer because of a limit or a failure. */
  incomplete_fields: z.array(z.string()),
  warnings: z.array(z.string()),
  /** What is installed, and what was asked for but is not. */
  capabilities: z.looseObject({ plugins: z.array(z.string()), missing: z.array(z.string()) }),
});
export type AnswerMetadata = z.infer<typeof AnswerMetadata>;

export const AutogenResult = z.looseObject({
  status: z.literal('success'),
  results: z.object({
    output: z.record(z.string(), z.unknown()),
    metadata: AnswerMetadata,
    /** Seconds by step: `{name: {context_retrieval: {"time_taken(s)": 0.1}, extraction_llm: {…}}}`. */
    metrics: z.record(z.string(), z.unknown()),
  }),
  agents_used: z.array(z.string()),
  usage_records: z.array(UsageRecord),
});
export type AutogenResult = z.infer<typeof AutogenResult>;

/** Upstream's result item, one for each metric of each prompt. */
export const EvaluationItem = z.looseObject({
  release: z.string(),
  id: z.string(),
  type: z.enum(['quality', 'security', 'guidance']),
  name: z.string(),
  value: z.union([z.string(), z.number(), z.boolean()]).nullable(),
  status: z.enum(['passed', 'failed', 'disabled']),
  feedback: z.string(),
});
export type EvaluationItem = z.infer<typeof EvaluationItem>;

export const EvaluationResult = z.looseObject({
  status: z.literal('success'),
  evaluation: z.object({
    fields: z.record(z.string(), z.array(EvaluationItem)),
    /** Means over all scored fields, 0 to 1, null where nothing could be scored. */
    summary: z.record(z.string(), z.number().nullable()),
    /** Failed answers that count as null, where `eval_settings` asks for it (`exclude_failed`, on by default). */
    excluded_fields: z.array(z.string()).optional(),
  }),
});
export type EvaluationResult = z.infer<typeof EvaluationResult>;

export const ErrorResult = z.looseObject({
  status: z.literal('error'),
  error: z.string(),
  code: z.string(),
  retryable: z.boolean(),
  stage: StageName,
  attempts: z.int(),
});
export type ErrorResult = z.infer<typeof ErrorResult>;

/** The success result of each stage. */
export const STAGE_RESULTS = {
  extraction: ExtractionResult,
  chunking: ChunkingResult,
  autogen: AutogenResult,
  evaluation: EvaluationResult,
} as const;

/** What a stage's result document may hold. */
export type StageResult<S extends StageName = StageName> = z.infer<(typeof STAGE_RESULTS)[S]>;
