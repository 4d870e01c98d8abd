import type { SQSRecord } from 'aws-lambda';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { permanentError } from '#shared/contract/errors.ts';
import { workerStopped } from '#shared/runtime/give-back.ts';
import { type Bench, evaluated, extracted, message, reasonOf, sleep, startBench } from './support.ts';

type Command = { commandName: string; input: Record<string, unknown> };

describe('when S3 or SQS is away, or what stands there is garbage', () => {
  let bench: Bench;
  /** Makes every SDK call fail for which it returns true. */
  let isAway: (command: Command) => boolean = () => false;

  beforeAll(async () => {
    bench = await startBench();
    for (const client of [bench.sqs, bench.s3]) {
      const stack = client.middlewareStack as typeof bench.sqs.middlewareStack;
      stack.add(
        (next, { commandName = '' }) =>
          (args) => {
            if (!isAway({ commandName, input: args.input as Command['input'] })) return next(args);
            throw Object.assign(new Error('away'), {
              name: 'ServiceUnavailable',
              $metadata: { httpStatusCode: 503 },
            });
          },
        { step: 'initialize', priority: 'low' },
      );
    }
  });
  afterEach(async () => {
    isAway = () => false;
    for (const stage of ['extraction', 'chunking', 'autogen', 'evaluation'] as const) {
      await bench.deadLetters(stage);
      for (const record of await bench.receive(stage)) await acknowledge(stage, record);
    }
  });
  afterAll(() => bench?.close());

  const acknowledge = (stage: 'extraction' | 'chunking' | 'autogen' | 'evaluation', record: SQSRecord) =>
    bench.invoke(
      Object.assign(async () => ({ batchItemFailures: [] }), { ready: Promise.resolve() }),
      stage,
      [record],
    );

  /** A received message as it looks after so many receives. */
  async function receivedOften(count: number, attributes: Record<string, string> = {}): Promise<SQSRecord[]> {
    const records = await bench.receive('evaluation');
    return records.map((record) => ({
      ...record,
      attributes: { ...record.attributes, ApproximateReceiveCount: String(count) },
      messageAttributes: {
        ...record.messageAttributes,
        ...Object.fromEntries(
          Object.entries(attributes).map(([name, stringValue]) => [
            name,
            { stringValue, dataType: 'String' },
          ]),
        ),
      },
    }));
  }

  it('a continuation that cannot be sent is sent when the message comes back: no try is counted, no run lost', async () => {
    const rounds: [number, number][] = [];
    const worker = bench.worker('evaluation', async (task, ctx) => {
      rounds.push([task.round, ctx.attempt]);
      if (task.round > 0) return evaluated;
      await ctx.run.write('evaluation/checkpoints/one.json', {});
      isAway = ({ commandName }) => commandName === 'SendMessageCommand';
      return { kind: 'continue', reason: 'more to do' };
    });
    const sent = message();
    await bench.send('evaluation', sent);
    const first = await bench.receive('evaluation');
    expect((await bench.invoke(worker, 'evaluation', first)).batchItemFailures).toHaveLength(1);
    isAway = () => false;
    await bench.drive(worker, 'evaluation', { idleSeconds: 1 });
    expect(rounds).toEqual([
      [0, 1],
      [1, 1],
    ]);
    expect(await bench.read(sent.run_id, 'evaluation.json')).toMatchObject({ status: 'success' });
    expect(await bench.deadLetters('evaluation')).toEqual([]);
  });

  it('a next message that cannot be sent fails nobody, also after the last try: the result is there', async () => {
    let works = 0;
    const worker = bench.worker(
      'extraction',
      async () => {
        works += 1;
        isAway = ({ commandName }) => commandName === 'SendMessageCommand';
        return extracted();
      },
      { variables: { RETRIES: '0' } },
    );
    const sent = message();
    await bench.send('extraction', sent);
    const first = await bench.receive('extraction');
    expect((await bench.invoke(worker, 'extraction', first)).batchItemFailures).toHaveLength(1);
    expect(await bench.read(sent.run_id, 'autogen.json')).toBeUndefined();
    isAway = () => false;
    await bench.drive(worker, 'extraction', { idleSeconds: 1 });
    expect(works).toBe(1);
    expect(await bench.deadLetters('extraction')).toEqual([]);
    expect(await bench.receive('autogen')).toHaveLength(1);
  });

  it('a message that S3 keeps from being handled gets fresh copies before SQS would bury it', async () => {
    const worker = bench.worker('evaluation', async () => evaluated);
    const sent = message();
    await bench.send('evaluation', sent);
    isAway = ({ input }) => 'Key' in input;
    expect(await bench.invoke(worker, 'evaluation', await receivedOften(17))).toEqual({
      batchItemFailures: [],
    });
    isAway = () => false;
    const [copy] = await bench.receive('evaluation', { waitSeconds: 1 });
    expect(copy?.messageAttributes.copies?.stringValue).toBe('1');
    expect(copy?.attributes.ApproximateReceiveCount).toBe('1');
    await bench.invoke(worker, 'evaluation', copy ? [copy] : []);
    expect(await bench.read(sent.run_id, 'evaluation.json')).toMatchObject({ status: 'success' });
  });

  it('in the end it is a dead letter with its reason, which redrive brings back', async () => {
    const worker = bench.worker('evaluation', async () => evaluated);
    const sent = message();
    await bench.send('evaluation', sent);
    isAway = ({ input }) => 'Key' in input;
    const records = await receivedOften(17, { copies: '6' });
    expect(await bench.invoke(worker, 'evaluation', records)).toEqual({ batchItemFailures: [] });
    isAway = () => false;
    const [letter] = await bench.deadLetters('evaluation');
    expect(reasonOf(letter)).toBe('storage_unavailable');
    expect(letter?.messageAttributes.copies).toBeUndefined();
    await bench.send('evaluation', letter?.body, {
      failed_at: letter?.messageAttributes.failed_at?.stringValue ?? '',
    });
    await bench.drive(worker, 'evaluation', { idleSeconds: 0 });
    expect(await bench.read(sent.run_id, 'evaluation.json')).toMatchObject({ status: 'success' });
  });

  it('who waits is told when the claim was ours and only its end could not be written', async () => {
    const worker = bench.worker('evaluation', async () => {
      isAway = ({ commandName, input }) =>
        commandName === 'PutObjectCommand' && String(input.Key).endsWith('claim.json');
      throw permanentError('bad_thing', 'No good');
    });
    const sent = message();
    await bench.send('evaluation', sent);
    await bench.invoke(worker, 'evaluation', await receivedOften(17, { copies: '6' }));
    expect(await bench.read(sent.run_id, 'evaluation.json')).toMatchObject({
      status: 'error',
      code: 'storage_unavailable',
    });
    expect(await bench.deadLetters('evaluation')).toHaveLength(1);
  });

  it('a claim that is garbage ends as an error result and a dead letter, not in silence', async () => {
    const worker = bench.worker('evaluation', async () => evaluated);
    const sent = message();
    await bench.objects.put(`runs/default/${sent.run_id}/evaluation/claim.json`, '{"attempt": "secret');
    await bench.send('evaluation', sent);
    await bench.drive(worker, 'evaluation', { idleSeconds: 0 });
    expect(await bench.read(sent.run_id, 'evaluation.json')).toMatchObject({
      code: 'stored_document_invalid',
    });
    expect((await bench.deadLetters('evaluation')).map(reasonOf)).toEqual(['stored_document_invalid']);
    expect(JSON.stringify(bench.logs)).not.toContain('secret');
  });

  it('a result that is garbage gives way to the real one', async () => {
    const worker = bench.worker('evaluation', async () => evaluated);
    const sent = message();
    await bench.objects.put(`runs/default/${sent.run_id}/evaluation.json`, 'garbage');
    await bench.send('evaluation', sent);
    await bench.drive(worker, 'evaluation', { idleSeconds: 0 });
    expect(await bench.read(sent.run_id, 'evaluation.json')).toEqual(evaluated.result);
    expect(await bench.deadLetters('evaluation')).toEqual([]);
  });

  it('a payload that goes away between two tries is told, though the run has a claim', async () => {
    const worker = bench.worker('evaluation', async () => {
      throw new Error('bug');
    });
    const sent = message();
    const payload_ref = `payloads/default/${sent.run_id}/gone.json`;
    await bench.objects.put(payload_ref, JSON.stringify(sent));
    await bench.send('evaluation', { run_id: sent.run_id, payload_ref });
    await bench.invoke(worker, 'evaluation', await bench.receive('evaluation'));
    await bench.objects.delete(payload_ref);
    await bench.drive(worker, 'evaluation', { idleSeconds: 1 });
    expect(await bench.read(sent.run_id, 'evaluation.json')).toMatchObject({ code: 'payload_not_found' });
    expect((await bench.deadLetters('evaluation')).map(reasonOf)).toEqual(['payload_not_found']);
  });

  it('a redriven message that is refused can be redriven again', async () => {
    const failing = bench.worker('evaluation', async () => {
      throw permanentError('first', 'One');
    });
    const sent = message();
    const payload_ref = `payloads/default/${sent.run_id}/back.json`;
    await bench.objects.put(payload_ref, JSON.stringify(sent));
    await bench.send('evaluation', { run_id: sent.run_id, payload_ref });
    await bench.drive(failing, 'evaluation', { idleSeconds: 0 });
    const redrive = async () => {
      const [letter] = await bench.deadLetters('evaluation');
      await sleep(5);
      await bench.send('evaluation', letter?.body, {
        failed_at: letter?.messageAttributes.failed_at?.stringValue ?? '',
      });
      return reasonOf(letter);
    };
    await bench.objects.delete(payload_ref);
    expect(await redrive()).toBe('first');
    const worker = bench.worker('evaluation', async () => evaluated);
    await bench.drive(worker, 'evaluation', { idleSeconds: 0 });
    await bench.objects.put(payload_ref, JSON.stringify(sent));
    expect(await redrive()).toBe('payload_not_found');
    await bench.drive(worker, 'evaluation', { idleSeconds: 0 });
    expect(await bench.read(sent.run_id, 'evaluation.json')).toMatchObject({ status: 'success' });
  });

  it('refuses what is nested too deep to be sent on, and a payload that would fill the memory', async () => {
    const worker = bench.worker('evaluation', async () => evaluated, {
      variables: { MAX_DOCUMENT_BYTES: '5000' },
    });
    const deep = message();
    const nested = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    await bench.send('evaluation', JSON.stringify(deep).replace('{', `{"custom":${nested},`));
    const large = message();
    const payload_ref = `payloads/default/${large.run_id}/large.json`;
    await bench.objects.put(payload_ref, JSON.stringify({ ...large, text: 'x'.repeat(5000) }));
    await bench.send('evaluation', { run_id: large.run_id, payload_ref });
    await bench.drive(worker, 'evaluation', { idleSeconds: 0 });
    expect(await bench.read(deep.run_id, 'evaluation.json')).toMatchObject({
      code: 'invalid_message',
      error: expect.stringContaining('nested'),
    });
    expect(await bench.read(large.run_id, 'evaluation.json')).toMatchObject({ code: 'payload_too_large' });
  });

  it('a dead letter has room for its reason whatever attributes the sender gave the message', async () => {
    const worker = bench.worker('evaluation', async () => evaluated);
    const bodyOf = (runId: string, size: number) => `{"run_id":"${runId}","text":"${'x'.repeat(size)}`;
    await bench.send('evaluation', bodyOf('wide', 900_000), {
      trace: 't'.repeat(60_000),
      huge: 'h'.repeat(80_000),
    });
    await bench.drive(worker, 'evaluation', { idleSeconds: 0 });
    await bench.send('evaluation', bodyOf('wider', 920_000), {
      trace: 't'.repeat(60_000),
      other: 'o'.repeat(60_000),
    });
    await bench.drive(worker, 'evaluation', { idleSeconds: 0 });
    const letters = await bench.deadLetters('evaluation');
    expect(letters.map(reasonOf)).toEqual(['invalid_json', 'invalid_json']);
    for (const { body: sentBody, messageAttributes } of letters) {
      const values = Object.entries(messageAttributes).flatMap(([name, value]) => [name, value.stringValue]);
      expect(Buffer.byteLength(sentBody + values.join(''))).toBeLessThan(1_048_576);
      expect(messageAttributes.trace?.stringValue).toHaveLength(60_000);
      expect(messageAttributes.huge).toBeUndefined();
    }
    expect(JSON.parse(letters[1]?.body ?? '')).toMatchObject({ run_id: 'wider' });
  });

  it('gives a run back when its process has to stop: nothing is counted, and the message is there at once', async () => {
    const stop = new AbortController();
    const attempts: number[] = [];
    const worker = bench.worker(
      'evaluation',
      async (_, ctx) => {
        attempts.push(ctx.attempt);
        if (attempts.length > 1) return evaluated;
        setTimeout(() => stop.abort(workerStopped()), 50);
        return new Promise((_resolve, reject) => {
          ctx.signal.addEventListener('abort', () => reject(new Error('aborted')));
        });
      },
      { lease: { kind: 'heartbeat', seconds: 60 } },
    );
    const sent = message();
    await bench.send('evaluation', sent);
    const Records = await bench.receive('evaluation');
    const context = { awsRequestId: 'r', getRemainingTimeInMillis: () => 60_000 };
    const { batchItemFailures } = await worker({ Records }, { ...context, stop: stop.signal });
    expect(batchItemFailures).toHaveLength(1);
    expect(await bench.read(sent.run_id, 'evaluation/claim.json')).toMatchObject({
      state: 'waiting',
      attempt: 1,
      crashes: 0,
      throttles: 0,
    });
    await bench.drive(worker, 'evaluation', { idleSeconds: 1 });
    expect(attempts).toEqual([1, 1]);
    expect(await bench.read(sent.run_id, 'evaluation.json')).toMatchObject({ status: 'success' });
  });
});
