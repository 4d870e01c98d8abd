import {
  ChangeMessageVisibilityCommand,
  type MessageAttributeValue,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { permanentError, retryableError } from '../contract/errors.ts';
import type { StageName } from '../contract/identifiers.ts';
import type { WorkerEnvironment } from '../environment.ts';

/** SQS keeps a message invisible for 12 hours at most, counted from its receipt. */
const MAX_VISIBILITY_SECONDS = 43_200;

export type OutgoingMessage = {
  body: string;
  /** The organisation: queues share their throughput fairly between groups. */
  group?: string | undefined;
  delaySeconds?: number;
  attributes?: Record<string, MessageAttributeValue>;
};

/** The queues a worker may use. Failures are TaskErrors: `queue_unavailable`, or `queue_refused` (permanent). */
export type Queues = {
  readonly own: string;
  readonly deadLetter: string;
  /** The queue of a later stage; undefined when this worker does not know it. */
  of(stage: StageName): string | undefined;
  send(url: string, message: OutgoingMessage): Promise<void>;
  /** Makes a received message of the own queue visible again after so many seconds. */
  setVisibility(receiptHandle: string, seconds: number): Promise<void>;
};

export function sqsQueues(client: SQSClient, stage: StageName, environment: WorkerEnvironment): Queues {
  const urls = environment as Record<string, unknown>;
  const own = environment.QUEUE_URL;
  return {
    own,
    deadLetter: environment.DEAD_LETTER_QUEUE_URL,
    of: (next) => (next === stage ? own : (urls[`QUEUE_URL_${next.toUpperCase()}`] as string | undefined)),
    async send(url, { body, group, delaySeconds, attributes }) {
      const command = new SendMessageCommand({
        QueueUrl: url,
        MessageBody: body,
        ...(group && { MessageGroupId: group }),
        ...(delaySeconds && { DelaySeconds: delaySeconds }),
        ...(attributes && { MessageAttributes: attributes }),
      });
      await client.send(command).catch((error) => {
        throw REFUSALS.has(error.name)
          ? refused(url, error)
          : unavailable(`sending to ${queueName(url)}`, error);
      });
    },
    async setVisibility(receiptHandle, seconds) {
      const command = new ChangeMessageVisibilityCommand({
        QueueUrl: own,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: Math.max(0, Math.min(MAX_VISIBILITY_SECONDS, Math.ceil(seconds))),
      });
      await client.send(command).catch((error) => {
        throw unavailable(`changing a message's visibility in ${queueName(own)}`, error);
      });
    },
  };
}

const queueName = (url: string) => url.slice(url.lastIndexOf('/') + 1);

/** What SQS answers the same way to every further try. */
const REFUSALS = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'AWS.SimpleQueueService.NonExistentQueue',
  'InvalidMessageContents',
  'InvalidParameterValue',
  'InvalidParameterValueException',
  'QueueDoesNotExist',
]);

const refused = (url: string, error: Error) =>
  permanentError(
    'queue_refused',
    `SQS refused a message to ${queueName(url)} (${error.name}): check that the queue exists and that the worker may send to it.`,
    error,
  );

const unavailable = (what: string, error: Error) =>
  retryableError('queue_unavailable', `SQS failed at ${what} (${error.name}).`, { cause: error });
