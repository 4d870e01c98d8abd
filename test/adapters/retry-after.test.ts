import { expect, test } from 'vitest';
import { retryAfterSeconds } from '#shared/adapters/retry-after.ts';

const NOW = Date.parse('2026-01-02T03:04:05Z');

test.each<[Record<string, string>, number | undefined]>([
  [{ 'retry-after': '12' }, 12],
  [{ 'Retry-After': ' 1.5 ' }, 1.5],
  [{ 'retry-after-ms': '250' }, 0.25],
  [{ 'retry-after-ms': '250', 'retry-after': '9' }, 0.25],
  [{ 'retry-after-ms': 'soon', 'retry-after': '9' }, 9],
  [{ 'retry-after': 'Fri, 02 Jan 2026 03:04:35 GMT' }, 30],
  [{ 'retry-after': 'Fri, 02 Jan 2026 03:04:00 GMT' }, undefined],
  [{ 'retry-after': '-5' }, undefined],
  [{ 'retry-after': '2026' }, 2026],
  [{ 'retry-after': 'later' }, undefined],
  [{ 'retry-after': '999999999' }, 86_400],
  [{}, undefined],
])('%j → %s', (headers, seconds) => {
  expect(retryAfterSeconds(headers, NOW)).toBe(seconds);
});
