import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { permanentError } from '#shared/contract/errors.ts';
import { listDeadLetters, redriveDeadLetters } from '../../local/dead-letters.ts';
import { type Bench, evaluated, message, startBench } from '../runtime/support.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench?.close());

const STAGE = 'evaluation';

/** A run that has failed, and its dead letter. */
async function failedRun(): Promise<string> {
  const sent = message();
  const worker = bench.worker(STAGE, async () => {
    throw permanentError('bad_thing', 'No good');
  });
  await bench.send(STAGE, sent);
  await bench.drive(worker, STAGE, { idleSeconds: 0 });
  return sent.run_id;
}

const redrive = (runId: string, url = bench.queues[STAGE].url) =>
  redriveDeadLetters(bench.sqs, STAGE, { ...bench.queues[STAGE], url }, { runId, limit: 100 }, bench.objects);

test('the error result is gone as soon as the dead letter is sent back', async () => {
  const runId = await failedRun();
  expect(await bench.read(runId, 'evaluation.json')).toMatchObject({ code: 'bad_thing' });
  expect(await redrive(runId)).toMatchObject([{ run_id: runId, reason_code: 'bad_thing' }]);
  expect(await bench.read(runId, 'evaluation.json')).toBeUndefined();
  await bench.drive(
    bench.worker(STAGE, async () => evaluated),
    STAGE,
    { idleSeconds: 0 },
  );
  expect(await bench.read(runId, 'evaluation.json')).toMatchObject({ status: 'success' });
});

test('a copy of an older failure clears nothing: no worker would take it up', async () => {
  const runId = await failedRun();
  const [letter] = await bench.deadLetters(STAGE);
  const text = (StringValue: string) => ({ DataType: 'String', StringValue });
  await bench.sqs.send(
    new SendMessageCommand({
      QueueUrl: bench.queues[STAGE].dlqUrl,
      MessageBody: letter?.body,
      MessageAttributes: { run_id: text(runId), failed_at: text('2020-01-02T03:04:05.000Z') },
    }),
  );
  expect(await redrive(runId)).toHaveLength(1);
  expect(await bench.read(runId, 'evaluation.json')).toMatchObject({ code: 'bad_thing' });
  await bench.drive(
    bench.worker(STAGE, async () => evaluated),
    STAGE,
    { idleSeconds: 0 },
  );
  expect(await bench.read(runId, 'evaluation.json')).toMatchObject({ code: 'bad_thing' });
});

test('a queue that does not take the message leaves error result and dead letter as they are', async () => {
  const runId = await failedRun();
  await expect(redrive(runId, bench.queues[STAGE].url.replace('evaluation', 'nowhere'))).rejects.toThrow();
  expect(await bench.read(runId, 'evaluation.json')).toMatchObject({ code: 'bad_thing' });
});

test('lists and sends back more than one batch, each message once', async () => {
  const { dlqUrl } = bench.queues[STAGE];
  const before = (await listDeadLetters(bench.sqs, STAGE, dlqUrl, 100)).letters.length;
  const sent = Array.from({ length: 25 }, () => message());
  for (const one of sent) {
    await bench.sqs.send(new SendMessageCommand({ QueueUrl: dlqUrl, MessageBody: JSON.stringify(one) }));
  }
  const { letters, more } = await listDeadLetters(bench.sqs, STAGE, dlqUrl, 100);
  expect(new Set(letters.map(({ message_id }) => message_id)).size).toBe(before + 25);
  expect(more).toBe(false);
  const limited = await listDeadLetters(bench.sqs, STAGE, dlqUrl, 12);
  expect(limited).toMatchObject({ letters: { length: 12 }, more: true });
  const urls = bench.queues[STAGE];
  expect(await redriveDeadLetters(bench.sqs, STAGE, urls, { limit: 100 })).toHaveLength(before + 25);
  expect((await listDeadLetters(bench.sqs, STAGE, dlqUrl, 100)).letters).toEqual([]);
});
