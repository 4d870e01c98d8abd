import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { DEFAULT_ORGANIZATION, OrganizationId, RunId, type StageName } from '#shared/contract/identifiers.ts';
import { clearErrorsOf } from '#shared/runtime/redriven.ts';
import type { ObjectStore } from '#shared/store/objects.ts';
import { runFolder } from '#shared/store/run-folder.ts';

export type DeadLetter = {
  stage: StageName;
  message_id: string;
  run_id?: string;
  organization_id?: string;
  /** Why the workers gave the run up; absent when SQS itself moved the message (crashes, throttled receives). */
  reason_code?: string;
  message?: string;
  attempts?: string;
  failed_at?: string;
  sent_at?: string;
};

/** Held while they are looked at, so that no message is seen twice; given back right after. */
const HELD_SECONDS = 60;
const BATCH = 10;

/** Up to `limit` dead letters of a stage's queue, and whether there may be more. They stay where they are. */
export async function listDeadLetters(
  sqs: SQSClient,
  stage: StageName,
  dlqUrl: string,
  limit: number,
): Promise<{ letters: DeadLetter[]; more: boolean }> {
  const messages = await receiveAll(sqs, dlqUrl, limit);
  await giveBack(sqs, dlqUrl, messages);
  return { letters: messages.map((message) => describe(stage, message)), more: messages.length >= limit };
}

/**
 * Sends dead letters back to their queue with all their attributes: by `failed_at` the worker knows a redriven
 * message, clears the error result and starts over. Sent first and deleted then, so that a crash loses nothing.
 * @param objects With the bucket at hand the error result is gone before the message is back, so that who asks for the
 * run's status in between does not read the old failure.
 */
export async function redriveDeadLetters(
  sqs: SQSClient,
  stage: StageName,
  urls: { url: string; dlqUrl: string },
  wanted: { runId?: string | undefined; limit: number },
  objects?: ObjectStore,
): Promise<DeadLetter[]> {
  const redriven: DeadLetter[] = [];
  const others: Message[] = [];
  // All are held before the first is sent: one that fails again at once must not be found, and sent, again.
  for (const message of await receiveAll(sqs, urls.dlqUrl, wanted.limit)) {
    const letter = describe(stage, message);
    if (wanted.runId !== undefined && letter.run_id !== wanted.runId) {
      others.push(message);
      continue;
    }
    const restoreErrors = objects ? await clearErrorsFirst(objects, letter) : async () => {};
    try {
      await sendBack(sqs, urls.url, message);
    } catch (error) {
      await restoreErrors();
      throw error;
    }
    await sqs.send(new DeleteMessageCommand({ QueueUrl: urls.dlqUrl, ReceiptHandle: message.ReceiptHandle }));
    redriven.push(letter);
  }
  await giveBack(sqs, urls.dlqUrl, others);
  return redriven;
}

/** Returns what puts the error results back. Who may not touch the bucket leaves them to the worker. */
async function clearErrorsFirst(objects: ObjectStore, letter: DeadLetter): Promise<() => Promise<void>> {
  const { stage, run_id, organization_id = DEFAULT_ORGANIZATION, failed_at } = letter;
  if (!RunId.safeParse(run_id).success || !OrganizationId.safeParse(organization_id).success || !failed_at) {
    return async () => {};
  }
  const run = runFolder(objects, organization_id, String(run_id));
  const cleared = await clearErrorsOf(objects, run, stage, failed_at).catch(() => ({}));
  return async () => {
    for (const [name, result] of Object.entries(cleared)) await run.create(name, result);
  };
}

async function sendBack(sqs: SQSClient, url: string, message: Message): Promise<void> {
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: url,
      MessageBody: message.Body,
      ...(message.MessageAttributes && { MessageAttributes: message.MessageAttributes }),
      ...(message.Attributes?.MessageGroupId && { MessageGroupId: message.Attributes.MessageGroupId }),
    }),
  );
}

/** Up to `limit` messages, each once: one that is looked at for so long that it shows again ends the search. */
async function receiveAll(sqs: SQSClient, queueUrl: string, limit: number): Promise<Message[]> {
  const seen = new Map<string | undefined, Message>();
  while (seen.size < limit) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: Math.min(BATCH, limit - seen.size),
        VisibilityTimeout: HELD_SECONDS,
        WaitTimeSeconds: 1,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['All'],
      }),
    );
    const fresh = Messages.filter(({ MessageId }) => !seen.has(MessageId));
    if (fresh.length === 0) break;
    for (const message of fresh) seen.set(message.MessageId, message);
  }
  return [...seen.values()];
}

async function giveBack(sqs: SQSClient, queueUrl: string, messages: readonly Message[]): Promise<void> {
  for (const { ReceiptHandle } of messages) {
    await sqs.send(
      new ChangeMessageVisibilityCommand({ QueueUrl: queueUrl, ReceiptHandle, VisibilityTimeout: 0 }),
    );
  }
}

function describe(stage: StageName, message: Message): DeadLetter {
  const fields = ['reason_code', 'message', 'attempts', 'failed_at'] as const;
  const given = fields.flatMap((name) => {
    const value = message.MessageAttributes?.[name]?.StringValue;
    return value === undefined ? [] : [[name, value]];
  });
  const sent = Number(message.Attributes?.SentTimestamp);
  return {
    stage,
    message_id: message.MessageId ?? '',
    ...idsOf(message),
    ...Object.fromEntries(given),
    ...(sent > 0 && { sent_at: new Date(sent).toISOString() }),
  };
}

/** From the attributes that the workers set, otherwise from the body; it need not be JSON. */
function idsOf(message: Message): { run_id?: string; organization_id?: string } {
  const ids: { run_id?: string; organization_id?: string } = {};
  const body = parseBody(message.Body);
  for (const name of ['run_id', 'organization_id'] as const) {
    const value = message.MessageAttributes?.[name]?.StringValue ?? body[name];
    if (typeof value === 'string') ids[name] = value;
  }
  return ids;
}

function parseBody(body: string | undefined): Record<string, unknown> {
  try {
    return Object(JSON.parse(body ?? '')) as Record<string, unknown>;
  } catch {
    return {};
  }
}
