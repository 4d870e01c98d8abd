import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { retryableError } from '#shared/contract/errors.ts';
import { type Bench, evaluated, extracted, message, reasonOf, sleep, startBench } from './support.ts';

describe('claims', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await startBench();
  });
  afterAll(() => bench?.close());

  const liveClaim = (more: Record<string, unknown> = {}) => ({
    version: 1,
    state: 'running',
    round: 0,
    attempt: 1,
    throttles: 0,
    crashes: 0,
    idle_rounds: 0,
    owner: 'somebody',
    lease_until: new Date(Date.now() - 1000).toISOString(),
    worked_ms: 0,
    checkpoints: 0,
    ...more,
  });

  it('the same message three times at once: one piece of work, one result, all acknowledged in the end', async () => {
    let works = 0;
    const worker = bench.worker(
      'extraction',
      async () => {
        works += 1;
        await sleep(300);
        return extracted();
      },
      { lease: { kind: 'heartbeat', seconds: 2 } },
    );
    const sent = message();
    for (let copy = 0; copy < 3; copy += 1) await bench.send('extraction', sent);
    const records = await bench.receive('extraction');
    expect(records).toHaveLength(3);
    const responses = await Promise.all(
      records.map((record) => bench.invoke(worker, 'extraction', [record])),
    );
    expect(responses.flatMap((response) => response.batchItemFailures)).toHaveLength(2);
    await bench.drive(worker, 'extraction', { idleSeconds: 4 });
    expect(works).toBe(1);
    expect(await bench.receive('extraction')).toEqual([]);
    // The next stage has not taken the run up, so a duplicate sends its message again rather than risk losing it.
    const next = await bench.receive('autogen');
    expect(next.length).toBeGreaterThanOrEqual(1);
    expect(await bench.deadLetters('extraction')).toEqual([]);
  });

  it('duplicates after the result cost nothing once the next stage is at it', async () => {
    const worker = bench.worker('extraction', async () => extracted());
    const sent = message();
    await bench.receive('autogen');
    await bench.send('extraction', sent);
    await bench.drive(worker, 'extraction', { idleSeconds: 0 });
    expect(await bench.receive('autogen')).toHaveLength(1);
    await bench.write(sent.run_id, 'autogen/claim.json', liveClaim());
    await bench.send('extraction', sent);
    await bench.drive(worker, 'extraction', { idleSeconds: 0 });
    expect(await bench.receive('autogen')).toEqual([]);
  });

  it('a crash between result and next message: redelivery sends it, without working again', async () => {
    const sent = message();
    let works = 0;
    const worker = bench.worker('extraction', async () => {
      works += 1;
      return extracted();
    });
    await bench.receive('autogen');
    await bench.write(
      sent.run_id,
      'extraction/claim.json',
      liveClaim({ lease_until: new Date(Date.now() + 60_000).toISOString() }),
    );
    await bench.write(sent.run_id, 'extraction.json', extracted().result);
    await bench.send('extraction', sent);
    await bench.drive(worker, 'extraction', { idleSeconds: 0 });
    expect(works).toBe(0);
    const [next] = await bench.receive('autogen');
    expect(JSON.parse(next?.body ?? '')).toMatchObject({ run_id: sent.run_id, pipeline: ['autogen'] });
    expect(await bench.receive('extraction')).toEqual([]);
  });

  it('a crash between error result and dead letter: the failure is finished, not tried again', async () => {
    const sent = message();
    const failure = {
      code: 'bad',
      message: 'No',
      retryable: false,
      attempts: 2,
      failed_at: new Date().toISOString(),
    };
    const worker = bench.worker('evaluation', async () => {
      throw new Error('must not run');
    });
    await bench.write(sent.run_id, 'evaluation/claim.json', liveClaim({ state: 'failing', failure }));
    await bench.send('evaluation', sent);
    await bench.drive(worker, 'evaluation', { idleSeconds: 0 });
    expect(await bench.read(sent.run_id, 'evaluation.json')).toMatchObject({
      status: 'error',
      code: 'bad',
      attempts: 2,
    });
    expect((await bench.deadLetters('evaluation')).map(reasonOf)).toEqual(['bad']);
    await bench.send('evaluation', sent);
    await bench.drive(worker, 'evaluation', { idleSeconds: 0 });
    expect(await bench.deadLetters('evaluation')).toEqual([]);
  });

  it('takes a run over from a worker that died, once its lease is over', async () => {
    const attempts: number[] = [];
    const worker = bench.worker('evaluation', async (_, ctx) => {
      attempts.push(ctx.attempt);
      return evaluated;
    });
    const sent = message();
    const lease_until = new Date(Date.now() + 1500).toISOString();
    await bench.write(sent.run_id, 'evaluation/claim.json', liveClaim({ lease_until }));
    await bench.send('evaluation', sent);
    const [record] = await bench.receive('evaluation');
    const early = await bench.invoke(worker, 'evaluation', record ? [record] : []);
    expect(early.batchItemFailures).toHaveLength(1);
    expect(attempts).toEqual([]);
    await bench.drive(worker, 'evaluation', { idleSeconds: 4 });
    expect(attempts).toEqual([2]);
    expect(await bench.read(sent.run_id, 'evaluation/claim.json')).toMatchObject({ attempt: 1, crashes: 1 });
    expect(bench.metrics.CrashTakeovers).toEqual([1]);
  });

  it('gives a run up that kills its worker again and again, unless it gets on in between', async () => {
    const worker = bench.worker('evaluation', async () => evaluated, { variables: { MAX_CRASHES: '2' } });
    const [poisoned, busy] = [message(), message()];
    for (const { run_id } of [poisoned, busy]) {
      await bench.write(run_id, 'evaluation/claim.json', liveClaim({ crashes: 2 }));
    }
    await bench.write(busy.run_id, 'evaluation/checkpoints/one.json', {});
    await bench.send('evaluation', poisoned);
    await bench.send('evaluation', busy);
    await bench.drive(worker, 'evaluation', { idleSeconds: 0 });
    expect(await bench.read(poisoned.run_id, 'evaluation.json')).toMatchObject({
      code: 'worker_crashed',
      status: 'error',
    });
    expect(await bench.read(busy.run_id, 'evaluation.json')).toMatchObject({ status: 'success' });
    expect((await bench.deadLetters('evaluation')).map(reasonOf)).toEqual(['worker_crashed']);
  });

  it('keeps a short lease and the message’s invisibility alive while it works', async () => {
    const sent = message();
    let claims: Record<string, unknown>[] = [];
    const worker = bench.worker(
      'evaluation',
      async () => {
        await sleep(200);
        claims = [...claims, (await bench.read(sent.run_id, 'evaluation/claim.json')) ?? {}];
        await sleep(2500);
        claims = [...claims, (await bench.read(sent.run_id, 'evaluation/claim.json')) ?? {}];
        expect(await bench.receive('evaluation')).toEqual([]);
        return evaluated;
      },
      { lease: { kind: 'heartbeat', seconds: 1 } },
    );
    await bench.send('evaluation', sent);
    await bench.drive(worker, 'evaluation', { idleSeconds: 0 });
    expect(await bench.read(sent.run_id, 'evaluation.json')).toMatchObject({ status: 'success' });
    const [early, late] = claims.map((claim) => Date.parse(String(claim.lease_until)));
    expect((late ?? 0) - (early ?? 0)).toBeGreaterThan(2000);
    expect(Number(claims[1]?.worked_ms)).toBeGreaterThan(2000);
  });

  it('a lost lease aborts the work and leaves the message to the new owner', async () => {
    const sent = message();
    let aborted = false;
    const worker = bench.worker(
      'evaluation',
      async (_, ctx) => {
        await bench.write(
          sent.run_id,
          'evaluation/claim.json',
          liveClaim({ owner: 'thief', lease_until: '2099-01-01T00:00:00.000Z' }),
        );
        await new Promise((_resolve, reject) => {
          ctx.signal.addEventListener('abort', () => {
            aborted = true;
            reject(retryableError('llm_timeout', 'aborted'));
          });
        });
        return evaluated;
      },
      { lease: { kind: 'heartbeat', seconds: 1 } },
    );
    await bench.send('evaluation', sent);
    const records = await bench.receive('evaluation');
    const response = await bench.invoke(worker, 'evaluation', records);
    expect(aborted).toBe(true);
    expect(response.batchItemFailures).toHaveLength(1);
    expect(await bench.read(sent.run_id, 'evaluation/claim.json')).toMatchObject({
      owner: 'thief',
      state: 'running',
    });
    expect(await bench.read(sent.run_id, 'evaluation.json')).toBeUndefined();
  });

  it('sets the visibility to the end of the lease right after the claim', async () => {
    const sent = message();
    const worker = bench.worker('evaluation', async () => evaluated, {
      variables: { LEASE_MARGIN_SECONDS: '1' },
    });
    await bench.send('evaluation', sent);
    const records = await bench.receive('evaluation');
    // The invocation ends without an acknowledgement, as after a crash: 1 s of time, 1 s of margin, then it is back.
    await worker({ Records: records }, { awsRequestId: 'r', getRemainingTimeInMillis: () => 1000 });
    await sleep(1200);
    expect(await bench.receive('evaluation')).toEqual([]);
    expect(await bench.receive('evaluation', { waitSeconds: 4 })).toHaveLength(1);
  });
});
