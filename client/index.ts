/** What a backend imports. Everything here speaks the contract of `layers/shared/contract` over SQS and S3. */
export { type Client, type ClientOptions, createClient } from './create-client.ts';
export { type Discovered, discover } from './discover.ts';
export { InvalidMessageError, RunFailedError, WaitTimeoutError } from './errors.ts';
export type { RunResults } from './results.ts';
export type { RunReference } from './run-objects.ts';
export type { RunStatus } from './status.ts';
export type { Submission, SubmittedRun } from './submit.ts';
export type { LocalFile } from './upload.ts';
export type { WaitOptions } from './wait.ts';
