import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomNumbers } from '../../bench/random-numbers.ts';
import { type LlmServer, startLlmServer } from '../support/llm-server.ts';
import { type Harness, poll, startHarness, type WorkerProcess } from './harness.ts';
import {
  adaptersFor,
  callsOf,
  INVOICE_ANSWERS,
  invoiceAnswer,
  invoiceMessage,
  invoicePdf,
  promptName,
} from './invoice.ts';

const KILLS = 10;
const NAMES = Object.keys(INVOICE_ANSWERS);

describe('kill -9 of the worker', () => {
  let harness: Harness;
  let llm: LlmServer;

  beforeAll(async () => {
    llm = await startLlmServer((call) => ({ answer: invoiceAnswer(call), delayMs: 150 }));
    harness = await startHarness();
    await harness.put('config/adapters.json', adaptersFor(llm.url));
  });
  afterAll(async () => {
    await harness?.close();
    await llm?.close();
  });

  const startWorker = (): Promise<WorkerProcess> =>
    harness.startWorker({
      ADAPTERS_REF: `s3://${harness.bucket}/config/adapters.json`,
      PROMPT_CONCURRENCY: '1',
      MAX_CRASHES: '20',
    });

  it('at ten random points loses no run and repeats no checkpointed call', { timeout: 180_000 }, async () => {
    const random = randomNumbers(20_261_122);
    const kills: { runId: string; at: number; saved: string[] }[] = [];
    for (let index = 0; index < KILLS; index += 1) {
      const runId = `kill-${index}`;
      await harness.putDocument(`${runId}.pdf`, await invoicePdf(`INV-${runId}`));
      const worker = await startWorker();
      const body = { ...invoiceMessage(runId), file_path: `${runId}.pdf` };
      await harness.send('extraction', body);
      await momentOfKill(index, random, (prefix) => harness.keys(`runs/default/${runId}/${prefix}`));
      const saved = await checkpointedPrompts(harness, runId);
      await worker.kill('SIGKILL');
      kills.push({ runId, at: Date.now(), saved });
    }
    await startWorker();
    for (const { runId, at, saved } of kills) {
      const result = await harness.result(runId, 'autogen', 90);
      expect(result, runId).toMatchObject({ status: 'success' });
      const answers = (result.results as { output: Record<string, unknown> }).output;
      expect(Object.keys(answers).sort(), runId).toEqual([...NAMES].sort());
      const repeated = callsOf(llm, runId).filter(
        (call) => call.at > at && saved.includes(promptName(call.prompt)),
      );
      expect(repeated, `${runId} repeats paid calls`).toEqual([]);
      for (const name of NAMES) {
        const paid = callsOf(llm, runId).filter((call) => promptName(call.prompt) === name);
        expect(paid.length, `${runId} ${name}`).toBeGreaterThanOrEqual(1);
      }
    }
    await harness.drained();
    expect(await harness.deadLetters('extraction')).toEqual([]);
    expect(await harness.deadLetters('autogen')).toEqual([]);
    // Kills fell into different parts of the run, or the test would prove little.
    expect(kills.some(({ saved }) => saved.length === 0)).toBe(true);
    expect(kills.some(({ saved }) => saved.length > 0)).toBe(true);
  });
});

/**
 * Waits for a random point of the run. Counted from different beginnings, so that on a slow machine too some kills
 * fall into the start, some into extraction, and one certainly behind the first paid step.
 */
async function momentOfKill(
  index: number,
  random: () => number,
  keys: (prefix: string) => Promise<string[]>,
): Promise<void> {
  const beginnings = ['', 'extraction/claim.json', 'autogen/claim.json', 'autogen/checkpoints/'];
  const beginning = beginnings[index % beginnings.length] ?? '';
  if (beginning)
    await poll(60, beginning, async () => ((await keys(beginning)).length > 0 ? true : undefined));
  await new Promise((resolve) => setTimeout(resolve, random() * (beginning ? 700 : 1200)));
}

/** Names of the prompts whose answer stands in a checkpoint. */
async function checkpointedPrompts(harness: Harness, runId: string): Promise<string[]> {
  const folder = `runs/default/${runId}/`;
  const keys = await harness.keys(`${folder}autogen/checkpoints/`);
  const saved = await Promise.all(keys.map((key) => harness.read(runId, key.slice(folder.length))));
  const text = JSON.stringify(saved);
  return NAMES.filter((name) => text.includes(`"${name}"`));
}
