import type { OutputType } from '../../contract/outputs.ts';
import type { UsageRecord } from '../../contract/usage.ts';

/** A JSON Schema, as providers take it for structured output. */
export type JsonSchema = Record<string, unknown>;

export type CompletionRequest = {
  /** Why the model is called, for the ledger. */
  reason: NonNullable<UsageRecord['llm_usage_reason']>;
  /** The output name the call is for, for the ledger. */
  promptName?: string;
  system?: string;
  /** The stable part of the prompt (context), first, so that providers can cache it. */
  prefix?: string;
  prompt: string;
  /** Asks for JSON of this schema; `object` of the reply is then the parsed value, not yet validated. */
  schema?: JsonSchema | undefined;
  maxTokens?: number;
  temperature?: number;
  signal?: AbortSignal;
};

export type Completion = {
  text: string;
  /** The parsed JSON where a schema was asked for and the text is JSON; undefined otherwise. */
  object?: unknown;
  /** True when `object` needed repair to parse. */
  repaired?: boolean;
  finishReason: 'stop' | 'length' | 'content-filter' | 'other';
  model: string;
};

type LlmIdentity = {
  /** Adapter instance id, as the message names it. */
  id: string;
  provider: string;
  model: string;
  /** Tokens of prompt and answer together. */
  contextWindow: number;
  /** Tokens an answer may have. */
  maxOutputTokens: number;
};

/**
 * A language model. `complete` makes exactly one HTTP call (SQS redelivery owns retries), enters it in the ledger
 * whether it succeeds or fails, and throws TaskErrors: `llm_rate_limited` (throttled, with retryAfter),
 * `llm_unavailable`, `llm_timeout` (retryable), `llm_auth_failed`, `llm_request_refused` (permanent).
 */
export type LanguageModel = LlmIdentity & {
  kind: 'model';
  complete(request: CompletionRequest): Promise<Completion>;
};

/** One question put to a reader. */
export type ReaderQuestion = { name: string; prompt: string; type: OutputType; text: string };

/**
 * An answerer that is not a language model: looks labels, values and table cells up in layout text.
 * `value` is the text as it stands in the document; `start`/`end` its range in `question.text`.
 */
export type TextReader = LlmIdentity & {
  kind: 'reader';
  read(question: ReaderQuestion): { value: string; start: number; end: number; confidence: number } | null;
};

export type LlmAdapter = LanguageModel | TextReader;
