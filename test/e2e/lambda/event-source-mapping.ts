import {
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { Invocation, LambdaEnvironment } from './runtime-api.ts';

/** One poll of an SQS event source mapping with ReportBatchItemFailures, and what became of it. */
export type Poll = { received: number; deleted: number; invocation: Invocation | undefined };

/** Receives up to a batch, invokes the function, and deletes what the function did not report as failed. */
export async function pollOnce(
  sqs: SQSClient,
  queueUrl: string,
  lambda: LambdaEnvironment,
  options: { batchSize: number; timeoutMs: number; waitSeconds?: number },
): Promise<Poll> {
  const { Messages: messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: options.batchSize,
      WaitTimeSeconds: options.waitSeconds ?? 1,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    }),
  );
  if (messages.length === 0) return { received: 0, deleted: 0, invocation: undefined };
  const invocation = await lambda.invoke(sqsEvent(messages), options.timeoutMs);
  const done = invocation.ok ? messages.filter((message) => !reported(invocation.payload, message)) : [];
  if (done.length > 0) {
    const Entries = done.map((message, index) => ({ Id: `${index}`, ReceiptHandle: message.ReceiptHandle }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
  }
  return { received: messages.length, deleted: done.length, invocation };
}

function reported(payload: unknown, message: Message): boolean {
  const failures = (payload as { batchItemFailures?: { itemIdentifier: string }[] })?.batchItemFailures ?? [];
  return failures.some((failure) => failure.itemIdentifier === message.MessageId);
}

function sqsEvent(messages: readonly Message[]) {
  return {
    Records: messages.map((message) => ({
      messageId: message.MessageId,
      receiptHandle: message.ReceiptHandle,
      body: message.Body,
      attributes: message.Attributes ?? {},
      messageAttributes: {},
      md5OfBody: message.MD5OfBody,
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:eu-central-1:000000000000:queue',
      awsRegion: 'eu-central-1',
    })),
  };
}
