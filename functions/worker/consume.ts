import { setTimeout as sleep } from 'node:timers/promises';
import type { Message, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { Consumer } from 'sqs-consumer';
import type { InvocationContext } from '#shared/runtime/parts.ts';
import type { Log } from '#shared/telemetry/log.ts';
import { sqsRecord } from './sqs-record.ts';

export type Consumption = {
  sqs: SQSClient;
  queueUrl: string;
  region: string;
  /** Messages worked on at the same time. */
  concurrency: number;
  /** Seconds a received message stays invisible before the runtime takes care of it. */
  visibilitySeconds: number;
  handle: (event: SQSEvent, context: InvocationContext) => Promise<SQSBatchResponse>;
  newContext: () => InvocationContext;
  log: Log;
};

export type Consuming = {
  /** Takes no further messages; resolves when those at work are done. */
  stop(): Promise<void>;
  /** Whether every loop still asks for messages, or works on one that is not overdue. */
  isAlive(): boolean;
};

/** Milliseconds after which a queue that has messages would have answered a receive. */
const ANSWERED_WITHIN_MS = 500;
const LONGEST_PAUSE_MS = 15_000;
/** A loop that asks for messages shows itself more often, even when the queue's connections hang. */
const LONGEST_SILENCE_MS = 300_000;
/** An invocation that goes on so long after its deadline will not end any more. */
const OVERDUE_MS = 120_000;

/**
 * Long-polls a queue and puts every message before the handler, as a Lambda mapping of batch size 1 does: an
 * acknowledged message is deleted, any other one is left to the visibility that the runtime gave it. One Consumer
 * works on one batch at a time, so there are as many as messages may be at work.
 */
export function consume(options: Consumption): Consuming {
  const consumers = Array.from({ length: options.concurrency }, () => consumeOne(options));
  return {
    async stop() {
      await Promise.all(consumers.map((consumer) => consumer.stop()));
    },
    isAlive: () => consumers.every((consumer) => consumer.isAlive()),
  };
}

function consumeOne(options: Consumption): Consuming {
  const { log, queueUrl } = options;
  let failures = 0;
  let silentUntil = performance.now() + LONGEST_SILENCE_MS;
  let working: Promise<void> | undefined;
  let done: (() => void) | undefined;
  let receivingSince = 0;
  const consumer = Consumer.create({
    sqs: options.sqs,
    queueUrl,
    visibilityTimeout: options.visibilitySeconds,
    messageSystemAttributeNames: ['All'],
    messageAttributeNames: ['All'],
    // A queue that is away is asked again, but not in a busy loop.
    preReceiveMessageCallback: async () => {
      silentUntil = performance.now() + LONGEST_SILENCE_MS;
      if (failures > 0)
        await sleep(Math.min(LONGEST_PAUSE_MS, 250 * 2 ** failures), undefined, { ref: false });
      receivingSince = performance.now();
    },
    postReceiveMessageCallback: async () => {
      failures = 0;
    },
    handleMessage: async (message) => {
      working = new Promise((resolve) => {
        done = resolve;
      });
      const context = options.newContext();
      silentUntil = performance.now() + context.getRemainingTimeInMillis() + OVERDUE_MS;
      return (await acknowledged(message, options, context)) ? message : undefined;
    },
  });
  const settle = () => {
    working = undefined;
    done?.();
  };
  consumer.on('response_processed', settle);
  consumer.on('processing_error', (error) =>
    log.error('invocation failed', { queueUrl, error: error.message }),
  );
  consumer.on('error', (error) => {
    // A stopped consumer's receive is aborted on purpose.
    if (!consumer.status.isRunning) return;
    failures += 1;
    log.warn('queue not reachable', { queueUrl, failures, error: error.message });
  });
  consumer.start();
  return {
    async stop() {
      // A receive that has just begun may be bringing a message, which an abort would leave in flight.
      while (!working && performance.now() - receivingSince < ANSWERED_WITHIN_MS) await sleep(20);
      // Aborting while a message is at work would also abort its deletion.
      consumer.stop({ abort: working === undefined });
      await working;
    },
    isAlive: () => performance.now() < silentUntil,
  };
}

/** True when the message may be deleted. */
async function acknowledged(
  message: Message,
  options: Consumption,
  context: InvocationContext,
): Promise<boolean> {
  const record = sqsRecord(message, options.queueUrl, options.region);
  const { batchItemFailures } = await options.handle({ Records: [record] }, context);
  return !batchItemFailures.some(({ itemIdentifier }) => itemIdentifier === record.messageId);
}
