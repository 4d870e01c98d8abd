import type { SQSRecord } from 'aws-lambda';
import { MAX_RECEIVE_COUNT } from '../workers.ts';
import { attributesOf } from './message-attributes.ts';
import type { Verdict, WorkerParts } from './parts.ts';

/** Receives that are left to SQS's own dead-lettering, which knows no reason, when a message is sent anew. */
const RECEIVES_KEPT = 4;

export const receiveCountOf = (record: SQSRecord): number =>
  Number(record.attributes?.ApproximateReceiveCount ?? 1);

/**
 * Makes a message come back in so many seconds (at most 900). Waiting is no failure, but each return counts as a
 * receive; before SQS would dead-letter the message for that, a fresh copy takes its place.
 */
export async function postpone(parts: WorkerParts, record: SQSRecord, seconds: number): Promise<Verdict> {
  if (receiveCountOf(record) < MAX_RECEIVE_COUNT - RECEIVES_KEPT) {
    await parts.queues.setVisibility(record.receiptHandle, seconds);
    return 'keep';
  }
  await parts.queues.send(parts.queues.own, {
    body: record.body,
    group: record.attributes.MessageGroupId,
    delaySeconds: Math.min(900, Math.ceil(seconds)),
    attributes: attributesOf(record),
  });
  return 'acknowledge';
}
