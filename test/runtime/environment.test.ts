import { expect, it } from 'vitest';
import { parseEnvironment } from '#shared/environment.ts';

const queue = 'https://sqs.eu-central-1.amazonaws.com/1/q';
const variables = {
  BUCKET_NAME: 'bucket',
  QUEUE_URL: queue,
  DEAD_LETTER_QUEUE_URL: queue,
  QUEUE_URL_CHUNKING: queue,
  QUEUE_URL_AUTOGEN: queue,
  QUEUE_URL_EVALUATION: queue,
};

it('refuses times that no timer can wait for, which would be over at once', () => {
  const most = parseEnvironment('extraction', { ...variables, EXTRACTION_TIMEOUT_MS: '2147483647' });
  expect(most.EXTRACTION_TIMEOUT_MS).toBe(2_147_483_647);
  for (const name of ['EXTRACTION_TIMEOUT_MS', 'PAGE_TIMEOUT_MS'])
    expect(() => parseEnvironment('extraction', { ...variables, [name]: '2147483648' })).toThrow(
      new RegExp(`${name}.*2147483647`),
    );
});
