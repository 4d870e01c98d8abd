import type { App, SqsStore } from './store-types.ts';

type Received = { Messages?: { ReceiptHandle: string }[] };

/**
 * A client that goes away during a long poll (killed, aborted, timed out) leaves its waiting request behind, and
 * fauxqs hands the next message to it: gone until its visibility time-out ends. Here the answer is looked at right
 * before it is written; when nobody is there to read it, its messages go back at once, as if never received.
 */
export function giveBackUndelivered(app: App, store: SqsStore): void {
  app.addHook('preSerialization', (request, reply, payload, done) => {
    const received = request.headers['x-amz-target'] === 'AmazonSQS.ReceiveMessage';
    if (received && reply.raw.destroyed) {
      const { QueueUrl } = request.body as { QueueUrl: string };
      giveBack(store, QueueUrl, payload as Received);
    }
    done(null, payload);
  });
}

function giveBack(store: SqsStore, queueUrl: string, received: Received): void {
  const queue = store.getQueue(queueUrl);
  for (const { ReceiptHandle: handle } of received.Messages ?? []) {
    const entry = queue?.inflightMessages.get(handle);
    if (entry) entry.message.approximateReceiveCount -= 1;
    queue?.changeVisibility(handle, 0);
  }
}

/** fauxqs moves delayed and timed-out messages only when somebody receives; counts would be stale otherwise. */
export function keepCountsFresh(app: App, store: SqsStore): void {
  app.addHook('preHandler', (request, _reply, done) => {
    if (request.headers['x-amz-target'] === 'AmazonSQS.GetQueueAttributes') store.processAllTimers();
    done();
  });
}
