import { expect, it } from 'vitest';
import { connectionCode } from '#shared/adapters/connection-code.ts';

it('finds the code of a failed connection among the causes', () => {
  const refused = Object.assign(new Error('secret'), { code: 'ECONNREFUSED' });
  expect(connectionCode(new Error('fetch failed', { cause: refused }))).toBe('ECONNREFUSED');
  expect(connectionCode(new Error('secret', { cause: { code: 'some text of the server' } }))).toBe(
    'connection failed',
  );
  expect(connectionCode(undefined)).toBe('connection failed');
});

it('ends with causes that lead back into themselves', () => {
  const error = new Error('a');
  error.cause = new Error('b', { cause: error });
  expect(connectionCode(error)).toBe('connection failed');
});
