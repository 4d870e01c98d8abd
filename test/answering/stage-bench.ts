import { randomUUID } from 'node:crypto';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { createAdapterRegistry } from '#shared/adapters/create-registry.ts';
import type { Completion, CompletionRequest, LanguageModel, LlmAdapter } from '#shared/adapters/llm/types.ts';
import type { AdapterRegistry } from '#shared/adapters/registry.ts';
import { answerPrompts } from '#shared/answering/answer-prompts.ts';
import { chunkDocument } from '#shared/chunking/chunk-document.ts';
import { isTaskError } from '#shared/contract/errors.ts';
import type { AutogenResult } from '#shared/contract/results.ts';
import type { Task } from '#shared/contract/task.ts';
import type { UsageRecord } from '#shared/contract/usage.ts';
import { NO_PLUGINS } from '#shared/plugins/plugin-set.ts';
import { limitsOf } from '#shared/runtime/limits.ts';
import type { StageContext } from '#shared/stage.ts';
import { runFolder } from '#shared/store/run-folder.ts';
import { s3ObjectStore } from '#shared/store/s3-objects.ts';
import { saveUsage } from '#shared/store/usage.ts';
import type { Ledger } from '#shared/telemetry/ledger.ts';
import { createLedger } from '#shared/telemetry/ledger.ts';
import { type EmbeddedAws, startEmbeddedAws } from '../../local/embedded-aws.ts';

/** What a test sets for one try. */
type Try = Partial<Omit<StageContext, 'metrics'>> & {
  model?: LlmAdapter | undefined;
  /** Adapters that enter their calls in this try's ledger. */
  registry?: (ledger: Ledger) => AdapterRegistry;
};

/** Runs of the autogen stage over a real S3 (embedded), each try with a ledger of its own, as the runtime does it. */
export type StageBench = {
  /** One try; throws what the stage throws, after saving what the try has paid for. */
  attempt(more?: Try): ReturnType<typeof answerPrompts>;
  /** A try that must end with a result. */
  finish(more?: Try): Promise<AutogenResult>;
  /** Runs the chunking stage before, as the pipeline does. */
  chunk(): Promise<void>;
  run: StageContext['run'];
  objects: StageContext['objects'];
  metrics: Map<string, number>;
};

