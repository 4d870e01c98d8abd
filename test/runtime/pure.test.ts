import { describe, expect, it } from 'vitest';
import type { StageName } from '#shared/contract/identifiers.ts';
import { Message } from '#shared/contract/message.ts';
import { MAX_DELAY_SECONDS, retryDelaySeconds } from '#shared/runtime/backoff.ts';
import { type Claim, decide, newClaim, triesOf } from '#shared/runtime/claim.ts';
import { parseJson, parseMessage, readIdentity, unknownFields } from '#shared/runtime/parse-message.ts';
import { contentHash } from '#shared/runtime/payloads.ts';
import { fitsUnchunked, planPipeline } from '#shared/runtime/pipeline.ts';
import { timeBudget } from '#shared/runtime/time-budget.ts';

describe('retryDelaySeconds', () => {
  const delay = (failures: number, random: number, retryAfter?: number) =>
    retryDelaySeconds({ failures, baseSeconds: 60, random: () => random, retryAfter });

  it('spreads over an exponentially growing range', () => {
    expect([1, 2, 3].map((failures) => delay(failures, 0.999))).toEqual([60, 120, 240]);
    expect(delay(3, 0)).toBe(0);
    expect(delay(3, 0.5)).toBe(120);
  });
  it('never undercuts Retry-After and never exceeds the cap', () => {
    expect(delay(1, 0.1, 30.2)).toBe(31);
    expect(delay(2, 0.9, 30)).toBe(108);
    expect(delay(40, 0.99999)).toBe(MAX_DELAY_SECONDS);
    expect(delay(1, 0, 86_400)).toBe(MAX_DELAY_SECONDS);
  });
  it('is at once where the first delay is 0', () => {
    expect(retryDelaySeconds({ failures: 5, baseSeconds: 0 })).toBe(0);
  });
});

describe('timeBudget', () => {
  const limits = {
    remainingMs: 900_000,
    safetyMarginMs: 10_000,
    softLimitSeconds: 1800,
    hardLimitSeconds: 2400,
  };
  it('takes the margin off, at most a tenth of a short invocation', () => {
    expect(timeBudget({ ...limits, workedMs: 0 }).invocationMs).toBe(890_000);
    expect(timeBudget({ ...limits, remainingMs: 2000, workedMs: 0 })).toMatchObject({
      invocationMs: 1800,
      marginMs: 200,
    });
  });
  it('counts soft and hard limit over all rounds', () => {
    expect(timeBudget({ ...limits, workedMs: 1_700_000 })).toMatchObject({
      softMs: 100_000,
      hardMs: 700_000,
    });
    expect(timeBudget({ ...limits, workedMs: 2_000_000 })).toMatchObject({ softMs: 0, hardMs: 400_000 });
    expect(timeBudget({ ...limits, workedMs: 3_000_000 })).toMatchObject({ softMs: 0, hardMs: 0 });
  });
  it('knows no limit where none is set', () => {
    const free = {
      remainingMs: Number.POSITIVE_INFINITY,
      safetyMarginMs: 10_000,
      softLimitSeconds: 0,
      hardLimitSeconds: 0,
    };
    expect(timeBudget({ ...free, workedMs: 1e9 })).toEqual({
      invocationMs: Number.POSITIVE_INFINITY,
      softMs: Number.POSITIVE_INFINITY,
      hardMs: Number.POSITIVE_INFINITY,
      marginMs: 10_000,
    });
  });
});

