import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { StageName } from '#shared/contract/identifiers.ts';
import type { Lines } from '#shared/contract/lines.ts';
import type { ErrorResult, StageResult } from '#shared/contract/results.ts';
import { type RunResults, readLines, readResult, readResults } from './results.ts';
import { type RunReference, runObjects } from './run-objects.ts';
import { type RunStatus, readStatus } from './status.ts';
import { type Submission, type SubmittedRun, submitRun } from './submit.ts';
import { type WaitOptions, waitUntilDone } from './wait.ts';

export type ClientOptions = {
  bucket: string;
  /** At least `extraction`, or the first stage of every `pipeline` that is sent. */
  queueUrls: Partial<Record<StageName, string>>;
  /** Default: from the environment. A custom endpoint's S3 is addressed by path. */
  sqs?: SQSClient;
  s3?: S3Client;
  /** Where uploaded documents go; the workers' `DOCUMENTS_PREFIX`. */
  documentsPrefix?: string;
  /** Bytes of a message body above which the payload travels through the bucket. SQS allows 1 MiB. */
  inlineLimit?: number;
};

export type Client = {
  submit(submission: Submission): Promise<SubmittedRun>;
  status(run: RunReference): Promise<RunStatus>;
  /** All stages' results so far, or one stage's. */
  result(run: RunReference): Promise<RunResults>;
  result<S extends StageName>(run: RunReference, stage: S): Promise<StageResult<S> | ErrorResult | undefined>;
  /** `lines.json`: page and box of every line of the text. */
  lines(run: RunReference): Promise<Lines | undefined>;
  /** Waits for the run to succeed and returns all its results. */
  wait(run: RunReference, options?: WaitOptions): Promise<RunResults>;
};

const INLINE_LIMIT_BYTES = 200 * 1024;

/** What a backend uses to queue documents and to fetch answers. It needs the bucket and the queues, nothing else. */
export function createClient(options: ClientOptions): Client {
  const { bucket, queueUrls, documentsPrefix = 'documents/', inlineLimit = INLINE_LIMIT_BYTES } = options;
  const sqs = options.sqs ?? new SQSClient({});
  const s3 = options.s3 ?? new S3Client({ forcePathStyle: hasCustomEndpoint() });
  const open = (run: RunReference, signal?: AbortSignal) => runObjects(s3, bucket, run, signal);

  function result(run: RunReference): Promise<RunResults>;
  function result<S extends StageName>(
    run: RunReference,
    stage: S,
  ): Promise<StageResult<S> | ErrorResult | undefined>;
  async function result(run: RunReference, stage?: StageName) {
    return stage ? readResult(open(run), stage) : readResults(open(run));
  }

  return {
    submit: (submission) =>
      submitRun({ sqs, s3, bucket, queueUrls, documentsPrefix, inlineLimit }, submission),
    status: async (run) => readStatus(open(run)),
    result,
    lines: async (run) => readLines(open(run)),
    async wait(run, waitOptions) {
      const { runId } = open(run);
      await waitUntilDone(runId, (signal) => readStatus(open(run, signal)), waitOptions);
      return readResults(open(run, waitOptions?.signal));
    },
  };
}

const hasCustomEndpoint = () => Boolean(process.env.AWS_ENDPOINT_URL_S3 ?? process.env.AWS_ENDPOINT_URL);
