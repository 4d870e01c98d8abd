/**
 * The host API: all that a plugin may use. A plugin imports nothing of ours at run time (types only); everything
 * comes in through `register(host)`, so that a plugin built against hostApi ^1.0 runs on every 1.x.
 */
import type * as zod from 'zod';
import type { LanguageModel, LlmAdapter } from '../adapters/llm/types.ts';
import type { permanentError, retryableError } from '../contract/errors.ts';
import type { Task } from '../contract/task.ts';
import type { Log } from '../telemetry/log.ts';

/** Raised in its minor part when something is added, in its major part when something changes or goes. */
export const HOST_API_VERSION = '1.0.0';

export type { LanguageModel, LlmAdapter, Task };

/** What a plugin's contribution gets when it works on a run. */
export type PluginRun = {
  task: Task;
  /** The document's extracted text. */
  text: string;
  signal: AbortSignal;
  remainingMs(): number;
  log: Log;
  progress(done: number, total: number, unit: string): void;
  /** The language model of an adapter instance id; its calls are entered in the run's ledger. */
  llm(adapterInstanceId: string): Promise<LlmAdapter>;
  /**
   * Runs `work` once per run and key: its JSON value is saved, and later rounds and retries get the saved value
   * without calling `work` again. It may throw instead of starting `work` when the invocation's time is used up:
   * let that pass, the run goes on in another round.
   */
  checkpoint<T>(key: string, schema: zod.ZodType<T>, work: () => Promise<T>): Promise<T>;
  /** Splits a text into pieces of at most so many tokens, at sentence and paragraph ends. */
  splitText(text: string, maxTokens: number): Promise<string[]>;
  countTokens(text: string): Promise<number>;
};

/** Something a plugin's agent produced in place of the document's own text. */
export type ContextSource = {
  /** E.g. `summarize`. */
  name: string;
  /** The agent that does the work; goes into `agents_used`. */
  agent: string;
  /** Whether this run asks for it. */
  applies(task: Task): boolean;
  /** Makes the text that all prompts of the run are answered from. */
  prepare(run: PluginRun): Promise<{ text: string; warnings: string[] }>;
};

/** An agent that joins the team when its plugin is loaded. */
export type PluginAgent = { name: string; tools: string[]; description: string };

export type PluginHost = {
  apiVersion: string;
  /** The host's own zod, so that schemas of plugin and host fit together. */
  z: typeof zod;
  errors: { permanent: typeof permanentError; retryable: typeof retryableError };
  log: Log;
  registerAgent(agent: PluginAgent): void;
  registerContextSource(source: ContextSource): void;
};

/** What a plugin's entry module exports. */
export type PluginModule = { register(host: PluginHost): void | Promise<void> };
