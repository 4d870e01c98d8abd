/**
 * The one error type that stages, adapters and plugins throw on purpose. The runtime turns it into an error
 * result, a retry or a dead-letter copy. Anything else that is thrown is a programming error: it is retried as
 * `internal_error` within the worker's budget and its stack goes to the log, never into a result.
 */
export type ErrorFields = {
  /** Stable, machine-readable, snake_case: `document_not_found`, `llm_rate_limited` … */
  code: string;
  /** True when the same message may succeed later. */
  retryable: boolean;
  /** Seconds to wait before the next try, as the provider asked (`Retry-After`). */
  retryAfter?: number;
  /**
   * The other side asked us to slow down (HTTP 429, throttling). Such a try does not count against the worker's
   * retry budget: a busy provider must not fail a run that would succeed later.
   */
  throttled?: boolean;
  /** For people: what is wrong and what to do about it. Holds no document text and no secret. */
  message: string;
};

/** Survives duplicate copies of this module, e.g. one in a function's bundle and one in a plugin's. */
const MARK = Symbol.for('prompt-service-workers.task-error');

export class TaskError extends Error implements ErrorFields {
  override readonly name = 'TaskError';
  readonly code: string;
  readonly retryable: boolean;
  readonly retryAfter?: number;
  readonly throttled?: boolean;

  constructor(fields: ErrorFields, options?: { cause?: unknown }) {
    super(fields.message, options);
    this.code = fields.code;
    this.retryable = fields.retryable;
    if (fields.retryAfter !== undefined) this.retryAfter = fields.retryAfter;
    if (fields.throttled) this.throttled = true;
    Object.defineProperty(this, MARK, { value: true });
  }
}

export function isTaskError(error: unknown): error is TaskError {
  return typeof error === 'object' && error !== null && MARK in error;
}

/** An error that no retry mends: wrong input, missing document, wrong configuration. */
export function permanentError(code: string, message: string, cause?: unknown): TaskError {
  return new TaskError({ code, retryable: false, message }, { cause });
}

/** An error that may be gone next time: a time-out, a server error, a lost connection. */
export function retryableError(
  code: string,
  message: string,
  more: { retryAfter?: number; throttled?: boolean; cause?: unknown } = {},
): TaskError {
  const { cause, ...fields } = more;
  return new TaskError({ code, retryable: true, message, ...fields }, { cause });
}