describe('decide', () => {
  const now = Date.parse('2026-01-01T00:00:00.000Z');
  const at = (seconds: number) => new Date(now + seconds * 1000).toISOString();
  const delivery = { round: 0, owner: 'me', now, leaseUntil: now + 60_000 };
  const claim = (more: Partial<Claim>): Claim => ({
    ...newClaim({ ...delivery, owner: 'other' }),
    ...more,
  });

  it('waits for a live lease', () => {
    const until = now + 30_000;
    expect(decide(claim({ lease_until: at(30) }), delivery, 0)).toEqual({ kind: 'busy', until });
  });
  it('takes an expired lease over as a crash, not as an attempt', () => {
    const decision = decide(claim({ lease_until: at(-1), attempt: 2, crashes: 1 }), delivery, 0);
    expect(decision).toMatchObject({
      kind: 'take',
      crashed: true,
      claim: { owner: 'me', attempt: 2, crashes: 2 },
    });
  });
  it('starts counting crashes anew once there are new checkpoints', () => {
    const decision = decide(claim({ lease_until: at(-1), crashes: 4, checkpoints: 3 }), delivery, 5);
    expect(decision).toMatchObject({ kind: 'take', claim: { crashes: 0, checkpoints: 5 } });
  });
  it('lets a failed try come back no sooner than asked, and without a crash', () => {
    expect(decide(claim({ state: 'waiting', lease_until: at(10) }), delivery, 0).kind).toBe('busy');
    expect(decide(claim({ state: 'waiting', lease_until: at(0.4), attempt: 2 }), delivery, 0)).toMatchObject({
      kind: 'take',
      crashed: false,
      claim: { attempt: 2, crashes: 0, state: 'running' },
    });
  });
  it('knows a message of an earlier round, and whether the next one was taken up', () => {
    expect(decide(claim({ state: 'continued', round: 2 }), { ...delivery, round: 1 }, 0)).toEqual({
      kind: 'outdated',
      resend: true,
      round: 2,
    });
    expect(decide(claim({ round: 2, lease_until: at(9) }), { ...delivery, round: 1 }, 0)).toMatchObject({
      resend: false,
    });
    expect(
      decide(claim({ state: 'continued', round: 2, lease_until: at(99) }), { ...delivery, round: 2 }, 0).kind,
    ).toBe('take');
  });
  it('takes a failed run up only when its dead letter came back', () => {
    const failure = { code: 'x', message: 'm', retryable: false, attempts: 1, failed_at: at(-60) };
    const failed = claim({ state: 'failed', failure, attempt: 4, worked_ms: 99 });
    expect(decide(failed, delivery, 0).kind).toBe('failed');
    expect(decide(failed, { ...delivery, failedAt: at(-61) }, 0).kind).toBe('failed');
    expect(decide(failed, { ...delivery, failedAt: at(-60) }, 7)).toMatchObject({
      kind: 'take',
      claim: { attempt: 1, worked_ms: 0, checkpoints: 7 },
    });
  });
  it('finishes a failure whose writer died', () => {
    const failure = { code: 'x', message: 'm', retryable: false, attempts: 1, failed_at: at(-60) };
    expect(decide(claim({ state: 'failing', failure, lease_until: at(5) }), delivery, 0).kind).toBe('busy');
    expect(decide(claim({ state: 'failing', failure, lease_until: at(-5) }), delivery, 0)).toMatchObject({
      kind: 'finish-failure',
      claim: { owner: 'me', state: 'failing', failure },
    });
  });
  it('counts all tries', () => {
    expect(triesOf({ attempt: 2, throttles: 3, crashes: 1 })).toBe(6);
  });
});

describe('parsing', () => {
  const good = { run_id: 'r', file_path: 'f', tool_settings: {}, outputs: [{ name: 'a' }] };

  it('names every wrong field at once', () => {
    const wrong = {
      ...good,
      run_id: '../r',
      file_path: 7,
      outputs: [{}, { name: 3 }],
      tool_settings: { 'chunk-size': -1 },
    };
    const error = (() => {
      try {
        return parseMessage(wrong);
      } catch (thrown) {
        return thrown as Error;
      }
    })();
    expect(error).toMatchObject({ code: 'invalid_message', retryable: false });
    for (const field of [
      'run_id',
      'file_path',
      'outputs.0.name',
      'outputs.1.name',
      'tool_settings.chunk-size',
    ]) {
      expect((error as Error).message).toContain(field);
    }
  });
  it('quotes no text of a body that is not JSON', () => {
    expect(() => parseJson('secret letter', 'The message body')).toThrow(/^((?!secret).)*$/);
  });
  it.each([
    ['{"run_id":"r1","organization_id":"acme","file_path":', { run_id: 'r1', organization_id: 'acme' }],
    ['{"run_id" : "r2"} trailing', { run_id: 'r2', organization_id: 'default' }],
    ['{"run_id":"r3","outputs":7}', { run_id: 'r3', organization_id: 'default' }],
    ['{"run_id":"../../x"', undefined],
    ['{"run_id":"r","organization_id":"../x"}', undefined],
    ['{"run_id":7}', undefined],
    ['null', undefined],
    ['[]', undefined],
    ['hello', undefined],
  ])('reads the ids of %s', (body, identity) => {
    expect(readIdentity(body)).toEqual(identity);
  });
  it('warns of unknown fields, once a place, by name only', () => {
    const parsed = Message.parse({
      ...good,
      trace: 'value',
      tool_settings: { chunk_size: 3 },
      outputs: [
        { name: 'a', colour: 1 },
        { name: 'b', colour: 2 },
      ],
    });
    const warnings = unknownFields(parsed);
    expect(warnings).toHaveLength(3);
    expect(warnings.join()).toMatch(/trace.*chunk_size.*colour/);
    expect(warnings.join()).not.toContain('value');
    expect(unknownFields(Message.parse(good))).toEqual([]);
  });
  it('hashes contents whatever the order of fields', () => {
    expect(contentHash({ a: 1, b: [{ c: 2, d: 3 }] })).toBe(contentHash({ b: [{ d: 3, c: 2 }], a: 1 }));
    expect(contentHash({ a: 1 })).not.toBe(contentHash({ a: 2 }));
  });
});

