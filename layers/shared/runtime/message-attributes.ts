import type { MessageAttributeValue } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import type { StageName } from '../contract/identifiers.ts';

/** Why a message is a dead letter; stands beside the unchanged body. */
export const REASON_ATTRIBUTES = [
  'reason_code',
  'message',
  'stage',
  'run_id',
  'organization_id',
  'attempts',
  'failed_at',
] as const;
export type ReasonAttribute = (typeof REASON_ATTRIBUTES)[number];

/** Marks messages that a worker sent: their run has its `run.json`. */
export const SENT_BY = 'sent_by';

/** How often a message that could not be handled was sent anew. */
export const COPIES = 'copies';

/** SQS allows ten. */
const MAX_ATTRIBUTES = 10;
const MAX_TEXT = 2000;

export const textAttribute = (value: string): MessageAttributeValue => ({
  DataType: 'String',
  StringValue: printable(value).slice(0, MAX_TEXT) || '-',
});

/** SQS refuses control characters, and not every SQS carries more than ASCII in attributes. */
const printable = (text: string) =>
  text.replace(/[^\u0020-\u007e]/gu, (character) =>
    character.trim() === '' ? ' ' : `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );

export const sentBy = (stage: StageName) => ({ [SENT_BY]: textAttribute(stage) });

/** A received message's own attributes, as they can be sent on; reasons of an earlier failure are left out. */
export function attributesOf(
  record: SQSRecord,
  room = MAX_ATTRIBUTES,
): Record<string, MessageAttributeValue> {
  const kept = Object.entries(record.messageAttributes ?? {}).flatMap(
    ([name, { dataType, stringValue, binaryValue }]): [string, MessageAttributeValue][] => {
      if ((REASON_ATTRIBUTES as readonly string[]).includes(name)) return [];
      if (stringValue !== undefined) return [[name, { DataType: dataType, StringValue: stringValue }]];
      if (binaryValue === undefined) return [];
      return [[name, { DataType: dataType, BinaryValue: Buffer.from(binaryValue, 'base64') }]];
    },
  );
  return Object.fromEntries(kept.slice(0, room));
}

export const attributeOf = (record: SQSRecord, name: string): string | undefined =>
  record.messageAttributes?.[name]?.stringValue;
