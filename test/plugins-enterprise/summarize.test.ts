import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { LanguageModel } from '#shared/adapters/llm/types.ts';
import { isTaskError, permanentError, retryableError } from '#shared/contract/errors.ts';
import type { Task } from '#shared/contract/task.ts';
import type { PluginHost, PluginRun } from '#shared/plugins/host.ts';
import { divideWindow } from '../../plugins-enterprise/summarize/budget.ts';
import { summarize } from '../../plugins-enterprise/summarize/summarize.ts';

const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const host: PluginHost = {
  apiVersion: '1.0.0',
  z,
  errors: { permanent: permanentError, retryable: retryableError },
  log,
  registerAgent: () => {},
  registerContextSource: () => {},
};

type Reply = { text: string; finishReason?: 'stop' | 'length' | 'content-filter' };
type Request = Parameters<LanguageModel['complete']>[0];

/** A model with a window of so many words that answers as the script says. */
function scriptedModel(
  contextWindow: number,
  script: (request: Request, call: number) => Reply | Promise<Reply>,
) {
  const requests: Request[] = [];
  let atOnce = 0;
  const most = { atOnce: 0 };
  const model: LanguageModel = {
    kind: 'model',
    id: 'm1',
    provider: 'scripted',
    model: 'scripted-1',
    contextWindow,
    maxOutputTokens: contextWindow,
    async complete(request) {
      const call = requests.push(request);
      most.atOnce = Math.max(most.atOnce, ++atOnce);
      await new Promise((resolve) => setImmediate(resolve));
      try {
        const { text, finishReason = 'stop' } = await script(request, call);
        return { text, finishReason, model: 'scripted-1' };
      } finally {
        atOnce--;
      }
    },
  };
  return { model, requests, most };
}

const words = (text: string) => text.split(/\s+/).filter(Boolean);

/** The run as the host gives it, with checkpoints that outlive it in `saved`; a token is a word. */
function runOf(
  model: LanguageModel,
  text: string,
  { saved = new Map<string, unknown>(), settings = {} as Record<string, unknown> } = {},
) {
  const progress: [number, number][] = [];
  const run: PluginRun = {
    task: {
      run_id: 'r',
      organization_id: 'o',
      file_name: 'f',
      file_path: 'p',
      round: 0,
      tool_settings: { llm: 'm1', summarize_as_source: true, ...settings },
      outputs: [{ name: 'total' }, { name: 'tenant' }, { name: 'old', active: false }],
    } as Task,
    text,
    signal: new AbortController().signal,
    remainingMs: () => 60_000,
    log,
    progress: (done, total) => progress.push([done, total]),
    llm: async (id) => {
      expect(id).toBe('m1');
      return model;
    },
    async checkpoint(key, schema, work) {
      if (saved.has(key)) return schema.parse(saved.get(key));
      const value = await work();
      saved.set(key, JSON.parse(JSON.stringify(value)));
      return value;
    },
    countTokens: async (piece) => words(piece).length,
    splitText: async (piece, maxTokens) => {
      const all = words(piece);
      const count = Math.ceil(all.length / maxTokens);
      return Array.from({ length: count }, (_, i) => all.slice(i * maxTokens, (i + 1) * maxTokens).join(' '));
    },
  };
  return { run, saved, progress };
}

const documentIn = (request: Request) => /<<<DOCUMENT\n([\s\S]*)\nDOCUMENT>>>/.exec(request.prompt)?.[1];
const longText = (count: number) => Array.from({ length: count }, (_, i) => `w${i}`).join(' ');
/** Condenses to the first word, so that order and completeness can be seen. */
const firstWord = (request: Request): Reply => ({ text: words(documentIn(request) ?? 'merged')[0] ?? '' });

describe('a text that fits', () => {
  it('is one call: instruction, fields of the active outputs, text', async () => {
    const { model, requests } = scriptedModel(2000, () => ({ text: '  Total 12, tenant Ann. ' }));
    const { run } = runOf(model, 'The total is 12.');
    expect(await summarize(host, run)).toEqual({ text: 'Total 12, tenant Ann.', warnings: [] });
    expect(requests).toHaveLength(1);
    const { prompt, reason, maxTokens } = requests[0] as Request;
    expect(reason).toBe('summarize');
    expect(maxTokens).toBeGreaterThan(300);
    expect(prompt).toMatch(
      /^Summarize[\s\S]*Concentrate on these fields: total, tenant\n[\s\S]*The total is 12\./,
    );
    expect(prompt).not.toContain('old');
  });

  it('takes the instruction and the fields that the message gives', async () => {
    const { model, requests } = scriptedModel(2000, () => ({ text: 's' }));
    const settings = { summarize_prompt: 'Say it short.', prompt_keys: ['rent', 'term'] };
    await summarize(host, runOf(model, 'x', { settings }).run);
    expect(requests[0]?.prompt).toMatch(/^Say it short\.\n\nConcentrate on these fields: rent, term\n/);
  });

  it('says when the summary was cut off', async () => {
    const { model } = scriptedModel(2000, () => ({ text: 'Total 1', finishReason: 'length' }));
    const { text, warnings } = await summarize(host, runOf(model, 'x').run);
    expect(text).toBe('Total 1');
    expect(warnings).toEqual([expect.stringMatching(/^the summary was cut off at \d+ tokens$/)]);
  });
});

