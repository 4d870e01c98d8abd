import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createClient } from '../../client/index.ts';
import { pluginVariables } from '../../layers/enterprise/plugin-variables.ts';
import { type Harness, startHarness } from '../e2e/harness.ts';
import { adaptersFor } from '../e2e/invoice.ts';
import { type LlmServer, startLlmServer } from '../support/llm-server.ts';

/** Whole runs over a document that is longer than the model's window: SQS, S3, a worker process, a model server. */
let harness: Harness;
let llm: LlmServer;
let folder: string;

const FACT = 'The tenant is Meadowbrook Dairy and the monthly rent is 4,250.00 EUR.';
const filler = (from: number) =>
  Array.from(
    { length: 250 },
    (_, i) => `Clause ${from + i}. The parties keep the premises in good order.`,
  ).join('\n\n');
const LEASE = `${filler(1)}\n\n${FACT}\n\n${filler(251)}`;

const isSummary = (prompt: string) => prompt.includes('<<<DOCUMENT') || prompt.includes('<<<SUMMARIES');

beforeAll(async () => {
  llm = await startLlmServer(({ prompt, schema }) => {
    if (isSummary(prompt)) return { answer: prompt.includes(FACT) ? FACT : 'Duties of the parties.' };
    const { properties = {} } = schema as { properties?: Record<string, unknown> };
    return { answer: Object.fromEntries(Object.keys(properties).map((name) => [name, '4,250.00'])) };
  });
  harness = await startHarness();
  await harness.put('config/adapters.json', adaptersFor(llm.url, { context_window: 4096, max_tokens: 512 }));
  await harness.putDocument('lease.txt', LEASE);
  folder = await mkdtemp(join(tmpdir(), 'psw-summarize-'));
});
afterAll(async () => {
  await harness?.close();
  await llm?.close();
  await rm(folder, { recursive: true, force: true });
});

/** A run that asks for a summary, on a worker with or without the enterprise layer. */
async function runWith(run_id: string, variables: Record<string, string>, llmId?: string) {
  const ADAPTERS_REF = `s3://${harness.bucket}/config/adapters.json`;
  const worker = await harness.startWorker({
    WORKER_STAGES: 'extraction,autogen',
    ADAPTERS_REF,
    ...variables,
  });
  const { extraction, autogen } = harness.queues;
  const client = createClient({
    bucket: harness.bucket,
    queueUrls: { extraction: extraction.url, autogen: autogen.url },
    sqs: harness.sqs,
    s3: harness.s3,
  });
  const before = llm.calls.length;
  const run = await client.submit({
    run_id,
    file_path: 'documents/lease.txt',
    pipeline: ['extraction', 'autogen'],
    tool_settings: { summarize_as_source: true, ...(llmId && { llm: llmId }) },
    outputs: [{ name: 'rent', prompt: 'What is the monthly rent?', type: 'number' }],
  });
  const { autogen: result } = await client.wait(run, { timeoutSeconds: 60 });
  await worker.kill();
  if (result?.status !== 'success') throw new Error(JSON.stringify(result));
  return { result, calls: llm.calls.slice(before) };
}

it('answers from the summary when the layer is there, and bills each part once', async () => {
  const variables = await pluginVariables({ UNSTRACT_ENTERPRISE_MODE: 'true' }, folder);
  const { result, calls } = await runWith(
    'with',
    { UNSTRACT_ENTERPRISE_MODE: 'true', ...variables },
    'model',
  );
  expect(result.results.output).toEqual({ rent: 4250 });
  expect(result.agents_used).toContain('summarize_agent');
  expect(result.results.metadata.capabilities).toEqual({ plugins: ['summarize'], missing: [] });

  const summaries = calls.filter(({ prompt }) => isSummary(prompt));
  expect(summaries.filter(({ prompt }) => prompt.includes('This is part')).length).toBeGreaterThan(1);
  expect(summaries.at(-1)?.prompt).toContain(`\n${FACT}\n`);
  const question = calls.find(({ prompt }) => !isSummary(prompt))?.prompt ?? '';
  expect(question).toContain(FACT);
  expect(question).not.toContain('Clause 1.');
  const reasons = result.usage_records.map(({ llm_usage_reason }) => llm_usage_reason);
  expect(reasons.filter((reason) => reason === 'summarize')).toHaveLength(summaries.length);
  expect(reasons.filter((reason) => reason === 'extraction')).toHaveLength(calls.length - summaries.length);
}, 90_000);

it('answers from the document without the layer, and says what is missing', async () => {
  const { result, calls } = await runWith('without', {});
  expect(calls).toEqual([]);
  expect(result.agents_used).not.toContain('summarize_agent');
  expect(result.results.metadata.capabilities).toEqual({ plugins: [], missing: ['summarize'] });
  expect(result.results.metadata.warnings.join('\n')).toMatch(/summarize/);
}, 90_000);

it('does not start when enterprise mode is on and the layer is not there', async () => {
  const worker = await harness.startWorker({
    WORKER_STAGES: 'autogen',
    UNSTRACT_ENTERPRISE_MODE: 'true',
    PSW_PLUGINS_ROOT: join(folder, 'nowhere'),
  });
  await expect.poll(() => worker.output(), { timeout: 20_000 }).toMatch(/no plugin index at .*nowhere/);
});
