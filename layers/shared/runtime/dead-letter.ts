import { createHash } from 'node:crypto';
import type { MessageAttributeValue } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { asciiJson } from '../contract/ascii-json.ts';
import type { ErrorFields } from '../contract/errors.ts';
import { PAYLOADS_PREFIX } from '../contract/keys.ts';
import type { ErrorResult } from '../contract/results.ts';
import type { Failure } from './claim.ts';
import {
  attributesOf,
  COPIES,
  REASON_ATTRIBUTES,
  type ReasonAttribute,
  textAttribute,
} from './message-attributes.ts';
import type { Identity } from './parse-message.ts';
import type { WorkerParts } from './parts.ts';

/** Bytes of a body with all of its attributes: SQS allows 1 MiB, and a redriven message gets some more of them. */
const LARGEST_MESSAGE = 1_048_576 - 16_384;
/** Bytes that the sender's own attributes may have beside the reason; larger ones are left out. */
const LARGEST_OWN_ATTRIBUTE = 65_536;
/** SQS allows ten attributes. */
const ROOM = 10 - REASON_ATTRIBUTES.length;

export function failureOf(error: ErrorFields, attempts: number): Failure {
  const { code, message, retryable } = error;
  return { code, message, retryable, attempts, failed_at: new Date().toISOString() };
}

export function errorResult(parts: WorkerParts, failure: Failure): ErrorResult {
  const { code, message, retryable, attempts } = failure;
  return { status: 'error', error: message, code, retryable, stage: parts.stage, attempts };
}

/** Copies a message to the dead-letter queue, its body unchanged, the reason beside it as attributes. */
export async function sendDeadLetter(
  parts: WorkerParts,
  record: SQSRecord,
  failure: Failure,
  identity?: Identity,
): Promise<void> {
  const reasons: Record<ReasonAttribute, string | undefined> = {
    reason_code: failure.code,
    message: failure.message,
    stage: parts.stage,
    run_id: identity?.run_id,
    organization_id: identity?.organization_id,
    attempts: String(failure.attempts),
    failed_at: failure.failed_at,
  };
  const attributes = ownAttributes(record);
  for (const [name, value] of Object.entries(reasons)) {
    if (value !== undefined) attributes[name] = textAttribute(value);
  }
  await parts.queues.send(parts.queues.deadLetter, {
    body: await bodyWithRoom(parts, record.body, sizeOf(attributes), identity),
    group: identity?.organization_id ?? record.attributes?.MessageGroupId,
    attributes,
  });
}

/** What the sender and the workers put beside the body; a redriven message starts its count of copies anew. */
function ownAttributes(record: SQSRecord): Record<string, MessageAttributeValue> {
  const all = Object.entries(attributesOf(record));
  const kept = all.filter(
    ([name, value]) => name !== COPIES && sizeOf({ [name]: value }) <= LARGEST_OWN_ATTRIBUTE,
  );
  return Object.fromEntries(kept.slice(0, ROOM));
}

/** As SQS counts: names, types and values. */
function sizeOf(attributes: Record<string, MessageAttributeValue>): number {
  const parts = Object.entries(attributes).flatMap(([name, { DataType, StringValue, BinaryValue }]) => [
    name,
    DataType ?? '',
    StringValue ?? BinaryValue ?? '',
  ]);
  return parts.reduce((sum, part) => sum + Buffer.byteLength(part), 0);
}

/** A body that leaves no room for the reason goes to the bucket. */
async function bodyWithRoom(
  parts: WorkerParts,
  body: string,
  attributeBytes: number,
  identity?: Identity,
): Promise<string> {
  if (Buffer.byteLength(body) + attributeBytes <= LARGEST_MESSAGE) return body;
  const hash = createHash('sha256').update(body).digest('hex');
  const payload_ref = `${PAYLOADS_PREFIX}dead-letters/${hash}.json`;
  await parts.objects.put(payload_ref, body);
  return asciiJson({ ...identityOf(identity), payload_ref });
}

const identityOf = (identity?: Identity) =>
  identity && { run_id: identity.run_id, organization_id: identity.organization_id };
