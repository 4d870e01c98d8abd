import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { permanentError, retryableError } from '#shared/contract/errors.ts';
import type { Stage } from '#shared/stage.ts';
import { runFolder } from '#shared/store/run-folder.ts';
import { readUsage } from '#shared/store/usage.ts';
import { type Bench, evaluated, extracted, message, reasonOf, startBench } from './support.ts';

describe('failures', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await startBench();
  });
  beforeEach(() => {
    for (const name of Object.keys(bench.metrics)) delete bench.metrics[name];
  });
  afterAll(() => bench?.close());

  const throttled = (retryAfter?: number) =>
    retryableError('llm_rate_limited', 'Busy', { throttled: true, ...(retryAfter && { retryAfter }) });
  const down = () => retryableError('llm_unavailable', 'Down');

  /** Throws these one after the other, then succeeds; notes when and as which attempt it was called. */
  function moody(errors: unknown[]) {
    const calls: { at: number; attempt: number }[] = [];
    const work: Stage<'evaluation'> = async (_, ctx) => {
      calls.push({ at: Date.now(), attempt: ctx.attempt });
      ctx.ledger.record({
        usage_type: 'llm',
        model_name: `try ${calls.length}`,
        provider: 'p',
        adapter_instance_id: 'a',
        run_id: 'r',
        prompt_tokens: 10,
        completion_tokens: 1,
        total_tokens: 11,
        embedding_tokens: 0,
        cost_in_dollars: 0.5,
        status: errors.length > 0 ? 'ERROR' : 'SUCCESS',
        execution_time_ms: 1,
        attempt: ctx.attempt,
      });
      const error = errors.shift();
      if (error !== undefined) throw error;
      return evaluated;
    };
    return { calls, work };
  }

  it('429 with Retry-After, then 500, then success: waits as asked, saves what the failed tries cost', async () => {
    const { calls, work } = moody([throttled(2), down()]);
    const sent = message();
    await bench.send('evaluation', sent);
    await bench.drive(bench.worker('evaluation', work, { variables: { RETRIES: '1' } }), 'evaluation', {
      idleSeconds: 4,
    });
    expect(calls.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
    expect((calls[1]?.at ?? 0) - (calls[0]?.at ?? 0)).toBeGreaterThanOrEqual(1900);
    expect(await bench.read(sent.run_id, 'evaluation.json')).toMatchObject({ status: 'success' });
    const usage = await readUsage(runFolder(bench.objects, 'default', sent.run_id), 'evaluation');
    expect(usage.map(({ model_name, status }) => [model_name, status])).toEqual([
      ['try 1', 'ERROR'],
      ['try 2', 'ERROR'],
    ]);
    expect(bench.metrics).toMatchObject({
      RetriesScheduled: [1, 1],
      RetryDelay: [2, 0],
      Throttles: [1],
      PromptTokens: [10, 10, 10],
      ModelCost: [0.5, 0.5, 0.5],
      ModelCallErrors: [1, 1],
      RunsSucceeded: [1],
    });
    expect(await bench.deadLetters('evaluation')).toEqual([]);
  });

  it('throttles do not use the retry budget up, but have one of their own', async () => {
    const patient = moody([throttled(), throttled(), throttled(), down()]);
    const sent = message();
    await bench.send('evaluation', sent);
    const variables = { RETRIES: '1', MAX_THROTTLES: '3' };
    await bench.drive(bench.worker('evaluation', patient.work, { variables }), 'evaluation', {
      idleSeconds: 0,
    });
    expect(await bench.read(sent.run_id, 'evaluation.json')).toMatchObject({ status: 'success' });

    const hopeless = moody(Array.from({ length: 9 }, () => throttled()));
    const other = message();
    await bench.send('evaluation', other);
    await bench.drive(bench.worker('evaluation', hopeless.work, { variables }), 'evaluation', {
      idleSeconds: 0,
    });
    expect(hopeless.calls).toHaveLength(4);
    expect(await bench.read(other.run_id, 'evaluation.json')).toMatchObject({
      status: 'error',
      code: 'llm_rate_limited',
      retryable: true,
    });
    expect((await bench.deadLetters('evaluation')).map(reasonOf)).toEqual(['llm_rate_limited']);
  });

  it('more throttles than SQS allows receives: a fresh copy takes the message’s place', async () => {
    const { calls, work } = moody(Array.from({ length: 30 }, () => throttled()));
    const sent = message();
    await bench.send('evaluation', sent);
    await bench.drive(bench.worker('evaluation', work), 'evaluation', { idleSeconds: 0 });
    expect(calls).toHaveLength(31);
    expect(await bench.read(sent.run_id, 'evaluation.json')).toMatchObject({ status: 'success' });
    expect(await bench.deadLetters('evaluation')).toEqual([]);
  });

  it('retryable errors end after the budget, permanent ones and bugs as they should', async () => {
    const cases: { errors: unknown[]; calls: number; code: string; retryable: boolean }[] = [
      { errors: [down(), down(), down(), down()], calls: 3, code: 'llm_unavailable', retryable: true },
      { errors: [permanentError('no_pages', 'Empty')], calls: 1, code: 'no_pages', retryable: false },
      {
        errors: [1, 2, 3, 4].map(() => new TypeError('x of undefined')),
        calls: 3,
        code: 'internal_error',
        retryable: true,
      },
      { errors: ['a string', 'again', 'and again'], calls: 3, code: 'internal_error', retryable: true },
    ];
    for (const { errors, calls, code, retryable } of cases) {
      const stage = moody(errors);
      const sent = message();
      await bench.send('evaluation', sent);
      await bench.drive(
        bench.worker('evaluation', stage.work, { variables: { RETRIES: '2' } }),
        'evaluation',
        { idleSeconds: 0 },
      );
      expect(stage.calls, code).toHaveLength(calls);
      const result = await bench.read(sent.run_id, 'evaluation.json');
      expect(result).toMatchObject({
        status: 'error',
        code,
        retryable,
        attempts: calls,
        stage: 'evaluation',
      });
      expect(result?.error).not.toContain('undefined');
      const [letter, ...others] = await bench.deadLetters('evaluation');
      expect(others).toEqual([]);
      expect(JSON.parse(letter?.body ?? '')).toEqual(sent);
      expect(letter?.messageAttributes.attempts?.stringValue).toBe(String(calls));
    }
    expect(JSON.stringify(bench.logs)).toContain('x of undefined');
  });

  it('a result that breaks the contract is a bug, not a success', async () => {
    const worker = bench.worker(
      'extraction',
      (async () => ({ kind: 'done', result: { status: 'success' } })) as never,
      {
        variables: { RETRIES: '0' },
      },
    );
    const sent = message();
    await bench.send('extraction', sent);
    await bench.drive(worker, 'extraction', { idleSeconds: 0 });
    expect(await bench.read(sent.run_id, 'extraction.json')).toMatchObject({
      status: 'error',
      code: 'internal_error',
    });
    expect(await bench.deadLetters('extraction')).toHaveLength(1);
  });

  it('redrive by the dead letter itself: the error goes, the run succeeds, checkpoints stay', async () => {
    const { work, calls } = moody([permanentError('wrong_key', 'Mend the key')]);
    const worker = bench.worker('evaluation', work);
    const sent = message();
    await bench.send('evaluation', sent);
    await bench.drive(worker, 'evaluation', { idleSeconds: 0 });
    await bench.write(sent.run_id, 'evaluation/checkpoints/one.json', { paid: true });
    const [letter] = await bench.deadLetters('evaluation');
    const attributes = Object.fromEntries(
      Object.entries(letter?.messageAttributes ?? {}).map(([name, value]) => [name, value.stringValue ?? '']),
    );
    // Without the attributes it is just a late duplicate of a failed run.
    await bench.send('evaluation', sent);
    await bench.drive(worker, 'evaluation', { idleSeconds: 0 });
    expect(calls).toHaveLength(1);

    await bench.send('evaluation', letter?.body, attributes);
    await bench.drive(worker, 'evaluation', { idleSeconds: 0 });
    expect(calls).toHaveLength(2);
    expect(await bench.read(sent.run_id, 'evaluation.json')).toMatchObject({ status: 'success' });
    expect(await bench.read(sent.run_id, 'evaluation/checkpoints/one.json')).toEqual({ paid: true });
    // A second redrive of the same letter finds the success.
    await bench.send('evaluation', letter?.body, attributes);
    await bench.drive(worker, 'evaluation', { idleSeconds: 0 });
    expect(calls).toHaveLength(2);
    expect(await bench.deadLetters('evaluation')).toEqual([]);
  });

  it('a redriven run that fails again leaves one new dead letter with the new reason', async () => {
    const { work } = moody([permanentError('first', 'One'), permanentError('second', 'Two')]);
    const worker = bench.worker('evaluation', work);
    const sent = message();
    await bench.send('evaluation', sent);
    await bench.drive(worker, 'evaluation', { idleSeconds: 0 });
    const [letter] = await bench.deadLetters('evaluation');
    const attributes = Object.fromEntries(
      Object.entries(letter?.messageAttributes ?? {}).map(([name, value]) => [name, value.stringValue ?? '']),
    );
    await bench.send('evaluation', letter?.body, attributes);
    await bench.drive(worker, 'evaluation', { idleSeconds: 0 });
    expect((await bench.deadLetters('evaluation')).map(reasonOf)).toEqual(['second']);
    expect(await bench.read(sent.run_id, 'evaluation.json')).toMatchObject({ code: 'second' });
  });

  it('a next queue that cannot be reached fails the next stage, not the result; redrive mends it', async () => {
    const missing = bench.queues.autogen.url.replace('autogen', 'nowhere');
    let works = 0;
    const work: Stage<'extraction'> = async () => {
      works += 1;
      return extracted();
    };
    const broken = bench.worker('extraction', work, {
      variables: { RETRIES: '0', QUEUE_URL_AUTOGEN: missing },
    });
    const sent = message();
    await bench.send('extraction', sent);
    await bench.drive(broken, 'extraction', { idleSeconds: 0 });
    expect(await bench.read(sent.run_id, 'extraction.json')).toMatchObject({ status: 'success' });
    expect(await bench.read(sent.run_id, 'autogen.json')).toMatchObject({
      status: 'error',
      code: 'queue_refused',
      stage: 'autogen',
    });
    const [letter] = await bench.deadLetters('extraction');
    const attributes = Object.fromEntries(
      Object.entries(letter?.messageAttributes ?? {}).map(([name, value]) => [name, value.stringValue ?? '']),
    );
    await bench.send('extraction', letter?.body, attributes);
    await bench.drive(bench.worker('extraction', work), 'extraction', { idleSeconds: 0 });
    expect(works).toBe(1);
    expect(await bench.read(sent.run_id, 'autogen.json')).toBeUndefined();
    expect(await bench.receive('autogen')).toHaveLength(1);
  });
});
