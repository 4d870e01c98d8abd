import { permanentError, retryableError, type TaskError } from '../contract/errors.ts';

/** The document's own time limit is over: a retry would not help. `instead` is what else may be done. */
export const timedOut = (timeoutMs: number, instead: string): TaskError =>
  permanentError(
    'extraction_timeout',
    `The document was not read within ${timeoutMs} ms. Raise EXTRACTION_TIMEOUT_MS ${instead}.`,
  );

/** Times a page's time that all of a file may take where it is not read page by page. */
const PAGES_OF_TIME = 5;

/**
 * Milliseconds to open a PDF, or to read a file of a type without pages. Much less than an invocation has: a file that
 * never ends must fail for good, not come back again and again.
 */
export const wholeFileMs = (limits: { extractionTimeoutMs: number; pageTimeoutMs: number }): number =>
  Math.min(limits.extractionTimeoutMs, PAGES_OF_TIME * limits.pageTimeoutMs);

/** A file needs more than `wholeFileMs`. */
export const tooSlow = (milliseconds: number): TaskError =>
  permanentError(
    'limit_exceeded',
    `The file was not read within ${milliseconds} ms: it is very large, or made to do harm. Split it, or raise ` +
      'PAGE_TIMEOUT_MS.',
  );

/** The invocation ends, or the process is to stop: the message comes back. */
export const aborted = (): TaskError =>
  retryableError('extraction_aborted', 'Extraction was stopped before the deadline of this invocation.');
