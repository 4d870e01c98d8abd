import { isTaskError } from '../contract/errors.ts';

/** One step of a graph; `run` gets the results of all nodes that have finished, its own `needs` among them. */
export type GraphNode<T> = {
  name: string;
  needs: readonly string[];
  run(results: ReadonlyMap<string, T>): Promise<T>;
};

export type GraphOptions = {
  /** Nodes that run at the same time. */
  concurrency: number;
  /**
   * Asked before each start. A node that is refused waits – the others that are ready are asked about all the same –
   * and is asked about again when another has finished; running nodes finish.
   */
  mayStart(name: string): boolean;
  onDone?(done: number): void;
};

export type GraphOutcome<T> = {
  results: Map<string, T>;
  /** Nodes that never started, because `mayStart` said no or because they need one of those. */
  waiting: string[];
};

/**
 * Runs a graph: a node starts the moment its needs are met, in the order given. When a node throws, no other starts,
 * the running ones finish, and then the error is thrown that asks for the longest wait.
 *
 * Precondition: the graph has no cycle and no unknown need; otherwise the nodes concerned are reported as waiting.
 */
export async function runGraph<T>(
  nodes: readonly GraphNode<T>[],
  options: GraphOptions,
): Promise<GraphOutcome<T>> {
  const results = new Map<string, T>();
  const waiting = new Set(nodes);
  const running = new Set<Promise<void>>();
  const errors: unknown[] = [];

  const isReady = (node: GraphNode<T>) => node.needs.every((need) => results.has(need));
  const start = (node: GraphNode<T>) => {
    waiting.delete(node);
    const work = node
      .run(results)
      .then((result) => {
        results.set(node.name, result);
        options.onDone?.(results.size);
      })
      .catch((error: unknown) => {
        errors.push(error);
      })
      .finally(() => running.delete(work));
    running.add(work);
  };
  const startReady = () => {
    for (const node of waiting) {
      if (running.size >= options.concurrency || errors.length > 0) return;
      if (isReady(node) && options.mayStart(node.name)) start(node);
    }
  };

  startReady();
  while (running.size > 0) {
    await Promise.race(running);
    startReady();
  }
  if (errors.length > 0) throw worstError(errors);
  return { results, waiting: [...waiting].map((node) => node.name) };
}

/** The error that decides when the message comes back: throttles first, then the longest wait asked for. */
export function worstError(errors: readonly unknown[]): unknown {
  const weight = (error: unknown): number => {
    if (!isTaskError(error)) return -1;
    return (error.throttled ? 1e9 : 0) + (error.retryAfter ?? 0);
  };
  return errors.reduce((worst, error) => (weight(error) > weight(worst) ? error : worst));
}