describe('a long text', () => {
  it('is condensed part by part, in order, and merged: no word of it is left out', async () => {
    const { model, requests, most } = scriptedModel(1000, firstWord);
    const { run, progress } = runOf(model, longText(3000));
    const { text, warnings } = await summarize(host, run);
    expect(text).toBe('merged');
    expect(warnings).toEqual([]);
    const parts = requests.map(documentIn).filter((part) => part !== undefined);
    expect(parts.length).toBeGreaterThan(3);
    expect(parts.join(' ')).toBe(longText(3000));
    const last = requests.at(-1)?.prompt ?? '';
    expect(last).toContain(`<<<SUMMARIES\n${parts.map((part) => words(part)[0]).join('\n\n')}\nSUMMARIES>>>`);
    for (const request of requests)
      expect(words(request.prompt).length + (request.maxTokens ?? 0)).toBeLessThan(1000);
    expect(progress[0]).toEqual([0, parts.length]);
    expect(progress.at(-1)).toEqual([parts.length, parts.length]);
    expect(most.atOnce).toBe(3);
  });

  it('goes through as many levels as it needs', async () => {
    const { model, requests } = scriptedModel(600, (request) => {
      const part = documentIn(request);
      return { text: part === undefined ? 'end' : words(part).slice(0, request.maxTokens).join(' ') };
    });
    const { run, saved } = runOf(model, longText(6000));
    expect((await summarize(host, run)).text).toBe('end');
    expect([...saved.keys()].some((key) => key.startsWith('level-2/'))).toBe(true);
    expect(requests.length).toBe(saved.size);
  });

  it('names the parts whose summaries were cut off', async () => {
    const { model } = scriptedModel(1000, (request) => ({
      ...firstWord(request),
      finishReason: documentIn(request)?.startsWith('w0 ') ? 'length' : 'stop',
    }));
    const { warnings } = await summarize(host, runOf(model, longText(3000)).run);
    expect(warnings).toEqual([expect.stringMatching(/summaries of parts 1 of \d+ \(level 1\) were cut off/)]);
  });

  it('stops with an error when the model does not condense', async () => {
    const { model } = scriptedModel(600, (request) => ({ text: documentIn(request) ?? 'x' }));
    await expect(summarize(host, runOf(model, longText(1000)).run)).rejects.toMatchObject({
      code: 'summary_not_shorter',
      retryable: false,
    });
  });
});

describe('after a failure', () => {
  it('goes on from the checkpoints: no call is made twice, and what was under way is kept', async () => {
    const saved = new Map<string, unknown>();
    const broken = scriptedModel(1000, (request, call) => {
      if (call === 3) throw retryableError('llm_unavailable', 'down');
      return firstWord(request);
    });
    const first = summarize(host, runOf(broken.model, longText(5000), { saved }).run);
    await expect(first).rejects.toMatchObject({ code: 'llm_unavailable' });
    const paid = broken.requests.length - 1;
    expect(saved.size).toBe(paid);

    const whole = scriptedModel(1000, firstWord);
    const { text } = await summarize(host, runOf(whole.model, longText(5000), { saved }).run);
    expect(text).toBe('merged');
    const repeated = whole.requests.filter((request) =>
      broken.requests.some((earlier, index) => index !== 2 && earlier.prompt === request.prompt),
    );
    expect(repeated).toEqual([]);
    expect(whole.requests.length + paid).toBe(saved.size);

    const again = scriptedModel(1000, firstWord);
    await summarize(host, runOf(again.model, longText(5000), { saved }).run);
    expect(again.requests).toEqual([]);
  });

  it('lets the end of a round pass', async () => {
    const endOfRound = new Error('round is over');
    const { model } = scriptedModel(1000, firstWord);
    const { run } = runOf(model, longText(3000));
    const stopping = { ...run, checkpoint: () => Promise.reject(endOfRound) } as PluginRun;
    await expect(summarize(host, stopping)).rejects.toBe(endOfRound);
  });

  it('takes neither a refusal nor silence for a summary', async () => {
    const refusing = scriptedModel(1000, () => ({ text: 'no', finishReason: 'content-filter' }));
    const silent = scriptedModel(1000, () => ({ text: ' \n' }));
    const codes = await Promise.all(
      [refusing, silent].map(async ({ model }) => {
        const { run, saved } = runOf(model, 'x');
        const error = await summarize(host, run).catch((thrown) => thrown);
        expect(saved.size).toBe(0);
        return isTaskError(error) && [error.code, error.retryable];
      }),
    );
    expect(codes).toEqual([
      ['summary_refused', false],
      ['summary_empty', true],
    ]);
  });
});

describe('without a usable model', () => {
  it('answers from the document when there is only the embedded reader, and says so', async () => {
    const reader = { kind: 'reader', id: 'embedded-reader' } as unknown as LanguageModel;
    const { text, warnings } = await summarize(host, runOf(reader, 'The whole text.').run);
    expect(text).toBe('The whole text.');
    expect(warnings).toEqual([expect.stringContaining('needs a language model')]);
  });

  it('names a window that is too small', async () => {
    const { model } = scriptedModel(200, firstWord);
    await expect(summarize(host, runOf(model, 'x').run)).rejects.toMatchObject({
      code: 'context_window_too_small',
      message: expect.stringContaining('200 tokens'),
    });
  });
});

it('leaves room for text, summary and instruction in every window, and lets each level shrink to a quarter', () => {
  for (const contextWindow of [600, 4096, 8192, 128_000, 1_000_000]) {
    for (const maxOutputTokens of [256, 4096, 64_000]) {
      const budget = divideWindow({ contextWindow, maxOutputTokens }, 60);
      if (!budget) throw new Error(`no budget for ${contextWindow}`);
      expect(budget.text + budget.summary + 60).toBeLessThan(contextWindow * 0.9);
      expect(budget.summary).toBeLessThanOrEqual(maxOutputTokens);
      expect(budget.partSummary * 4).toBeLessThanOrEqual(budget.text);
      expect(budget.partSummary).toBeGreaterThan(0);
    }
  }
  expect(divideWindow({ contextWindow: 4096, maxOutputTokens: 4096 }, 4000)).toBeUndefined();
});
