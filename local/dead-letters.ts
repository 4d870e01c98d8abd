import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { StageName } from '#shared/contract/identifiers.ts';

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
 */
export async function redriveDeadLetters(
  sqs: SQSClient,
  stage: StageName,
  urls: { url: string; dlqUrl: string },
  wanted: { runId?: string | undefined; limit: number },
): Promise<DeadLetter[]> {
  const messages = await receiveAll(sqs, urls.dlqUrl, wanted.limit);
  const chosen = messages.filter(
    (message) => wanted.runId === undefined || describe(stage, message).run_id === wanted.runId,
  );
  for (const message of chosen) {
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: urls.url,
        MessageBody: message.Body,
        ...(message.MessageAttributes && { MessageAttributes: message.MessageAttributes }),
        ...(message.Attributes?.MessageGroupId && { MessageGroupId: message.Attributes.MessageGroupId }),
      }),
    );
    await sqs.send(new DeleteMessageCommand({ QueueUrl: urls.dlqUrl, ReceiptHandle: message.ReceiptHandle }));
  }
  await giveBack(
    sqs,
    urls.dlqUrl,
    messages.filter((message) => !chosen.includes(message)),
  );
  return chosen.map((message) => describe(stage, message));
}

async function receiveAll(sqs: SQSClient, queueUrl: string, limit: number): Promise<Message[]> {
  const messages: Message[] = [];
  while (messages.length < limit) {
    const reply = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: Math.min(BATCH, limit - messages.length),
        VisibilityTimeout: HELD_SECONDS,
        WaitTimeSeconds: 1,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['All'],
      }),
    );
    if (!reply.Messages?.length) break;
    messages.push(...reply.Messages);
  }
  return messages;
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