describe('planPipeline', () => {
  const plan = (more: Record<string, unknown>, stage: StageName = 'extraction') =>
    planPipeline(
      Message.parse({ run_id: 'r', file_path: 'f', tool_settings: {}, outputs: [{ name: 'a' }], ...more }),
      stage,
    );

  it('plans what the payload needs', () => {
    expect(plan({})).toEqual({ pipeline: ['extraction', 'chunking', 'autogen'], planned: true });
    expect(plan({ outputs: [{ name: 'a', eval_settings: { evaluate: true } }] }).pipeline.at(-1)).toBe(
      'evaluation',
    );
    expect(plan({ outputs: [{ name: 'a', reference_answer: '' }] }).pipeline.at(-1)).toBe('evaluation');
    const off = { name: 'a', reference_answer: 'x', eval_settings: { evaluate: false } };
    expect(plan({ outputs: [off] }).pipeline.at(-1)).toBe('autogen');
    expect(plan({ outputs: [{ name: 'a', reference_answer: null }] }).pipeline.at(-1)).toBe('autogen');
    expect(plan({ outputs: [{ name: 'a', reference_answer: 'x', active: false }] }).pipeline.at(-1)).toBe(
      'autogen',
    );
  });
  it('leaves extraction out for a given text, and chunking when it is short', () => {
    expect(plan({ extracted_text: 'short' }).pipeline).toEqual(['autogen']);
    expect(plan({ extracted_text: 'x'.repeat(24_001) }).pipeline).toEqual(['chunking', 'autogen']);
    expect(plan({ extracted_text: 'x', tool_settings: { 'chunk-size': 512 } }).pipeline).toEqual([
      'chunking',
      'autogen',
    ]);
    expect(plan({ extracted_text: 'x', pipeline: ['extraction', 'autogen'] }).pipeline).toEqual(['autogen']);
  });
  it('starts where the message arrives', () => {
    expect(plan({}, 'autogen').pipeline).toEqual(['autogen']);
    expect(plan({}, 'evaluation').pipeline).toEqual(['evaluation']);
    expect(plan({ extracted_text: 'x' }, 'chunking').pipeline).toEqual(['chunking', 'autogen']);
    expect(plan({ pipeline: ['autogen', 'evaluation'] }, 'autogen')).toEqual({
      pipeline: ['autogen', 'evaluation'],
      planned: false,
    });
  });
  it('refuses a pipeline out of order or at the wrong queue', () => {
    expect(() => plan({ pipeline: ['autogen', 'extraction'] }, 'autogen')).toThrow(/not in order/);
    expect(() => plan({ pipeline: ['autogen', 'autogen'] }, 'autogen')).toThrow(/not in order/);
    expect(() => plan({ pipeline: ['chunking', 'autogen'] }, 'autogen')).toThrow(/starts with chunking/);
  });
  it('chunks when one active prompt asks for it', () => {
    const parse = (outputs: unknown) =>
      Message.parse({ run_id: 'r', file_path: 'f', tool_settings: { 'chunk-size': '0' }, outputs });
    expect(fitsUnchunked(parse([{ name: 'a' }]), 'x')).toBe(true);
    // The embedded reader has no window; a small model may hold 4,096 tokens, and Chinese has one a character.
    expect(fitsUnchunked(parse([{ name: 'a' }]), 'word '.repeat(4000))).toBe(true);
    expect(fitsUnchunked(parse([{ name: 'a', llm: 'small' }]), 'word '.repeat(1500))).toBe(true);
    expect(fitsUnchunked(parse([{ name: 'a', llm: 'small' }]), 'word '.repeat(4000))).toBe(false);
    expect(fitsUnchunked(parse([{ name: 'a', llm: 'small' }]), '文'.repeat(4000))).toBe(false);
    expect(fitsUnchunked(parse([{ name: 'a' }, { name: 'b', 'chunk-size': 100 }]), 'x')).toBe(false);
    expect(fitsUnchunked(parse([{ name: 'a' }, { name: 'b', 'chunk-size': 100, active: false }]), 'x')).toBe(
      true,
    );
  });
});
