import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { permanentError } from '#shared/contract/errors.ts';
import type { Task } from '#shared/contract/task.ts';
import { type Bench, evaluated, extracted, message, reasonOf, sleep, startBench } from './support.ts';

describe('messages', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await startBench();
  });
  afterAll(() => bench?.close());
  afterEach(async () => {
    for (const stage of ['extraction', 'chunking', 'autogen', 'evaluation'] as const)
      await bench.deadLetters(stage);
  });

  it('a plain message becomes a task, a result, a manifest and the next stage’s message', async () => {
    const tasks: Task[] = [];
    const worker = bench.worker('extraction', async (task) => {
      tasks.push(task);
      return extracted();
    });
    const sent = message({
      file_path: 'folder/Rechnung März.pdf',
      colour: 'Grün',
      outputs: [{ name: 'a', reference_answer: '€' }],
    });
    await bench.send('extraction', sent);
    await bench.drive(worker, 'extraction', { idleSeconds: 0 });

    expect(tasks).toHaveLength(1);
    expect(tasks[0]).toMatchObject({
      organization_id: 'default',
      file_name: 'Rechnung März.pdf',
      round: 0,
      colour: 'Grün',
    });
    expect(await bench.read(sent.run_id, 'extraction.json')).toMatchObject({ status: 'success' });
    const manifest = await bench.read(sent.run_id, 'run.json');
    // Chunking was planned, and dropped when the text turned out to be short.
    expect(manifest).toMatchObject({
      run_id: sent.run_id,
      pipeline: ['extraction', 'autogen', 'evaluation'],
    });
    expect(manifest?.warnings).toEqual([expect.stringContaining('colour')]);

    expect(await bench.receive('chunking')).toEqual([]);
    const [next] = await bench.receive('autogen');
    expect(next?.body).toMatch(/^[\x20-\x7e]+$/);
    expect(bench.sent.at(-1)).toMatchObject({ MessageGroupId: 'default', MessageBody: next?.body });
    expect(JSON.parse(next?.body ?? '')).toEqual({
      ...sent,
      organization_id: 'default',
      pipeline: ['autogen', 'evaluation'],
    });
    const evaluation = bench.worker('autogen', async () => {
      throw permanentError('x', 'enough');
    });
    await bench.invoke(evaluation, 'autogen', next ? [next] : []);
  });

  it('keeps chunking for a long text or when a prompt asks for chunks', async () => {
    const worker = bench.worker('extraction', async (task) =>
      extracted(task.custom_data?.long ? 'x'.repeat(24_001) : 'short'),
    );
    const long = message({ custom_data: { long: true } });
    const asked = message({ tool_settings: { 'chunk-size': 100 } });
    const whole = message({ pipeline: ['extraction', 'chunking', 'autogen'] });
    for (const sent of [long, asked, whole]) await bench.send('extraction', sent);
    await bench.drive(worker, 'extraction', { idleSeconds: 0 });
    const next = await bench.receive('chunking');
    expect(next.map(({ body }) => JSON.parse(body).run_id).sort()).toEqual(
      [long.run_id, asked.run_id, whole.run_id].sort(),
    );
    expect(await bench.read(long.run_id, 'run.json')).toMatchObject({
      pipeline: ['extraction', 'chunking', 'autogen'],
    });
  });

  it('ends what is wrong with a message as one error result and one dead letter; the rest of the batch is untouched', async () => {
    const worker = bench.worker('evaluation', async () => evaluated);
    const good = message();
    const wrong = { ...message(), outputs: 'all', file_path: 3 };
    const cut = JSON.stringify(message({ run_id: 'cut-off' })).slice(0, -20);
    const cases = ['not json', cut, wrong, good, [1], message({ pipeline: ['autogen'] })];
    for (const body of cases) await bench.send('evaluation', body);
    const records = await bench.receive('evaluation');
    expect(records).toHaveLength(cases.length);
    expect(await bench.invoke(worker, 'evaluation', records)).toEqual({ batchItemFailures: [] });

    expect(await bench.read(good.run_id, 'evaluation.json')).toEqual(evaluated.result);
    expect(await bench.read(wrong.run_id, 'evaluation.json')).toMatchObject({
      status: 'error',
      code: 'invalid_message',
      retryable: false,
      stage: 'evaluation',
      attempts: 1,
      error: expect.stringMatching(/file_path.*outputs|outputs.*file_path/),
    });
    expect(await bench.read('cut-off', 'evaluation.json')).toMatchObject({ code: 'invalid_json' });
    const letters = await bench.deadLetters('evaluation');
    expect(letters.map(reasonOf).sort()).toEqual(
      ['invalid_json', 'invalid_json', 'invalid_message', 'invalid_message', 'invalid_pipeline'].sort(),
    );
    const letter = letters.find(({ body }) => body === cut);
    expect(Object.keys(letter?.messageAttributes ?? {}).sort()).toEqual(
      ['reason_code', 'message', 'stage', 'run_id', 'organization_id', 'attempts', 'failed_at'].sort(),
    );
    expect(JSON.stringify(bench.logs)).not.toContain('not json');
  });

  it('isolates the records of a batch: one fails for good, one comes back, the others succeed at the same time', async () => {
    let together = 0;
    let most = 0;
    const worker = bench.worker(
      'evaluation',
      async (task) => {
        together += 1;
        most = Math.max(most, together);
        await sleep(50);
        together -= 1;
        if (task.custom_data?.fail === 'permanent') throw permanentError('bad_thing', 'No good');
        if (task.custom_data?.fail === 'bug') throw new SyntaxError('Unexpected token "secret text"');
        return evaluated;
      },
      { variables: { FIRST_RETRY_DELAY_SECONDS: '900' } },
    );
    const bodies = [
      message(),
      message({ custom_data: { fail: 'permanent' } }),
      message({ custom_data: { fail: 'bug' } }),
      message(),
    ];
    for (const body of bodies) await bench.send('evaluation', body);
    const records = await bench.receive('evaluation');
    const { batchItemFailures } = await bench.invoke(worker, 'evaluation', records);
    const bug = records.find(({ body }) => body.includes('"bug"'));
    expect(batchItemFailures).toEqual([{ itemIdentifier: bug?.messageId }]);
    expect(most).toBe(4);
    expect(await bench.read(bodies[1]?.run_id ?? '', 'evaluation.json')).toMatchObject({ code: 'bad_thing' });
    expect(await bench.read(bodies[2]?.run_id ?? '', 'evaluation.json')).toBeUndefined();
    expect((await bench.deadLetters('evaluation')).map(reasonOf)).toEqual(['bad_thing']);
    expect(JSON.stringify(bench.logs)).not.toContain('secret text');
  });

  it('a body that leaves no room for the reason is a dead letter by claim check', async () => {
    const worker = bench.worker('evaluation', async () => evaluated);
    const body = `{"run_id":"huge","text":"${'x'.repeat(1_040_000)}`;
    await bench.send('evaluation', body);
    await bench.drive(worker, 'evaluation', { idleSeconds: 0 });
    expect(await bench.read('huge', 'evaluation.json')).toMatchObject({ code: 'invalid_json' });
    const [letter] = await bench.deadLetters('evaluation');
    expect(reasonOf(letter)).toBe('invalid_json');
    const { payload_ref, run_id } = JSON.parse(letter?.body ?? '');
    expect(run_id).toBe('huge');
    expect(Buffer.from((await bench.objects.get(payload_ref))?.body ?? []).toString()).toBe(body);
  });

  it('refuses a run id that was used for another payload, and leaves that run alone', async () => {
    const worker = bench.worker('extraction', async () => extracted());
    const first = message();
    await bench.send('extraction', first);
    await bench.send('extraction', { ...first, metadata: { trace: 2 } });
    await bench.send('extraction', { ...first, outputs: [{ name: 'other' }] });
    await bench.drive(worker, 'extraction', { idleSeconds: 0 });
    expect((await bench.deadLetters('extraction')).map(reasonOf)).toEqual(['run_id_reused']);
    expect(await bench.read(first.run_id, 'extraction.json')).toMatchObject({ status: 'success' });
  });

  it('takes a given text for the extraction and sends the run on', async () => {
    const extraction = bench.worker('extraction', async () => {
      throw new Error('must not run');
    });
    const sent = message({ extracted_text: 'Seite eins\nTotal 5\fSeite zwei', file_hash: 'abc' });
    await bench.receive('autogen');
    await bench.send('extraction', sent);
    await bench.send('extraction', sent);
    await bench.drive(extraction, 'extraction', { idleSeconds: 0 });
    expect(await bench.read(sent.run_id, 'extraction.json')).toMatchObject({
      status: 'success',
      extracted_text: sent.extracted_text,
      metadata: { page_count: 2, file_hash: 'abc', adapter: 'given-text' },
    });
    expect(await bench.read(sent.run_id, 'lines.json')).toMatchObject({
      lines: [{ page: 1 }, { page: 1 }, { page: 2 }],
    });
    expect(await bench.read(sent.run_id, 'run.json')).toMatchObject({ pipeline: ['autogen'] });
    const next = (await bench.receive('autogen')).filter(({ body }) => body.includes(`"${sent.run_id}"`));
    expect(next.length).toBeGreaterThanOrEqual(1);
    expect(JSON.parse(next[0]?.body ?? '')).toMatchObject({ pipeline: ['autogen'] });
  });

  describe('claim check', () => {
    it('sends a payload over the limit through the bucket, and reads it back', async () => {
      const worker = bench.worker('extraction', async () => extracted('x'.repeat(30_000)), {
        variables: { INLINE_LIMIT_BYTES: '2000' },
      });
      const sent = message({ custom_data: { text: 'ü'.repeat(1500) } });
      await bench.receive('chunking');
      await bench.send('extraction', sent);
      await bench.drive(worker, 'extraction', { idleSeconds: 0 });
      const [next] = await bench.receive('chunking');
      const reference = JSON.parse(next?.body ?? '');
      expect(reference).toEqual({
        run_id: sent.run_id,
        organization_id: 'default',
        pipeline: ['chunking', 'autogen'],
        payload_ref: expect.stringMatching(
          new RegExp(`^payloads/default/${sent.run_id}/[0-9a-f]{64}\\.json$`),
        ),
      });
      const tasks: Task[] = [];
      const chunking = bench.worker('chunking', async (task) => {
        tasks.push(task);
        throw permanentError('enough', 'seen');
      });
      await bench.invoke(chunking, 'chunking', next ? [next] : []);
      expect(tasks[0]).toMatchObject({
        run_id: sent.run_id,
        custom_data: sent.custom_data,
        pipeline: reference.pipeline,
      });
    });

    it('refuses references that lead elsewhere, are gone, belong to another run, or hold no message', async () => {
      const worker = bench.worker('evaluation', async () => evaluated);
      await bench.objects.put('payloads/default/x.json', JSON.stringify(message({ run_id: 'other' })));
      await bench.objects.put('payloads/default/y.json', 'no json');
      await bench.objects.put(
        'payloads/default/z.json',
        JSON.stringify({ run_id: 'p6', payload_ref: 'payloads/default/z.json' }),
      );
      await bench.objects.put(`runs/default/p1/secret.json`, JSON.stringify(message({ run_id: 'p1' })));
      const cases: [string, string, string][] = [
        ['p1', 'runs/default/p1/secret.json', 'payload_not_found'],
        ['p2', '../runs/default/p1/secret.json', 'payload_path_refused'],
        ['p3', 's3://elsewhere/payloads/x.json', 'payload_path_refused'],
        ['p4', 'payloads/default/none.json', 'payload_not_found'],
        ['p5', 'payloads/default/x.json', 'invalid_message'],
        ['p6', 'payloads/default/z.json', 'invalid_message'],
        ['p7', 'payloads/default/y.json', 'invalid_json'],
      ];
      for (const [run_id, payload_ref] of cases) await bench.send('evaluation', { run_id, payload_ref });
      await bench.drive(worker, 'evaluation', { idleSeconds: 0 });
      for (const [run_id, , code] of cases) {
        expect(await bench.read(run_id, 'evaluation.json'), run_id).toMatchObject({ status: 'error', code });
      }
      expect(await bench.deadLetters('evaluation')).toHaveLength(cases.length);
    });
  });
});
