import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listDeadLetters, redriveDeadLetters } from '../../local/dead-letters.ts';
import { endpointSettings } from '../../local/endpoint-settings.ts';
import { startLocalStack } from '../../local/stack.ts';
import { runCli } from './run-cli.ts';

/** `up` in one process, the commands that talk to a pipeline in others, as a backend developer uses them. */
const MAIN = fileURLToPath(new URL('../../local/main.ts', import.meta.url));

let folder: string;
let queues: Up;

type Up = { child: ChildProcess; env: Record<string, string> };

async function startUp(...args: string[]): Promise<Up> {
  const child = spawn(process.execPath, [MAIN, 'up', '--port', '0', '--json', ...args], {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, env: JSON.parse(line.toString()) };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'psw-up-'));
  await writeFile(join(folder, 'order.txt'), 'Order number: 4711\nTotal: 12.50 EUR\n');
  queues = await startUp('--no-workers');
});
afterAll(async () => {
  queues.child.kill('SIGTERM');
  await rm(folder, { recursive: true, force: true });
});

test('up works on what submit queues; status waits, result shows the answers; SIGTERM ends it', async () => {
  const { child, env } = await startUp();
  const ask = ['--ask', 'What is the order number?'];
  const submitted = await runCli(['submit', join(folder, 'order.txt'), ...ask, '--json'], { env });
  const { run_id } = JSON.parse(submitted.stdout);
  const status = await runCli(['status', run_id, '--wait'], { env });
  expect(status).toMatchObject({ exitCode: 0, stdout: 'succeeded  autogen\n' });
  const result = await runCli(['result', run_id], { env });
  expect(result.stdout).toMatch(/order_number +4711 +1 /);
  const extraction = await runCli(['result', run_id, 'extraction', '--json'], { env });
  expect(JSON.parse(extraction.stdout).extracted_text).toContain('4711');
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test('submit queues a document, status and result tell that no worker has taken it up', async () => {
  const { env } = queues;
  const submitted = await runCli(['submit', join(folder, 'order.txt'), '--ask', 'What is the total?'], {
    env,
  });
  expect(submitted).toMatchObject({ exitCode: 0, stderr: '' });
  const runId = submitted.stdout.trim();
  expect(runId).toMatch(/^[0-9a-f-]{36}$/);
  const status = await runCli(['status', runId, '--json'], { env });
  expect(JSON.parse(status.stdout).state).toBe('queued');
  const result = await runCli(['result', runId], { env });
  expect(result).toMatchObject({ exitCode: 1, stderr: `error: Run ${runId} has no result yet\n` });
});

test('dlq lists dead letters with their reasons, and sends one run’s back', async () => {
  const { env } = queues;
  const sqs = new SQSClient(endpointSettings(env.AWS_ENDPOINT_URL ?? ''));
  const dlq = env.DEAD_LETTER_QUEUE_URL_AUTOGEN;
  const text = (value: string) => ({ DataType: 'String', StringValue: value });
  for (const run of ['run-a', 'run-b']) {
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: dlq,
        MessageBody: JSON.stringify({ run_id: run }),
        MessageAttributes: {
          run_id: text(run),
          reason_code: text('llm_auth_failed'),
          message: text('The key is wrong'),
          attempts: text('2'),
          failed_at: text('2026-01-02T03:04:05.000Z'),
        },
      }),
    );
  }
  await sqs.send(new SendMessageCommand({ QueueUrl: dlq, MessageBody: 'not JSON' }));

  const listed = JSON.parse((await runCli(['dlq', 'list', 'autogen', '--json'], { env })).stdout);
  expect(listed.map((letter: { run_id?: string }) => letter.run_id)).toEqual(['run-a', 'run-b', undefined]);
  expect(listed[0]).toMatchObject({
    stage: 'autogen',
    reason_code: 'llm_auth_failed',
    message: 'The key is wrong',
  });
  const table = await runCli(['dlq', 'list'], { env });
  expect(table.stdout).toMatch(/autogen +run-b +llm_auth_failed/);
  expect(table.stdout).toContain('moved by SQS');

  const redriven = await runCli(['dlq', 'redrive', '--run', 'run-b', '--json'], { env });
  expect(JSON.parse(redriven.stdout)).toHaveLength(1);
  const left = JSON.parse((await runCli(['dlq', 'list', '--json'], { env })).stdout);
  expect(left.map((letter: { run_id?: string }) => letter.run_id)).toEqual(['run-a', undefined]);
  const doctor = await runCli(['doctor'], { env });
  expect(doctor.stdout).toContain('autogen: 1 waiting, 0 at work; dead letters: 2 waiting');
  expect(doctor.exitCode).toBe(0);
});

