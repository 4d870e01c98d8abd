import type { ErrorResult } from '#shared/contract/results.ts';
import type { RunStatus } from './status.ts';

/** The message does not keep the contract; nothing was sent. `fields` names every wrong field. */
export class InvalidMessageError extends Error {
  override readonly name = 'InvalidMessageError';
  readonly fields: string[];

  constructor(description: string, fields: string[]) {
    super(`The message is wrong: ${description}`);
    this.fields = fields;
  }
}

/** The run ended with an error result, which `result` holds. */
export class RunFailedError extends Error {
  override readonly name = 'RunFailedError';
  readonly result: ErrorResult;

  constructor(runId: string, result: ErrorResult) {
    super(`Run ${runId} failed in ${result.stage} (${result.code}): ${result.error}`);
    this.result = result;
  }
}

/** The run did not end in time; it goes on, and a later `wait` or `status` finds it. */
export class WaitTimeoutError extends Error {
  override readonly name = 'WaitTimeoutError';
  readonly status: RunStatus;

  constructor(runId: string, seconds: number, status: RunStatus) {
    const stage = status.stage ? ` in ${status.stage}` : '';
    super(`Run ${runId} has not ended after ${seconds} s; it is ${status.state}${stage}`);
    this.status = status;
  }
}
