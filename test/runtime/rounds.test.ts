import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Stage } from '#shared/stage.ts';
import { type Bench, evaluated, message, reasonOf, sleep, startBench } from './support.ts';

describe('time', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await startBench();
  });
  afterAll(() => bench?.close());

  /** Needs `steps` steps of `stepMs`; saves each, and goes on in another round when the next would not fit. */
  function stepwise(steps: number, stepMs: number) {
    const rounds: { round: number; softMs: number }[] = [];
    const work: Stage<'evaluation'> = async (task, ctx) => {
      rounds.push({ round: task.round, softMs: ctx.softRemainingMs() });
      for (;;) {
        const saved = (await ctx.run.list('evaluation/checkpoints/')).length;
        if (saved === steps || ctx.softRemainingMs() === 0) return evaluated;
        if (ctx.remainingMs() < stepMs * 1.2) return { kind: 'continue', reason: 'time' };
        await sleep(stepMs);
        await ctx.run.create(`evaluation/checkpoints/${saved}.json`, {});
        ctx.progress(saved + 1, steps, 'answers');
      }
    };
    return { rounds, work };
  }

  it('work longer than an invocation finishes over several rounds', async () => {
    const { rounds, work } = stepwise(6, 300);
    const sent = message();
    await bench.send('evaluation', sent);
    await bench.drive(bench.worker('evaluation', work), 'evaluation', { idleSeconds: 1, remainingMs: 1000 });
    expect(rounds.map(({ round }) => round)).toEqual([0, 1, 2]);
    expect(await bench.read(sent.run_id, 'evaluation.json')).toMatchObject({ status: 'success' });
    const claim = await bench.read(sent.run_id, 'evaluation/claim.json');
    expect(claim).toMatchObject({ round: 2, attempt: 1, crashes: 0 });
    expect(Number(claim?.worked_ms)).toBeGreaterThan(1200);
    expect(await bench.read(sent.run_id, 'evaluation/progress.json')).toMatchObject({
      stage: 'evaluation',
      total: 6,
      unit: 'answers',
    });
  });

  it('the soft limit counts the work of all rounds', async () => {
    const { rounds, work } = stepwise(20, 300);
    const sent = message();
    await bench.send('evaluation', sent);
    const worker = bench.worker('evaluation', work, {
      variables: { SOFT_LIMIT_SECONDS: '2', HARD_LIMIT_SECONDS: '10' },
    });
    await bench.drive(worker, 'evaluation', { idleSeconds: 1, remainingMs: 1000 });
    expect(await bench.read(sent.run_id, 'evaluation.json')).toMatchObject({ status: 'success' });
    expect(rounds.length).toBeGreaterThanOrEqual(3);
    expect(rounds.length).toBeLessThanOrEqual(5);
    const softs = rounds.map(({ softMs }) => softMs);
    expect(softs).toEqual([...softs].sort((a, b) => b - a));
    expect(softs[1]).toBeLessThan(1500);
  });

  it('the hard limit ends the run, also one whose stage does not heed its signal', async () => {
    const deaf: Stage<'evaluation'> = async () => {
      await sleep(5000);
      return evaluated;
    };
    const sent = message();
    await bench.send('evaluation', sent);
    const worker = bench.worker('evaluation', deaf, {
      variables: { HARD_LIMIT_SECONDS: '1', SAFETY_MARGIN_MS: '100' },
    });
    const startedAt = Date.now();
    await bench.drive(worker, 'evaluation', { idleSeconds: 0 });
    expect(Date.now() - startedAt).toBeLessThan(3000);
    expect(await bench.read(sent.run_id, 'evaluation.json')).toMatchObject({
      code: 'time_limit_exceeded',
      retryable: false,
    });
    expect((await bench.deadLetters('evaluation')).map(reasonOf)).toEqual(['time_limit_exceeded']);
  });

  it('aborts before the invocation’s deadline and counts that as a failed try', async () => {
    const aborts: number[] = [];
    const slow: Stage<'evaluation'> = async (_, ctx) => {
      const startedAt = performance.now();
      await new Promise((_resolve, reject) => {
        ctx.signal.addEventListener('abort', () => {
          aborts.push(performance.now() - startedAt);
          reject(ctx.signal.reason);
        });
      });
      return evaluated;
    };
    const sent = message();
    await bench.send('evaluation', sent);
    const worker = bench.worker('evaluation', slow, { variables: { RETRIES: '1' } });
    await bench.drive(worker, 'evaluation', { idleSeconds: 1, remainingMs: 600 });
    expect(aborts).toHaveLength(2);
    for (const abortedAfter of aborts) {
      expect(abortedAfter).toBeGreaterThan(400);
      expect(abortedAfter).toBeLessThan(600);
    }
    expect(await bench.read(sent.run_id, 'evaluation.json')).toMatchObject({
      code: 'stage_timeout',
      retryable: true,
      attempts: 2,
    });
    expect((await bench.deadLetters('evaluation')).map(reasonOf)).toEqual(['stage_timeout']);
  });

  it('a stage that only ever continues is ended', async () => {
    let rounds = 0;
    const idle: Stage<'evaluation'> = async () => {
      rounds += 1;
      return { kind: 'continue', reason: 'later' };
    };
    const sent = message();
    await bench.send('evaluation', sent);
    await bench.drive(bench.worker('evaluation', idle), 'evaluation', { idleSeconds: 0 });
    expect(rounds).toBe(21);
    expect(await bench.read(sent.run_id, 'evaluation.json')).toMatchObject({ code: 'no_progress' });
    await bench.deadLetters('evaluation');
  });

  it('a crash between releasing a round and sending its message: the old message sends it again', async () => {
    const { rounds, work } = stepwise(1, 10);
    const sent = message();
    await bench.write(sent.run_id, 'evaluation/claim.json', {
      version: 1,
      state: 'continued',
      round: 1,
      attempt: 1,
      throttles: 0,
      crashes: 0,
      idle_rounds: 0,
      owner: 'dead',
      lease_until: new Date(Date.now() + 60_000).toISOString(),
      worked_ms: 1000,
      checkpoints: 0,
    });
    await bench.send('evaluation', sent);
    await bench.drive(bench.worker('evaluation', work), 'evaluation', { idleSeconds: 0 });
    expect(rounds.map(({ round }) => round)).toEqual([1]);
    expect(await bench.read(sent.run_id, 'evaluation.json')).toMatchObject({ status: 'success' });
  });
});
