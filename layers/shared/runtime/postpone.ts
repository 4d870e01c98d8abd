import type { MessageAttributeValue } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { MAX_RECEIVE_COUNT } from '../workers.ts';
import { MAX_DELAY_SECONDS } from './backoff.ts';
import { attributesOf } from './message-attributes.ts';
import type { Verdict, WorkerParts } from './parts.ts';

/** Receives that are left to SQS's own dead-lettering, which knows no reason, when a message is sent anew. */
const RECEIVES_KEPT = 4;

export const receiveCountOf = (record: SQSRecord): number =>
  Number(record.attributes?.ApproximateReceiveCount ?? 1);

/** Whether SQS would soon dead-letter this message by itself. */
export const isNearlyUsedUp = (record: SQSRecord): boolean =>
  receiveCountOf(record) >= MAX_RECEIVE_COUNT - RECEIVES_KEPT;

/**
 * Makes a message come back in so many seconds (at most 900). Waiting is no failure, but each return counts as a
 * receive; before SQS would dead-letter the message for that, a fresh copy takes its place.
 */
export async function postpone(parts: WorkerParts, record: SQSRecord, seconds: number): Promise<Verdict> {
  if (isNearlyUsedUp(record)) return sendAnew(parts, record, seconds);
  await parts.queues.setVisibility(record.receiptHandle, seconds);
  return 'keep';
}

/** Puts a fresh copy of a message in its place, with a receive count of its own. */
export async function sendAnew(
  parts: WorkerParts,
  record: SQSRecord,
  seconds: number,
  more: Record<string, MessageAttributeValue> = {},
): Promise<Verdict> {
  await parts.queues.send(parts.queues.own, {
    body: record.body,
    group: record.attributes?.MessageGroupId,
    delaySeconds: Math.min(MAX_DELAY_SECONDS, Math.ceil(seconds)),
    attributes: { ...attributesOf(record), ...more },
  });
  return 'acknowledge';
}
