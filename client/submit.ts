import { createHash, randomUUID } from 'node:crypto';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type * as z from 'zod';
import { asciiJson } from '#shared/contract/ascii-json.ts';
import { describeIssues } from '#shared/contract/describe-issues.ts';
import { DEFAULT_ORGANIZATION, type StageName } from '#shared/contract/identifiers.ts';
import { PAYLOADS_PREFIX } from '#shared/contract/keys.ts';
import { Message } from '#shared/contract/message.ts';
import { InvalidMessageError } from './errors.ts';
import { documentKey, fileNameOf, type LocalFile, uploadDocument } from './upload.ts';

const Draft = Message.partial({ run_id: true, file_path: true });

/** A message of the contract; `run_id` is made up when absent, `file` is uploaded and becomes `file_path`. */
export type Submission = z.input<typeof Draft> & { file?: LocalFile };

export type SubmittedRun = {
  run_id: string;
  organization_id: string;
  file_path: string;
  /** The stage whose queue the message went to. */
  stage: StageName;
  message_id: string;
  /** Key of the payload in the bucket, when it was too large for the queue. */
  payload_ref?: string;
};

export type Sender = {
  sqs: SQSClient;
  s3: S3Client;
  bucket: string;
  queueUrls: Partial<Record<StageName, string>>;
  documentsPrefix: string;
  inlineLimit: number;
};

/**
 * Uploads the document if need be and queues the run.
 * @throws InvalidMessageError before anything is uploaded or sent, when the message does not keep the contract.
 */
export async function submitRun(sender: Sender, submission: Submission): Promise<SubmittedRun> {
  const { file, ...fields } = submission;
  const message = checkMessage(sender, fields, file);
  const organization = message.organization_id ?? DEFAULT_ORGANIZATION;
  const stage = firstStage(message);
  const queueUrl = sender.queueUrls[stage];
  if (!queueUrl) throw new Error(`No queue URL is known for ${stage}; give queueUrls.${stage}`);

  if (file) await uploadDocument(sender.s3, sender.bucket, message.file_path, file);
  const { body, payload_ref } = await checkIn(sender, message, organization);
  const sent = await sender.sqs.send(
    new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body, MessageGroupId: organization }),
  );
  return {
    run_id: message.run_id,
    organization_id: organization,
    file_path: message.file_path,
    stage,
    message_id: sent.MessageId ?? '',
    ...(payload_ref !== undefined && { payload_ref }),
  };
}

/** Fills in what the client knows (run id, path and name of the uploaded file) and validates all of it. */
function checkMessage(sender: Sender, fields: z.input<typeof Draft>, file?: LocalFile): Message {
  if (file && fields.file_path !== undefined) {
    throw new InvalidMessageError('file and file_path: give one of them, not both', ['file', 'file_path']);
  }
  const run_id = fields.run_id ?? randomUUID();
  const organization = fields.organization_id ?? DEFAULT_ORGANIZATION;
  const own = file && {
    file_path: documentKey(sender.documentsPrefix, organization, run_id, fileNameOf(file)),
    file_name: fields.file_name ?? fileNameOf(file),
  };
  const parsed = Message.safeParse({ ...fields, run_id, ...own });
  if (parsed.success) return parsed.data;
  throw new InvalidMessageError(
    describeIssues(parsed.error),
    parsed.error.issues.map((issue) => issue.path.join('.')),
  );
}

/**
 * The stage that a new message goes to: the first of its pipeline, otherwise extraction, which passes a message
 * with `extracted_text` on by itself.
 */
export function firstStage(message: Pick<Message, 'pipeline'>): StageName {
  return message.pipeline?.[0] ?? 'extraction';
}

/** Claim check: a payload over the limit goes to the bucket, named by its content, and a reference travels. */
async function checkIn(sender: Sender, message: Message, organization: string) {
  const body = asciiJson(message);
  if (body.length <= sender.inlineLimit) return { body };
  const hash = createHash('sha256').update(body).digest('hex');
  const payload_ref = `${PAYLOADS_PREFIX}${organization}/${message.run_id}/${hash}.json`;
  await sender.s3.send(
    new PutObjectCommand({
      Bucket: sender.bucket,
      Key: payload_ref,
      Body: body,
      ContentType: 'application/json',
    }),
  );
  const { run_id, organization_id, pipeline } = message;
  return { body: asciiJson({ run_id, organization_id, pipeline, payload_ref }), payload_ref };
}