export async function openBench(): Promise<{
  bench(task: Partial<Task> & { text?: string }): Promise<StageBench>;
  close(): Promise<void>;
}> {
  const aws: EmbeddedAws = await startEmbeddedAws();
  const client = new S3Client({
    endpoint: aws.endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  await client.send(new CreateBucketCommand({ Bucket: 'answers' }));
  const objects = s3ObjectStore({ client, bucket: 'answers' });
  return {
    bench: (task) => benchOf(task, objects),
    close: async () => {
      client.destroy();
      await aws.close();
    },
  };
}

async function benchOf(
  { text, ...more }: Partial<Task> & { text?: string },
  objects: StageContext['objects'],
): Promise<StageBench> {
  const runId = `run-${randomUUID()}`;
  const run = runFolder(objects, 'org', runId);
  const task = {
    run_id: runId,
    organization_id: 'org',
    file_path: 'a.pdf',
    file_name: 'a.pdf',
    round: 0,
    tool_settings: {},
    outputs: [],
    ...more,
  } as Task;
  if (text !== undefined) await run.write('extraction.json', extractionOf(text));
  const metrics = new Map<string, number>();
  let tries = 0;

  const attempt: StageBench['attempt'] = async ({ model, registry, ...context } = {}) => {
    tries++;
    const ledger = createLedger();
    const adapters = registry && { adapters: registry(ledger) };
    const ctx = contextOf({ run, objects, ledger, metrics, tries, model, ...adapters, ...context }, task);
    try {
      const outcome = await answerPrompts(task, ctx);
      if (outcome.kind === 'continue') await saveUsage(run, 'autogen', `try-${tries}`, ledger.rest());
      return outcome;
    } catch (error) {
      await saveUsage(run, 'autogen', `try-${tries}`, ledger.rest());
      throw error;
    }
  };
  const finish: StageBench['finish'] = async (context) => {
    const outcome = await attempt(context);
    if (outcome.kind !== 'done') throw new Error(`the stage wants another round: ${outcome.reason}`);
    return outcome.result as AutogenResult;
  };
  const chunk = async () => {
    const given = { run, objects, ledger: createLedger(), metrics, tries: 1, model: undefined };
    const outcome = await chunkDocument(task, { ...contextOf(given, task), stage: 'chunking' });
    if (outcome.kind === 'done') await run.write('chunking.json', outcome.result);
  };
  return { attempt, finish, chunk, run, objects, metrics };
}

type Given = Pick<StageContext, 'run' | 'objects'> & {
  ledger: Ledger;
  metrics: Map<string, number>;
  tries: number;
  model: LlmAdapter | undefined;
};

function contextOf({ model, tries, metrics, ...given }: Given, task: Task): StageContext {
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const registry = createAdapterRegistry({
    objects: given.objects,
    ledger: given.ledger,
    run: { run_id: task.run_id, attempt: tries },
    log,
  });
  const scripted = model?.kind === 'model' ? recording(model, given.ledger) : model;
  const adapters: AdapterRegistry = scripted ? { ...registry, llm: async () => scripted } : registry;
  return {
    stage: 'autogen',
    attempt: tries,
    hasRetry: (error) => !isTaskError(error) || error.retryable,
    signal: new AbortController().signal,
    remainingMs: () => Number.POSITIVE_INFINITY,
    softRemainingMs: () => Number.POSITIVE_INFINITY,
    documents: { read: () => Promise.reject(new Error('the autogen stage reads no documents')) },
    plugins: NO_PLUGINS,
    limits: limitsOf({}),
    log,
    adapters,
    ...given,
    metrics: { add: (name, value) => void metrics.set(name, (metrics.get(name) ?? 0) + value) },
    progress() {},
  };
}

export const extractionOf = (text: string) => ({
  status: 'success',
  extracted_text: text,
  metadata: {
    file_hash: 'x',
    file_name: 'a.pdf',
    file_type: 'pdf',
    file_size: 1,
    page_count: 1,
    adapter: 'embedded-x2text',
    warnings: [],
  },
});

export type Scripted = LanguageModel & { calls: CompletionRequest[] };
export type ScriptedReply = Partial<Completion> | Error;

/** A language model that answers as told; a plain object without `text` is sent as the JSON of a structured answer. */
export function scriptedModel(
  reply: (request: CompletionRequest, call: number) => ScriptedReply | Promise<ScriptedReply>,
  identity: Partial<LanguageModel> = {},
): Scripted {
  const calls: CompletionRequest[] = [];
  return {
    kind: 'model',
    id: 'llm-1',
    provider: 'scripted',
    model: 'scripted-1',
    contextWindow: 100_000,
    maxOutputTokens: 1000,
    ...identity,
    calls,
    async complete(request) {
      calls.push(request);
      const answer = await reply(request, calls.length);
      if (answer instanceof Error) throw answer;
      const text = answer.text ?? JSON.stringify(answer.object);
      return { finishReason: 'stop', model: 'scripted-1', ...answer, text };
    },
  };
}

/** Enters each call in the ledger, as adapters do. */
function recording(model: LanguageModel, ledger: Ledger): LanguageModel {
  return {
    ...model,
    async complete(request) {
      try {
        const completion = await model.complete(request);
        ledger.record(usageOf(request, 'SUCCESS'));
        return completion;
      } catch (error) {
        ledger.record(usageOf(request, 'ERROR'));
        throw error;
      }
    },
  };
}

const usageOf = (request: CompletionRequest, status: 'SUCCESS' | 'ERROR'): UsageRecord => ({
  usage_type: 'llm',
  model_name: 'scripted-1',
  provider: 'scripted',
  adapter_instance_id: 'llm-1',
  run_id: 'run',
  llm_usage_reason: request.reason,
  prompt_tokens: 10,
  completion_tokens: 1,
  total_tokens: 11,
  embedding_tokens: 0,
  cost_in_dollars: 0.001,
  status,
  execution_time_ms: 1,
  ...(request.promptName !== undefined && { prompt_name: request.promptName }),
});

/** A structured answer. */
export const answer = (value: unknown, quote: string | null = null): ScriptedReply => ({
  object: { value, quote },
});
