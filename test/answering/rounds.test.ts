import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { retryableError } from '#shared/contract/errors.ts';
import type { ContextSource } from '#shared/plugins/host.ts';
import { NO_PLUGINS, type PluginSet } from '#shared/plugins/plugin-set.ts';
import { limitsOf } from '#shared/runtime/limits.ts';
import { answer, openBench, scriptedModel } from './stage-bench.ts';

const TEXT = 'Code: HP-2026-00417\n';
const prompts = (count: number, more: object = {}) =>
  Array.from({ length: count }, (_, index) => ({ name: `p${index}`, prompt: `Question ${index}?`, ...more }));
const good = () => scriptedModel(() => answer('HP-2026-00417'));
const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const limits = (promptConcurrency: number) => ({
  limits: limitsOf({ PROMPT_CONCURRENCY: promptConcurrency }),
});
/** An invocation that has this long to go. */
const invocation = (milliseconds: number) => {
  const end = performance.now() + milliseconds;
  const reason = retryableError('stage_timeout', 'time is up');
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(reason), milliseconds);
  timer.unref();
  return { remainingMs: () => Math.max(0, end - performance.now()), signal: controller.signal };
};

let open: Awaited<ReturnType<typeof openBench>>;
beforeAll(async () => {
  open = await openBench();
});
afterAll(() => open.close());

