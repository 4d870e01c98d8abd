import type { StageName } from './contract/identifiers.ts';

/** What the stack, the runtime, the local stack and the documentation need to know of one worker. */
export type WorkerSettings = {
  /** Queue and function are named after this. */
  queue: `prompt_${StageName}`;
  /** Seconds one invocation may take; the queue's visibility time-out is six times that. */
  timeoutSeconds: number;
  /** Retries after the first try; crashes, throttles and rounds are counted apart. */
  retries: number;
  /** Base of the full-jitter back-off. */
  firstRetryDelaySeconds: number;
  batchSize: number;
  memoryMb: number;
  ephemeralStorageMb: number;
  /** Seconds of work over all rounds after which no new step starts; 0: no such limit. */
  softLimitSeconds: number;
  /** Seconds of work over all rounds after which the run fails; 0: no such limit. */
  hardLimitSeconds: number;
};

/** The only place where a queue's numbers stand. Retries, delays and limits are the seed's. */
export const WORKERS: Readonly<Record<StageName, WorkerSettings>> = {
  extraction: {
    queue: 'prompt_extraction',
    timeoutSeconds: 900,
    retries: 3,
    firstRetryDelaySeconds: 60,
    batchSize: 1,
    memoryMb: 3008,
    ephemeralStorageMb: 2048,
    softLimitSeconds: 0,
    hardLimitSeconds: 0,
  },
  chunking: {
    queue: 'prompt_chunking',
    timeoutSeconds: 900,
    retries: 2,
    firstRetryDelaySeconds: 30,
    batchSize: 1,
    memoryMb: 2048,
    ephemeralStorageMb: 1024,
    softLimitSeconds: 0,
    hardLimitSeconds: 0,
  },
  autogen: {
    queue: 'prompt_autogen',
    timeoutSeconds: 900,
    retries: 1,
    firstRetryDelaySeconds: 60,
    batchSize: 1,
    memoryMb: 2048,
    ephemeralStorageMb: 1024,
    softLimitSeconds: 1800,
    hardLimitSeconds: 2400,
  },
  evaluation: {
    queue: 'prompt_evaluation',
    timeoutSeconds: 300,
    retries: 2,
    firstRetryDelaySeconds: 30,
    batchSize: 5,
    memoryMb: 1024,
    ephemeralStorageMb: 512,
    softLimitSeconds: 0,
    hardLimitSeconds: 0,
  },
};

/** Days a message stays in a queue and in a dead-letter queue. */
export const RETENTION_DAYS = { queue: 4, deadLetterQueue: 14 } as const;

/**
 * Receives after which SQS itself dead-letters a message. Only a net under crashes and throttled receives: the
 * workers count attempts in the claim and dead-letter with a reason long before.
 */
export const MAX_RECEIVE_COUNT = 20;

/** Largest message body in bytes that is sent inline; larger payloads travel as a claim check. SQS allows 1 MiB. */
export const INLINE_LIMIT_BYTES = 200 * 1024;
