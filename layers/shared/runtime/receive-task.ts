import type { SQSRecord } from 'aws-lambda';
import { permanentError } from '../contract/errors.ts';
import { DEFAULT_ORGANIZATION } from '../contract/identifiers.ts';
import type { Message } from '../contract/message.ts';
import type { Task } from '../contract/task.ts';
import { attributeOf, SENT_BY } from './message-attributes.ts';
import { isReference, parseJson, parseMessage, parseReference, unknownFields } from './parse-message.ts';
import type { ReceivedTask, WorkerParts } from './parts.ts';
import { fetchPayload } from './payloads.ts';
import { planPipeline } from './pipeline.ts';

/**
 * From an SQS record to a task: parses, fetches a claim-checked payload, fills the defaults in, plans the pipeline.
 * @throws permanent TaskErrors for everything that is wrong with the message
 */
export async function receiveTask(parts: WorkerParts, record: SQSRecord): Promise<ReceivedTask> {
  const body = parseJson(record.body, 'The message body');
  const payloadRef = isReference(body) ? parseReference(body).payload_ref : undefined;
  const message = payloadRef === undefined ? parseMessage(body) : await dereference(parts, body);
  const task: Task = {
    ...message,
    organization_id: message.organization_id ?? DEFAULT_ORGANIZATION,
    file_name: message.file_name ?? message.file_path.slice(message.file_path.lastIndexOf('/') + 1),
    round: message.round ?? 0,
  };
  const first = attributeOf(record, SENT_BY) === undefined && task.round === 0;
  return {
    task,
    message,
    payloadRef,
    ...planPipeline(message, parts.stage),
    first,
    warnings: first ? unknownFields(message) : [],
  };
}

/** The stored payload, with the envelope (pipeline, round) of the message that points to it. */
async function dereference({ objects, environment }: WorkerParts, body: unknown): Promise<Message> {
  const { payload_ref, run_id, organization_id, pipeline, round } = parseReference(body);
  const text = await fetchPayload(objects, payload_ref, environment.MAX_DOCUMENT_BYTES);
  const stored = parseJson(text, `The payload at ${payload_ref}`);
  if (typeof stored !== 'object' || stored === null || isReference(stored)) {
    throw permanentError('invalid_message', `The payload at ${payload_ref} is not a message.`);
  }
  const { run_id: storedRun, organization_id: storedOrganization } = stored as Partial<Message>;
  const organization = storedOrganization ?? DEFAULT_ORGANIZATION;
  if (run_id !== storedRun || (organization_id ?? organization) !== organization) {
    throw permanentError(
      'invalid_message',
      `The message names run ${run_id}, but its payload belongs to another run.`,
    );
  }
  return parseMessage({ ...stored, ...(pipeline && { pipeline }), ...(round !== undefined && { round }) });
}
