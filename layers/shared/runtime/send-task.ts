import { asciiJson } from '../contract/ascii-json.ts';
import { permanentError } from '../contract/errors.ts';
import type { StageName } from '../contract/identifiers.ts';
import { claimName } from '../contract/keys.ts';
import { sentBy } from './message-attributes.ts';
import type { Job, WorkerParts } from './parts.ts';
import { storeLargePayload } from './payloads.ts';

type Envelope = { pipeline: readonly StageName[]; round: number };

/** Sends the run's payload to a queue, by claim check when it is large; ASCII JSON, grouped by organisation. */
async function sendTask(parts: WorkerParts, job: Job, url: string, envelope: Envelope): Promise<void> {
  const { task, message, payloadRef } = job.received;
  const ids = { run_id: task.run_id, organization_id: task.organization_id };
  const { round: _, pipeline: __, ...payload } = message;
  const travelling = {
    ...(envelope.round > 0 && { round: envelope.round }),
    pipeline: envelope.pipeline,
  };
  let body = asciiJson({ ...payload, ...ids, ...travelling });
  const stored =
    payloadRef ?? (await storeLargePayload(parts.objects, body, ids, parts.environment.INLINE_LIMIT_BYTES));
  if (stored !== undefined) body = asciiJson({ ...ids, ...travelling, payload_ref: stored });
  await parts.queues.send(url, { body, group: task.organization_id, attributes: sentBy(parts.stage) });
}

/** The same stage again, for its next round. */
export function sendContinuation(parts: WorkerParts, job: Job, round: number): Promise<void> {
  return sendTask(parts, job, parts.queues.own, { pipeline: job.received.pipeline, round });
}

/**
 * Sends the run to the first of these stages.
 * @param repeated The message may have been sent before: then it is sent only when that stage has not taken the run up.
 */
export async function sendNext(
  parts: WorkerParts,
  job: Job,
  pipeline: readonly StageName[],
  repeated: boolean,
): Promise<void> {
  const [next] = pipeline;
  if (next === undefined) return;
  const url = parts.queues.of(next);
  if (url === undefined) {
    throw permanentError(
      'next_queue_unknown',
      `The ${parts.stage} worker cannot send to prompt_${next}: QUEUE_URL_${next.toUpperCase()} is not set.`,
    );
  }
  if (repeated && (await parts.objects.head(job.run.prefix + claimName(next)))) return;
  await sendTask(parts, job, url, { pipeline, round: 0 });
}
