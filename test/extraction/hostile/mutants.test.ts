import { describe, expect, it } from 'vitest';
import { isTaskError } from '#shared/contract/errors.ts';
import { readWhole } from '#shared/extraction/read-document.ts';
import { LIMITS } from '../support/read.ts';
import { type Mutant, mutants } from './mutants.ts';
import { SECRET, SEEDS } from './seeds.ts';

const PASSWORD = 'Rotkehlchen';

/** What is said of a document that cannot be read, or of its text. */
async function messagesOf({ bytes, fileName, name }: Mutant): Promise<readonly string[]> {
  const settings = { password: PASSWORD, mode: 'native_text' } as const;
  try {
    return (await readWhole({ bytes, fileName, settings, limits: LIMITS })).warnings;
  } catch (error) {
    if (!isTaskError(error)) throw new Error(`${name} ended in an error that is not ours`, { cause: error });
    expect(error, name).toMatchObject({
      retryable: false,
      code: expect.not.stringMatching(/^internal|timeout/),
    });
    return [error.message];
  }
}

describe('spoilt documents', () => {
  it('are whole to begin with', { timeout: 120_000 }, async () => {
    for (const { fileName, inner, make } of SEEDS.filter((seed) => !/png|tif$/.test(seed.fileName))) {
      const bytes = await make(inner ?? '');
      const { text } = await readWhole({ bytes, fileName, settings: {}, limits: LIMITS });
      expect(text, fileName).toContain(SECRET);
    }
  });

  it('give a text or an error of ours, which tells neither text nor password', {
    timeout: 120_000,
  }, async () => {
    for await (const mutant of mutants(2, 7))
      for (const message of await messagesOf(mutant)) {
        expect(message, mutant.name).not.toContain(SECRET);
        expect(message, mutant.name).not.toContain(PASSWORD);
      }
  });
});