describe('rounds', () => {
  test('a run longer than its invocations goes on where it stopped; no step is paid twice', async () => {
    const bench = await open.bench({ text: TEXT, outputs: prompts(8) });
    const model = scriptedModel(async () => {
      await sleep(60);
      return answer('HP-2026-00417');
    });
    let rounds = 0;
    let outcome = await bench.attempt({ model, ...invocation(300), ...limits(1) });
    while (outcome.kind === 'continue' && rounds++ < 20)
      outcome = await bench.attempt({ model, ...invocation(300), ...limits(1) });
    expect(outcome.kind).toBe('done');
    expect(rounds).toBeGreaterThan(0);
    expect(model.calls.map((call) => call.promptName).sort()).toEqual(prompts(8).map(({ name }) => name));
    if (outcome.kind === 'done' && 'usage_records' in outcome.result)
      expect(outcome.result.usage_records).toHaveLength(8);
  });

  test('steps longer than half an invocation still get done, one a round, and known ones never stop it', async () => {
    const bench = await open.bench({
      text: TEXT,
      outputs: [{ name: 'broken', prompt: 'uses {{nobody}}' }, ...prompts(4)],
    });
    const model = scriptedModel(async () => {
      await sleep(120);
      return answer('HP-2026-00417');
    });
    const tries = async (rounds: number, concurrency: number): Promise<number> => {
      const outcome = await bench.attempt({ model, ...invocation(220), ...limits(concurrency) });
      return outcome.kind === 'done' || rounds > 10 ? rounds : tries(rounds + 1, concurrency);
    };
    expect(await tries(1, 3)).toBeLessThanOrEqual(5);
    expect(model.calls).toHaveLength(4);
  });

  test('answers of the embedded reader are progress too where an invocation may end', async () => {
    const bench = await open.bench({
      text: 'Invoice number:  HP-77\n',
      outputs: [{ name: 'number', prompt: 'What is the invoice number?' }, ...prompts(2)],
    });
    // A hundred milliseconds at first, nothing any more a moment later.
    const nearlyOver = () => {
      let asked = 0;
      return { remainingMs: () => (asked++ === 0 ? 100 : 1) };
    };
    let outcome = await bench.attempt(nearlyOver());
    let rounds = 1;
    while (outcome.kind === 'continue' && rounds++ < 10) outcome = await bench.attempt(nearlyOver());
    expect(outcome.kind).toBe('done');
    expect(rounds).toBeGreaterThan(1);
  });

  test('an abort within a step keeps what is saved, and the next round asks the rest only', async () => {
    const bench = await open.bench({ text: TEXT, outputs: prompts(3) });
    const abort = new AbortController();
    const first = scriptedModel(async ({ signal, promptName }) => {
      if (promptName === 'p0') return answer('HP-2026-00417');
      await new Promise((resolve) => signal?.addEventListener('abort', resolve, { once: true }));
      return signal?.reason;
    });
    setTimeout(() => abort.abort(retryableError('stage_timeout', 'time is up')), 150);
    expect(await bench.attempt({ model: first, signal: abort.signal })).toMatchObject({ kind: 'continue' });
    const second = good();
    const result = await bench.finish({ model: second });
    expect(second.calls.map((call) => call.promptName).sort()).toEqual(['p1', 'p2']);
    // One paid answer and two aborted calls before, two answers now.
    expect(result.usage_records.map(({ status }) => status).sort()).toEqual([
      'ERROR',
      'ERROR',
      'SUCCESS',
      'SUCCESS',
      'SUCCESS',
    ]);
  });

  test('an abort before anything was saved is an error, not an endless round', async () => {
    const bench = await open.bench({ text: TEXT, outputs: prompts(1) });
    const model = scriptedModel(async ({ signal }) => {
      await new Promise((resolve) => signal?.addEventListener('abort', resolve, { once: true }));
      return signal?.reason;
    });
    await expect(bench.attempt({ model, ...invocation(50) })).rejects.toMatchObject({
      code: 'stage_timeout',
    });
  });

  test('two workers on the same run pay for a step twice at most and give the same answer; both bills are kept', async () => {
    const bench = await open.bench({ text: TEXT, outputs: prompts(1) });
    let call = 0;
    const model = scriptedModel(async () => {
      const value = `answer ${++call}`;
      await sleep(50);
      return answer(value);
    });
    const [one, two] = await Promise.all([bench.finish({ model }), bench.finish({ model })]);
    expect(one.results.output).toEqual(two.results.output);
    expect([one.usage_records.length, two.usage_records.length].sort()).toEqual([1, 2]);
  });

  test('a save that the store calls a repetition is in the bill once', async () => {
    const bench = await open.bench({ text: TEXT, outputs: prompts(2) });
    const run = {
      ...bench.run,
      create: async (name: string, value: unknown) => {
        await bench.run.create(name, value);
        return false;
      },
    };
    const result = await bench.finish({ model: good(), run });
    expect(result.usage_records).toHaveLength(2);
  });

  test('after the soft limit nothing new starts and the missing fields are named', async () => {
    const bench = await open.bench({
      text: TEXT,
      outputs: [...prompts(3), { name: 'late', prompt: 'uses {{p0}}' }],
    });
    let asked = 0;
    const model = scriptedModel(() => {
      asked++;
      return answer('HP-2026-00417');
    });
    const result = await bench.finish({
      model,
      softRemainingMs: () => (asked >= 2 ? 0 : 1000),
      ...limits(1),
    });
    expect(model.calls).toHaveLength(2);
    expect(result.results.metadata.incomplete_fields).toEqual(['p2', 'late']);
    expect(result.results.metadata.fields.p2).toMatchObject({
      status: 'incomplete',
      error: { code: 'soft_limit_reached' },
    });
    expect(result.results.output).toMatchObject({ p0: 'HP-2026-00417', p2: null, late: null });
  });

  test('after the soft limit, what earlier rounds saved is still given', async () => {
    const bench = await open.bench({ text: TEXT, outputs: prompts(4) });
    const first = scriptedModel(({ promptName }) =>
      promptName === 'p0' ? retryableError('llm_unavailable', 'down') : answer('HP-2026-00417'),
    );
    await expect(bench.attempt({ model: first })).rejects.toMatchObject({ code: 'llm_unavailable' });
    const second = good();
    const { results } = await bench.finish({ model: second, softRemainingMs: () => 0 });
    expect(second.calls).toHaveLength(0);
    expect(results.metadata.incomplete_fields).toEqual(['p0']);
    expect(results.output).toMatchObject({ p0: null, p1: 'HP-2026-00417', p3: 'HP-2026-00417' });
  });

  test('a provider that hangs for one prompt costs that answer, not the others', async () => {
    const bench = await open.bench({ text: TEXT, outputs: prompts(3) });
    const model = scriptedModel(async ({ signal, promptName }) => {
      if (promptName !== 'p0') return answer('HP-2026-00417');
      await new Promise((resolve) => signal?.addEventListener('abort', resolve, { once: true }));
      return signal?.reason;
    });
    const round = (last: boolean) =>
      bench.attempt({ model, ...invocation(200), ...(last && { hasRetry: () => false }) });
    // What the others were paid for is progress: another round, and only p0 is asked again.
    expect(await round(false)).toMatchObject({ kind: 'continue' });
    await expect(round(false)).rejects.toMatchObject({ code: 'stage_timeout' });
    const outcome = await round(true);
    if (outcome.kind !== 'done' || !('results' in outcome.result)) throw new Error('not done');
    expect(outcome.result.results.output).toEqual({ p0: null, p1: 'HP-2026-00417', p2: 'HP-2026-00417' });
    expect(outcome.result.results.metadata.fields.p0?.error?.code).toBe('stage_timeout');
    expect(model.calls).toHaveLength(5);
  });

  test('output names may hold anything', async () => {
    const names = ['a/b', '../../x', '__proto__', 'naïve €', ' ', 'constructor', '\u{1F600}'.repeat(128)];
    const bench = await open.bench({ text: TEXT, outputs: names.map((name) => ({ name, prompt: 'Q?' })) });
    const { results } = await bench.finish({ model: good() });
    expect(Object.keys(results.output)).toEqual(names);
    expect(Object.values(results.output).every((value) => value === 'HP-2026-00417')).toBe(true);
  });
});

