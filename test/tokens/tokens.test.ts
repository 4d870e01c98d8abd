import fc from 'fast-check';
import { countTokens as countByEncoder } from 'gpt-tokenizer/encoding/o200k_base';
import { expect, test } from 'vitest';
import { contextWindow } from '#shared/tokens/context-window.ts';
import { countTokens, estimateTokens, loadTokenCounter } from '#shared/tokens/count-tokens.ts';
import { priceOf } from '#shared/tokens/price.ts';

const PROSE =
  'The parties agree that this agreement shall be governed by the laws of the State of Delaware, without regard ' +
  'to its conflict of laws principles. Either party may terminate it upon thirty days written notice.\n';
const TABLE = `Item                          Quantity        Price       Amount
Widget, blue                        12        14.50       174.00
Assembly and delivery                1       250.00       250.00\n`;
const GERMAN =
  'Die Rechnung ist innerhalb von dreißig Tagen ohne Abzug zu begleichen; Verzugszinsen betragen neun Prozent.\n';

test('counts as o200k does', async () => {
  expect(await countTokens('')).toBe(0);
  expect(await countTokens('hello world')).toBe(2);
  expect(await countTokens('antidisestablishmentarianism')).toBe(6);
});

test('counts any text as the encoder itself does', async () => {
  const count = await loadTokenCounter();
  const word = fc.oneof(
    fc.constantFrom(
      'the',
      " it's",
      'I\u2019LL',
      '  ',
      '\n\n',
      ' \n',
      '12345',
      '€1.50',
      '...',
      '漢字',
      'Straße',
      '\t',
      '/\r\n',
    ),
    fc.string({ unit: 'grapheme', maxLength: 6 }),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 40 }), (words) => {
      const text = words.join('');
      expect(count(text)).toBe(countByEncoder(text, { disallowedSpecial: new Set() }));
    }),
    { numRuns: 500, seed: 7 },
  );
});

test('takes text that looks like a control token as text', async () => {
  expect(await countTokens('<|endoftext|>')).toBeGreaterThan(1);
});

test.each([
  ['equal letters', 'a'.repeat(200_000)],
  ['spaces', ' '.repeat(200_000)],
  ['Chinese without a break', '漢字仮名'.repeat(20_000)],
])('long runs take no time: %s', async (_, text) => {
  await countTokens('warm up');
  const started = performance.now();
  expect(await countTokens(text)).toBeGreaterThan(1000);
  expect(performance.now() - started).toBeLessThan(3000);
});

test.each([
  ['prose', PROSE],
  ['a table', TABLE],
  ['German', GERMAN],
])('estimates within a fifth: %s', async (_, text) => {
  const long = text.repeat(20);
  const ratio = estimateTokens(long) / (await countTokens(long));
  expect(ratio).toBeGreaterThan(0.8);
  expect(ratio).toBeLessThan(1.2);
});

test('window: configured, else the price list, else the table, else a safe one', async () => {
  expect(await contextWindow('openai', 'gpt-4o', 1000)).toBe(1000);
  expect(await contextWindow('openai', 'gpt-4o')).toBe(128_000);
  expect(await contextWindow('bedrock', 'us.anthropic.claude-sonnet-4-5-20250929-v1:0')).toBe(200_000);
  expect(await contextWindow('gemini', 'gemini-2.5-pro')).toBe(1_000_000);
  expect(await contextWindow('vllm', 'openai/gpt-oss-120b')).toBe(131_072);
  expect(await contextWindow('openaicompatible', 'unheard-of')).toBe(8192);
});

test('price: cached tokens are cheaper; unknown and self-hosted models have none', async () => {
  const full = (await priceOf('openai', 'gpt-4o', { input: 1_000_000, output: 0 })) as number;
  const cached = (await priceOf('openai', 'gpt-4o', {
    input: 1_000_000,
    output: 0,
    cached: 900_000,
  })) as number;
  expect(full).toBeCloseTo(2.5, 6);
  expect(cached).toBeCloseTo(0.25 + 0.9 * 1.25, 6);
  expect(await priceOf('openai', 'text-embedding-3-small', { input: 1_000_000, output: 0 })).toBeCloseTo(
    0.02,
    6,
  );
  expect(await priceOf('ollama', 'mistral', { input: 100, output: 10 })).toBeNull();
  expect(await priceOf('openai', 'unheard-of', { input: 100, output: 10 })).toBeNull();
  expect(await priceOf('openai', 'gpt-4o', { input: 1, output: 0, cached: 5 })).toBeNull();
});
