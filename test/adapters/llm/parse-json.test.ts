import { expect, test } from 'vitest';
import { parseJsonReply } from '#shared/adapters/llm/parse-json.ts';

test.each<[string, unknown, boolean]>([
  ['{"a":1}', { a: 1 }, false],
  [' [1,2] ', [1, 2], false],
  ['"text"', 'text', false],
  ['null', null, false],
  ['```json\n{"a":1}\n```', { a: 1 }, false],
  ['Here you are:\n```\n{"a":1}\n```\nAnything else?', { a: 1 }, false],
  ['The answer is {"a":{"b":"}"}} as asked.', { a: { b: '}' } }, false],
  ["{'a': 1,}", { a: 1 }, true],
  ['{a: None, b: True}', { a: null, b: true }, true],
  ['{"a": [1, 2', { a: [1, 2] }, true],
  ['Well: {"a": "cut o', { a: 'cut o' }, true],
])('%s', (text, value, repaired) => {
  expect(parseJsonReply(text)).toEqual({ value, repaired });
});

test.each(['', 'I do not know.', 'null and void', '12 apples'])('"%s" holds no JSON', (text) => {
  expect(parseJsonReply(text)).toBeUndefined();
});

test('does not spend seconds on a long broken reply', () => {
  const started = performance.now();
  expect(parseJsonReply(`{"a":[${'1,,'.repeat(200_000)}`)).toBeUndefined();
  expect(performance.now() - started).toBeLessThan(1000);
});

test('a key named __proto__ changes nothing', () => {
  expect(parseJsonReply('{"__proto__":{"polluted":true}}')).toMatchObject({ repaired: false });
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});
