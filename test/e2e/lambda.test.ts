import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { StageName } from '#shared/contract/identifiers.ts';
import { buildFunctions } from '../../infra/build.ts';
import { type LlmServer, startLlmServer } from '../support/llm-server.ts';
import { FAST, type Harness, startHarness, workerVariables } from './harness.ts';
import {
  adaptersFor,
  callsOf,
  INVOICE_ANSWERS,
  invoiceAnswer,
  invoiceMessage,
  invoicePdf,
  promptName,
} from './invoice.ts';
import { pollOnce } from './lambda/event-source-mapping.ts';
import { type LambdaEnvironment, startLambda } from './lambda/runtime-api.ts';

/** The built bundles behind a Runtime API in child processes, fed from the queues as Lambda feeds them. */
describe('the built functions in Lambda’s clothes', () => {
  let harness: Harness;
  let llm: LlmServer;
  let dist: string;
  let delayMs = 0;
  const lambdas: LambdaEnvironment[] = [];

  beforeAll(async () => {
    dist = await mkdtemp(join(tmpdir(), 'psw-dist-'));
    await buildFunctions({ outDir: dist });
    llm = await startLlmServer((call) => ({ answer: invoiceAnswer(call), delayMs }));
    harness = await startHarness({ visibilitySeconds: 4 });
    await harness.put('config/adapters.json', adaptersFor(llm.url));
    await harness.putDocument('invoice.pdf', await invoicePdf());
  }, 120_000);
  afterEach(async () => {
    await Promise.all(lambdas.splice(0).map((lambda) => lambda.close()));
    delayMs = 0;
  });
  afterAll(async () => {
    await harness?.close();
    await llm?.close();
    await rm(dist, { recursive: true, force: true });
  });

  /** Variables as the stack sets them: a function's own queue, and those of the later stages. */
  function variables(stage: StageName, more: Record<string, string>): Record<string, string> {
    return {
      ...workerVariables(harness.endpoint, harness),
      ...FAST,
      QUEUE_URL: harness.queues[stage].url,
      DEAD_LETTER_QUEUE_URL: harness.queues[stage].dlqUrl,
      ADAPTERS_REF: `s3://${harness.bucket}/config/adapters.json`,
      ...more,
    };
  }

  async function start(stage: StageName, more: Record<string, string> = {}): Promise<LambdaEnvironment> {
    const lambda = await startLambda(join(dist, stage, 'index.mjs'), variables(stage, more));
    lambdas.push(lambda);
    return lambda;
  }

  /** Polls until the stage of the run has a result. */
  async function drive(stage: StageName, runId: string, lambda: LambdaEnvironment, timeoutMs: number) {
    const polls = [];
    for (let turn = 0; turn < 40; turn += 1) {
      polls.push(await pollOnce(harness.sqs, harness.queues[stage].url, lambda, { batchSize: 1, timeoutMs }));
      const result = await harness.read(runId, `${stage}.json`);
      if (result) return { result, invocations: polls.filter((poll) => poll.received > 0) };
    }
    throw new Error(`${stage} of ${runId} has no result after 40 polls: ${lambda.output()}`);
  }

  it('runs a document through all four functions', async () => {
    const body = invoiceMessage('lambda-success');
    body.outputs = body.outputs.map((output) => ({
      ...output,
      reference_answer: INVOICE_ANSWERS[output.name],
      'chunk-size': 40,
      'chunk-overlap': 8,
    }));
    await harness.send('extraction', body);
    for (const stage of ['extraction', 'chunking', 'autogen', 'evaluation'] as const) {
      const { result } = await drive(stage, 'lambda-success', await start(stage), 30_000);
      expect(result, stage).toMatchObject({ status: 'success' });
    }
    const autogen = await harness.read('lambda-success', 'autogen.json');
    expect(autogen).toMatchObject({ results: { output: { vendor: 'Nordlicht Optics GmbH' } } });
  }, 90_000);

  const extractionOnly = (runId: string) => ({ ...invoiceMessage(runId), pipeline: ['extraction'] });

  it('reports only the failed records of a batch', async () => {
    for (const runId of ['partial-1', 'partial-2']) {
      await harness.send('extraction', extractionOnly(runId));
    }
    await harness.send('extraction', extractionOnly('partial-held'));
    // Another invocation holds this run: its message must come back, the other two must not.
    const lease_until = new Date(Date.now() + 600_000).toISOString();
    await harness.put(
      'runs/default/partial-held/extraction/claim.json',
      JSON.stringify({
        owner: 'somebody-else',
        attempt: 1,
        crashes: 0,
        throttles: 0,
        worked_ms: 0,
        lease_until,
      }),
    );
    const lambda = await start('extraction');
    const options = { batchSize: 10, timeoutMs: 30_000 };
    let received = 0;
    let deleted = 0;
    while (received < 3) {
      const poll = await pollOnce(harness.sqs, harness.queues.extraction.url, lambda, options);
      received += poll.received;
      deleted += poll.deleted;
    }
    expect({ received, deleted }).toEqual({ received: 3, deleted: 2 });
    expect(await harness.read('partial-1', 'extraction.json')).toMatchObject({ status: 'success' });
    expect(await harness.read('partial-held', 'extraction.json')).toBeUndefined();
  }, 60_000);

  it('is killed at its time limit, comes back, and finishes without repeating a saved step', async () => {
    const names = ['total', 'vendor', 'iban'];
    const body = {
      ...invoiceMessage('killed', names),
      extracted_text: 'Total 1,190.00\nVendor Nordlicht Optics GmbH',
    };
    let hang = true;
    const slow = await startLlmServer(async (call) => {
      if (hang && promptName(call.prompt) === 'iban')
        await new Promise((resolve) => setTimeout(resolve, 60_000));
      return { answer: invoiceAnswer(call) };
    });
    await harness.put('config/slow.json', adaptersFor(slow.url));
    await harness.send('autogen', body);
    // A safety margin of nothing takes away the function's own chance to stop in time.
    const lambda = await start('autogen', {
      ADAPTERS_REF: `s3://${harness.bucket}/config/slow.json`,
      PROMPT_CONCURRENCY: '1',
      SAFETY_MARGIN_MS: '0',
    });
    const options = { batchSize: 1, timeoutMs: 2500 };
    const first = await pollOnce(harness.sqs, harness.queues.autogen.url, lambda, options);
    expect(first.received).toBe(1);
    hang = false;
    const { result } = await drive('autogen', 'killed', lambda, 30_000);
    expect(result).toMatchObject({ status: 'success' });
    const asked = slow.calls.map((call) => promptName(call.prompt)).sort();
    expect(asked).toEqual(['iban', 'iban', 'total', 'vendor']);
    await slow.close();
  }, 90_000);

  it('crashes, restarts, and loses nothing', async () => {
    delayMs = 1500;
    await harness.send('autogen', {
      ...invoiceMessage('crash', ['total']),
      extracted_text: 'Total 1,190.00',
    });
    const lambda = await start('autogen');
    const poll = pollOnce(harness.sqs, harness.queues.autogen.url, lambda, { batchSize: 1, timeoutMs: 5000 });
    await expect.poll(() => callsOf(llm, 'crash').length, { timeout: 15_000 }).toBe(1);
    lambda.crash();
    expect((await poll).invocation).toMatchObject({ ok: false, error: expect.stringContaining('SIGKILL') });
    const { result } = await drive('autogen', 'crash', lambda, 20_000);
    expect(result).toMatchObject({ status: 'success', results: { output: { total: '1,190.00' } } });
    expect(lambda.starts()).toBe(2);
  }, 90_000);

  it('goes on over several rounds when its steps outlast one invocation', async () => {
    delayMs = 900;
    const body = { ...invoiceMessage('rounds'), extracted_text: 'Total 1,190.00' };
    await harness.send('autogen', body);
    const lambda = await start('autogen', { PROMPT_CONCURRENCY: '1', SAFETY_MARGIN_MS: '300' });
    const { result, invocations } = await drive('autogen', 'rounds', lambda, 3500);
    expect(result).toMatchObject({ status: 'success' });
    expect(invocations.length).toBeGreaterThanOrEqual(2);
    expect(invocations.every((poll) => poll.invocation?.ok && poll.deleted === 1)).toBe(true);
    const asked = callsOf(llm, 'rounds').map((call) => promptName(call.prompt));
    expect(asked.sort()).toEqual(Object.keys(INVOICE_ANSWERS).sort());
  }, 120_000);

  it('returns what it has at the soft limit, with the missing fields named', async () => {
    delayMs = 900;
    await harness.send('autogen', { ...invoiceMessage('soft'), extracted_text: 'Total 1,190.00' });
    const lambda = await start('autogen', { PROMPT_CONCURRENCY: '1', SOFT_LIMIT_SECONDS: '2' });
    const { result } = await drive('autogen', 'soft', lambda, 30_000);
    const { output, metadata } = result.results as {
      output: Record<string, unknown>;
      metadata: { incomplete_fields: string[] };
    };
    expect(result.status).toBe('success');
    expect(metadata.incomplete_fields.length).toBeGreaterThanOrEqual(1);
    expect(metadata.incomplete_fields.length).toBeLessThan(6);
    for (const name of metadata.incomplete_fields) expect(output[name]).toBeNull();
    expect(callsOf(llm, 'soft').length).toBe(6 - metadata.incomplete_fields.length);
  }, 60_000);
});
