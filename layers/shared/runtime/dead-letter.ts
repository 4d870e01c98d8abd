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
  REASON_ATTRIBUTES,
  type ReasonAttribute,
  textAttribute,
} from './message-attributes.ts';
import type { Identity } from './parse-message.ts';
import type { WorkerParts } from './parts.ts';

/** Bytes; SQS allows 1 MiB, attributes included. */
const LARGEST_BODY = 1_048_576 - 16_384;
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
  const attributes: Record<string, MessageAttributeValue> = attributesOf(record, ROOM);
  for (const [name, value] of Object.entries(reasons)) {
    if (value !== undefined) attributes[name] = textAttribute(value);
  }
  await parts.queues.send(parts.queues.deadLetter, {
    body: await bodyWithRoom(parts, record.body, identity),
    group: identity?.organization_id ?? record.attributes?.MessageGroupId,
    attributes,
  });
}

/** Body and attributes together may have 1 MiB; a body that leaves no room for the reason goes to the bucket. */
async function bodyWithRoom(parts: WorkerParts, body: string, identity?: Identity): Promise<string> {
  if (Buffer.byteLength(body) <= LARGEST_BODY) return body;
  const hash = createHash('sha256').update(body).digest('hex');
  const payload_ref = `${PAYLOADS_PREFIX}dead-letters/${hash}.json`;
  await parts.objects.put(payload_ref, body);
  return asciiJson({ ...identityOf(identity), payload_ref });
}

const identityOf = (identity?: Identity) =>
  identity && { run_id: identity.run_id, organization_id: identity.organization_id };