describe('plugin context sources', () => {
  const source = (prepare: ContextSource['prepare']): PluginSet => ({
    ...NO_PLUGINS,
    contextSources: [{ name: 'summarize', agent: 'summarize_agent', applies: () => true, prepare }],
  });

  test('their text replaces the context, made once a run; values are still found in the document', async () => {
    const bench = await open.bench({ text: TEXT, outputs: prompts(2), tool_settings: { llm: 'x' } });
    let prepared = 0;
    const plugins = source(async (run) => {
      prepared++;
      const text = await run.checkpoint('part', z.string(), async () => {
        const llm = await run.llm('x');
        if (llm.kind !== 'model') throw new Error('a model is expected');
        return (await llm.complete({ reason: 'summarize', prompt: run.text })).text;
      });
      return { text: `SUMMARY ${text}`, warnings: ['shortened'] };
    });
    const model = scriptedModel(({ reason, promptName }) => {
      if (reason === 'summarize') return { text: 'the code' };
      return promptName === 'p1' ? retryableError('llm_unavailable', 'down') : answer('HP-2026-00417');
    });
    await expect(bench.attempt({ model, plugins })).rejects.toMatchObject({ code: 'llm_unavailable' });
    const second = good();
    const result = await bench.finish({ model: second, plugins });
    expect(prepared).toBe(1);
    expect(second.calls).toHaveLength(1);
    expect(second.calls[0]?.prefix).toContain('SUMMARY the code');
    expect(second.calls[0]?.prefix).not.toContain('HP-2026');
    expect(result.agents_used).toEqual([
      'summarize_agent',
      'generic_data_extraction_agent',
      'data_collation_agent',
    ]);
    expect(result.results.metadata.fields.p0?.citations[0]?.text).toBe('HP-2026-00417');
    expect(result.results.metadata.warnings).toContain('shortened');
    expect(result.usage_records.map((record) => record.llm_usage_reason).sort()).toEqual([
      'extraction',
      'extraction',
      'extraction',
      'summarize',
    ]);
  });

  test('a plugin that fails half-way keeps its own saved parts', async () => {
    const bench = await open.bench({ text: TEXT, outputs: prompts(1) });
    const made: string[] = [];
    const plugins = source(async (run) => {
      const part = (key: string) =>
        run.checkpoint(key, z.string(), async () => {
          made.push(key);
          return key;
        });
      const first = await part('first');
      if (made.length === 1) throw retryableError('llm_unavailable', 'down');
      return { text: first + (await part('second')), warnings: [] };
    });
    await expect(bench.attempt({ model: good(), plugins })).rejects.toMatchObject({
      code: 'llm_unavailable',
    });
    made.push('between');
    await bench.finish({ model: good(), plugins });
    expect(made).toEqual(['first', 'between', 'second']);
  });
});
