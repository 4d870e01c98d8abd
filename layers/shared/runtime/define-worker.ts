import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { StageName } from '../contract/identifiers.ts';
import { parseEnvironment } from '../environment.ts';
import type { Stage } from '../stage.ts';
import { createWorker } from './create-worker.ts';

/**
 * A Lambda handler for a stage. The environment is read when the module loads, so that a wrong value stops the
 * function at its start, with one line that names it.
 */
export function defineWorker<S extends StageName>(stage: S, work: Stage<S>) {
  const environment = parseEnvironment(stage, process.env);
  const worker = createWorker(stage, work, { environment, lease: { kind: 'deadline' } });
  // The worker aborts each record's work by itself before the deadline and answers for the others, so middy's own
  // early end, which would fail the whole batch, stays off.
  return middy<SQSEvent, SQSBatchResponse, Error, Context>({ timeoutEarlyInMillis: 0 }).handler(
    (event: SQSEvent, context: Context) => worker(event, context),
  );
}
