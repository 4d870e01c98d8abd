import type { SqsStore } from './store-types.ts';

type Queue = ReturnType<SqsStore['createQueue']>;
type Waiter = { resolve: () => void; timer: NodeJS.Timeout };

/**
 * fauxqs wakes every long poll of a queue for one message, and all but one of them end empty at once. Here as many
 * are woken as there are messages, the longest waiting first, as SQS does; the others go on waiting.
 */
export function wakeAsManyAsNeeded(store: SqsStore): void {
  const create = store.createQueue.bind(store);
  store.createQueue = (...args) => {
    const queue = create(...args);
    if (!queue.isFifo()) replaceNotify(queue);
    return queue;
  };
}

function replaceNotify(queue: Queue): void {
  const inside = queue as unknown as { messages: unknown[]; pollWaiters: Waiter[]; notifyWaiters(): void };
  inside.notifyWaiters = () => {
    for (const waiter of inside.pollWaiters.splice(0, inside.messages.length)) {
      clearTimeout(waiter.timer);
      waiter.resolve();
    }
  };
}
