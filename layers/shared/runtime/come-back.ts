import { isTaskError } from '../contract/errors.ts';
import { describeError } from '../telemetry/describe-error.ts';
import { retryDelaySeconds } from './backoff.ts';
import { faultOf } from './fail.ts';
import { attributeOf, COPIES, textAttribute } from './message-attributes.ts';
import type { Delivered, Job, Verdict, WorkerParts } from './parts.ts';
import { isNearlyUsedUp, receiveCountOf, sendAnew } from './postpone.ts';
import { giveUpMessage } from './reject.ts';

/** Fresh copies of a message that could not be handled; with the back-off, half a day and more. */
const MAX_COPIES = 6;

/**
 * Something that the runtime itself needs is away – S3, SQS – or has a bug. The message comes back after a back-off by
 * its receive count; in the end it is a dead letter with its reason, which SQS's own would not have. Never throws.
 */
export async function comeBack(
  parts: WorkerParts,
  delivered: Delivered,
  error: unknown,
  job?: Job,
): Promise<Verdict> {
  const { record, log } = delivered;
  const code = isTaskError(error) ? { code: error.code, error_message: error.message } : describeError(error);
  (job?.log ?? log).error('message not handled, comes back', code);
  const seconds = retryDelaySeconds({
    failures: receiveCountOf(record),
    baseSeconds: parts.environment.FIRST_RETRY_DELAY_SECONDS,
  });
  try {
    if (isNearlyUsedUp(record)) {
      const copies = Number(attributeOf(record, COPIES) ?? 0);
      // A bug does not go away like an outage does.
      return isTaskError(error) && copies < MAX_COPIES
        ? await sendAnew(parts, record, seconds, { [COPIES]: textAttribute(String(copies + 1)) })
        : await giveUpMessage(parts, delivered, error, job);
    }
    await parts.queues.setVisibility(record.receiptHandle, seconds);
  } catch (cause) {
    // SQS is away as well: the message comes back when its visibility ends.
    delivered.log.error('message neither put off nor given up', { code: faultOf(cause).code });
  }
  return 'keep';
}
