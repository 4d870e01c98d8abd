import { permanentError, retryableError, type TaskError } from '../contract/errors.ts';

/** The document's own time limit is over: a retry would not help. `instead` is what else may be done. */
export const timedOut = (timeoutMs: number, instead: string): TaskError =>
  permanentError(
    'extraction_timeout',
    `The document was not read within ${timeoutMs} ms. Raise EXTRACTION_TIMEOUT_MS ${instead}.`,
  );

/** The invocation ends, or the process is to stop: the message comes back. */
export const aborted = (): TaskError =>
  retryableError('extraction_aborted', 'Extraction was stopped before the deadline of this invocation.');
