import { describe, expect, it } from 'vitest';
import { isTaskError } from '#shared/contract/errors.ts';
import { readWhole } from '#shared/extraction/read-document.ts';
import { limitsOf } from '#shared/runtime/limits.ts';
import { makePdf, put } from '../support/make-pdf.ts';
import { read } from '../support/read.ts';
import { BOMBS } from './bombs/all-bombs.ts';
import type { Bomb } from './bombs/bomb.ts';

const LIMITS = limitsOf({
  EXTRACTION_TIMEOUT_MS: 1000,
  PAGE_TIMEOUT_MS: 1000,
  ENGINE_MEMORY_MB: 128,
  MAX_EXPANDED_BYTES: 64 * 1024 * 1024,
});

const smallBombs = BOMBS.flatMap(({ small, ...bomb }): (Bomb & { small: number })[] =>
  small === undefined ? [] : [{ ...bomb, small }],
);

/** The text, or the code of the error; anything that is no error of ours is thrown on. */
async function outcomeOf(bytes: Uint8Array, fileName: string): Promise<string> {
  try {
    const { text } = await readWhole({ bytes, fileName, settings: {}, limits: LIMITS });
    return `text: ${text}`;
  } catch (error) {
    if (!isTaskError(error) || error.code.startsWith('internal')) throw error;
    return error.code;
  }
}

describe('a file that asks for much time or memory', () => {
  it.each(smallBombs)('ends in a text or an error of ours: $fileName', async ({ fileName, small, make }) => {
    const outcome = await outcomeOf(await make(small), fileName);
    expect(outcome).toMatch(
      /^(text: |(limit_exceeded|corrupt_document|extraction_timeout|no_text|no_pages|unsupported_type)$)/,
    );
  });

  it('leaves the process fit for the next document', async () => {
    const honest = await makePdf((pdf) => put(pdf, 'honest words', 30, 30));
    expect((await read(honest)).text).toBe('honest words');
    expect((await read('<p>honest words', 'honest.html')).text).toBe('honest words');
  });
});
