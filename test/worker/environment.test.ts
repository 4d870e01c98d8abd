import { expect, test } from 'vitest';
import { parseWorkerProcess } from '../../functions/worker/environment.ts';

const queues = Object.fromEntries(
  ['EXTRACTION', 'CHUNKING', 'AUTOGEN', 'EVALUATION'].flatMap((stage) => [
    [`QUEUE_URL_${stage}`, `http://127.0.0.1:4566/000000000000/prompt_${stage.toLowerCase()}`],
    [
      `DEAD_LETTER_QUEUE_URL_${stage}`,
      `http://127.0.0.1:4566/000000000000/prompt_${stage.toLowerCase()}_dlq`,
    ],
  ]),
);
const variables: Record<string, string> = { BUCKET_NAME: 'bucket', ...queues };

test('all stages by default, each with its own queues and the next ones', () => {
  const { stages, environments, concurrency, leaseSeconds } = parseWorkerProcess(variables);
  expect(stages).toEqual(['extraction', 'chunking', 'autogen', 'evaluation']);
  expect(environments.autogen?.QUEUE_URL).toBe(queues.QUEUE_URL_AUTOGEN);
  expect(environments.autogen?.DEAD_LETTER_QUEUE_URL).toBe(queues.DEAD_LETTER_QUEUE_URL_AUTOGEN);
  expect(environments.autogen?.QUEUE_URL_EVALUATION).toBe(queues.QUEUE_URL_EVALUATION);
  expect(concurrency.extraction).toBeGreaterThan(0);
  expect(leaseSeconds).toBeLessThanOrEqual(60);
});

test('a process of some stages needs only their queues', () => {
  const { DEAD_LETTER_QUEUE_URL_EXTRACTION: _dlq, QUEUE_URL_EXTRACTION: _url, ...others } = variables;
  expect(parseWorkerProcess({ ...others, WORKER_STAGES: 'autogen, evaluation' }).stages).toEqual([
    'autogen',
    'evaluation',
  ]);
});

test('concurrency for all stages, or by stage', () => {
  expect(parseWorkerProcess({ ...variables, WORKER_CONCURRENCY: '7' }).concurrency).toEqual({
    extraction: 7,
    chunking: 7,
    autogen: 7,
    evaluation: 7,
  });
  const { concurrency } = parseWorkerProcess({ ...variables, WORKER_CONCURRENCY: 'autogen=9, extraction=1' });
  expect(concurrency).toMatchObject({ autogen: 9, extraction: 1 });
});

test('one line names every wrong or missing variable as the process has it', () => {
  const wrong = { ...variables, QUEUE_URL_AUTOGEN: 'not a url', MAX_CRASHES: 'many', BUCKET_NAME: undefined };
  const message = messageOf(() => parseWorkerProcess(wrong));
  expect(message).not.toContain('\n');
  for (const name of ['QUEUE_URL_AUTOGEN', 'MAX_CRASHES', 'BUCKET_NAME'])
    expect(message).toContain(`${name}: `);
  expect(message.split('MAX_CRASHES').length).toBe(2);
});

test.each([
  [{ WORKER_STAGES: 'extraction,unknown' }, 'WORKER_STAGES'],
  [{ WORKER_STAGES: ' ' }, 'WORKER_STAGES'],
  [{ WORKER_CONCURRENCY: '0' }, 'WORKER_CONCURRENCY'],
  [{ WORKER_CONCURRENCY: 'autogen=x' }, 'WORKER_CONCURRENCY'],
  [{ WORKER_CONCURRENCY: 'nobody=3' }, 'WORKER_CONCURRENCY'],
  [{ WORKER_LEASE_SECONDS: '1' }, 'WORKER_LEASE_SECONDS'],
  [{ WORKER_STOP_SECONDS: 'soon' }, 'WORKER_STOP_SECONDS'],
  // SQS keeps a message invisible for 12 hours at most, all of them together.
  [{ WORKER_TIMEOUT_SECONDS: '43200' }, 'WORKER_TIMEOUT_SECONDS'],
  [{ WORKER_LEASE_SECONDS: '43200' }, 'WORKER_LEASE_SECONDS'],
])('refuses %j', (wrong, name) => {
  expect(messageOf(() => parseWorkerProcess({ ...variables, ...wrong }))).toContain(`${name}: `);
});

function messageOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return (error as Error).message;
  }
  return 'no error';
}
