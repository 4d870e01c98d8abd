import { answerQuestion } from './embedded-reader-answer.ts';
import type { TextReader } from './types.ts';

/** What the embedded reader calls itself in results: it must never pass for a language model. */
const NAME = 'embedded-reader';

/**
 * The answerer that needs no model, no key and no network: it looks labels, values and table cells up in layout text.
 * It is a way to try the pipeline, not a language model: it understands no sentences, returns null when unsure, and
 * its confidence never rises above 0.6.
 */
export function embeddedReader(id: string): TextReader {
  return {
    kind: 'reader',
    id,
    provider: 'embedded',
    model: NAME,
    contextWindow: Number.MAX_SAFE_INTEGER,
    maxOutputTokens: 4096,
    read: answerQuestion,
  };
}
