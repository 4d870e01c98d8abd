import { createHash, randomUUID } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { createAdapterRegistry } from '#shared/adapters/create-registry.ts';
import { chunkDocument } from '#shared/chunking/chunk-document.ts';
import type { Lines } from '#shared/contract/lines.ts';
import type { Output } from '#shared/contract/outputs.ts';
import type { ChunkingResult } from '#shared/contract/results.ts';
import type { Task } from '#shared/contract/task.ts';
import type { ToolSettings } from '#shared/contract/tool-settings.ts';
import { NO_PLUGINS } from '#shared/plugins/plugin-set.ts';
import { limitsOf } from '#shared/runtime/limits.ts';
import type { StageContext } from '#shared/stage.ts';
import type { ObjectStore } from '#shared/store/objects.ts';
import { plainLines } from '#shared/store/plain-lines.ts';
import { runFolder } from '#shared/store/run-folder.ts';
import { s3ObjectStore } from '#shared/store/s3-objects.ts';
import { saveUsage } from '#shared/store/usage.ts';
import { createLedger } from '#shared/telemetry/ledger.ts';
import { startEmbeddedAws } from '../../local/embedded-aws.ts';
import { endpointSettings } from '../../local/endpoint-settings.ts';
import { provision } from '../../local/provision.ts';
import { type ModelServer, startModelServer } from './model-server.ts';

export type RunSettings = {
  text: string;
  outputs: Output[];
  tool?: ToolSettings;
  organization?: string;
  runId?: string;
  context?: Partial<StageContext>;
  /** The lines of the text; as of a plain text when absent. */
  lines?: Lines;
  /** Adapter instances beside `semantic`, `small` and `large`. */
  adapters?: Record<string, object>;
  /** Settings of the embedding adapter `semantic`, and the environment variable its key stands in. */
  embedding?: { timeout?: number; key?: string; embed_batch_size?: number; max_concurrency?: number };
};

export type Bench = {
  objects: ObjectStore;
  models: ModelServer;
  /** One try of the chunking stage in a run of its own. */
  attempt(settings: RunSettings): Promise<{
    outcome: Awaited<ReturnType<typeof chunkDocument>>;
    task: Task;
    ctx: StageContext;
    metrics: Map<string, number>;
  }>;
  /** A try that must end with a result. */
  chunk(settings: RunSettings): Promise<{ result: ChunkingResult; task: Task; ctx: StageContext }>;
  close(): Promise<void>;
};

/** Embedding and language model on a real HTTP server, objects on a real S3 (embedded), vectors embedded. */
export async function openBench(): Promise<Bench> {
  const aws = await startEmbeddedAws();
  const { bucket } = await provision(aws.endpoint);
  const client = new S3Client({ ...endpointSettings(aws.endpoint), forcePathStyle: true });
  const objects = s3ObjectStore({ client, bucket });
  const models = await startModelServer();
  process.env.CHUNKING_TEST_KEY = 'one';
  process.env.CHUNKING_TEST_KEY_2 = 'two';

  const attempt: Bench['attempt'] = async (settings) => {
    const { text, outputs, tool = {}, organization = 'org', runId = `run-${randomUUID()}` } = settings;
    const run = runFolder(objects, organization, runId);
    const task = {
      run_id: runId,
      organization_id: organization,
      file_path: 'a.txt',
      file_name: 'a.txt',
      round: 0,
      tool_settings: tool,
      outputs,
    } as Task;
    await run.write('extraction.json', extractionOf(text));
    await run.write('lines.json', settings.lines ?? plainLines(text));
    const reference = `adapters-${randomUUID()}.json`;
    const instances = { ...adaptersAt(models.url, settings.embedding), ...settings.adapters };
    await objects.put(reference, JSON.stringify(instances));
    const ledger = createLedger();
    const log = { debug() {}, info() {}, warn() {}, error() {} };
    const metrics = new Map<string, number>();
    const ctx: StageContext = {
      stage: 'chunking',
      attempt: 1,
      hasRetry: () => true,
      signal: new AbortController().signal,
      remainingMs: () => Number.POSITIVE_INFINITY,
      softRemainingMs: () => Number.POSITIVE_INFINITY,
      run,
      objects,
      documents: { read: () => Promise.reject(new Error('the chunking stage reads no documents')) },
      adapters: createAdapterRegistry({
        reference: `s3://${bucket}/${reference}`,
        objects: settings.context?.objects ?? objects,
        ledger,
        run: { run_id: runId, attempt: 1 },
        log,
      }),
      plugins: NO_PLUGINS,
      ledger,
      limits: limitsOf({}),
      log,
      metrics: { add: (name, value) => void metrics.set(name, (metrics.get(name) ?? 0) + value) },
      progress() {},
      ...settings.context,
    };
    try {
      return { outcome: await chunkDocument(task, ctx), task, ctx, metrics };
    } catch (error) {
      // As the runtime does.
      await saveUsage(run, 'chunking', `try-${randomUUID()}`, ledger.rest());
      throw error;
    }
  };
  return {
    objects,
    models,
    attempt,
    async chunk(settings) {
      const { outcome, task, ctx } = await attempt(settings);
      if (outcome.kind !== 'done') throw new Error(`the stage wants another round: ${outcome.reason}`);
      return { result: outcome.result as ChunkingResult, task, ctx };
    },
    async close() {
      client.destroy();
      await models.close();
      await aws.close();
    },
  };
}

function adaptersAt(url: string, embedding: RunSettings['embedding'] = {}) {
  const { timeout = 20, key = 'CHUNKING_TEST_KEY', ...settings } = embedding;
  const model = (window: number) => ({
    kind: 'llm',
    provider: 'openaicompatible',
    settings: { api_base: url, model: 'm', context_window: window, max_tokens: 500 },
  });
  return {
    semantic: {
      kind: 'embedding',
      provider: 'openai',
      settings: { api_base: url, model: 'concepts', dimensions: 512, timeout, ...settings },
      secrets: { api_key: `env:${key}` },
    },
    small: model(4000),
    large: model(1_000_000),
  };
}

const extractionOf = (text: string) => ({
  status: 'success',
  extracted_text: text,
  metadata: {
    file_hash: createHash('sha256').update(text).digest('hex'),
    file_name: 'a.txt',
    file_type: 'txt',
    file_size: text.length,
    page_count: 1,
    adapter: 'embedded-x2text',
    warnings: [],
  },
});