test('a dead letter that fails again at once is sent back once only', async () => {
  const stack = await startLocalStack({ stages: ['extraction'] });
  try {
    const outputs = [{ name: 'a', prompt: 'a' }];
    await stack.client.submit({
      run_id: 'blank',
      tool_settings: {},
      file: { name: 'blank.txt', bytes: new Uint8Array([32]) },
      outputs,
    });
    const { url, dlqUrl } = stack.queues.extraction;
    const letters = async () => (await listDeadLetters(stack.sqs, 'extraction', dlqUrl, 100)).letters;
    await expect.poll(letters, { timeout: 10_000 }).toHaveLength(1);
    const redriven = await redriveDeadLetters(stack.sqs, 'extraction', { url, dlqUrl }, { limit: 100 });
    expect(redriven).toHaveLength(1);
    await expect.poll(letters, { timeout: 10_000 }).toHaveLength(1);
  } finally {
    await stack.stop();
  }
}, 30_000);

test('a taken port is said in one line', async () => {
  const port = new URL(queues.env.AWS_ENDPOINT_URL ?? '').port;
  const second = await runCli(['up', '--no-workers', '--port', port]);
  expect(second).toMatchObject({
    exitCode: 2,
    stderr: `error: Port ${port} is taken; give another one with --port\n`,
  });
});

test('doctor finds a wrong adapter file, and exits with 1', async () => {
  await writeFile(join(folder, 'adapters.json'), '{"my-llm": {"kind": "llms"}}');
  const { exitCode, stdout } = await runCli(['doctor', '--adapters', join(folder, 'adapters.json')]);
  expect(stdout).toMatch(/✗ adapters\n {4}Adapter "my-llm": kind/);
  expect(stdout).toContain('✓ embedded SQS and S3');
  expect(exitCode).toBe(1);
});

test('forget deletes the indexes of documents by doc_id and by age', async () => {
  const { child, env } = await startUp();
  const prompts = join(folder, 'prompts.json');
  const outputs = [{ name: 'total', prompt: 'What is the total?', 'retrieval-strategy': 'simple' }];
  await writeFile(
    prompts,
    JSON.stringify({ outputs, tool_settings: { 'chunk-size': 5, 'chunk-overlap': 0 } }),
  );
  const submitted = await runCli(['submit', join(folder, 'order.txt'), '--prompts', prompts], { env });
  const runId = submitted.stdout.trim();
  expect(await runCli(['status', runId, '--wait'], { env })).toMatchObject({ exitCode: 0 });
  const chunking = await runCli(['result', runId, 'chunking', '--json'], { env });
  const { doc_id } = JSON.parse(chunking.stdout);
  expect(await runCli(['forget', '--older-than', '1'], { env })).toMatchObject({
    exitCode: 0,
    stdout: 'Nothing to delete.\n',
  });
  expect(await runCli(['forget', doc_id], { env })).toMatchObject({
    exitCode: 0,
    stdout: `${doc_id}  deleted: 2 objects, vectors in embedded-vector-db\n`,
  });
  expect(await runCli(['forget', doc_id, '--json'], { env })).toMatchObject({ exitCode: 0, stdout: '[]\n' });
  expect(await runCli(['forget'], { env })).toMatchObject({ exitCode: 2 });
  child.kill('SIGTERM');
  await once(child, 'exit');
});
