import { describe, expect, test } from 'vitest';
import { type GraphNode, runGraph } from '#shared/agents/run-graph.ts';
import { retryableError } from '#shared/contract/errors.ts';

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const always = { concurrency: 10, mayStart: () => true };

function recorder() {
  const log: string[] = [];
  const node = (name: string, needs: string[] = [], milliseconds = 0): GraphNode<string> => ({
    name,
    needs,
    async run(results) {
      log.push(`+${name}`);
      await sleep(milliseconds);
      log.push(`-${name}`);
      return `${name}(${needs.map((need) => results.get(need)).join()})`;
    },
  });
  return { log, node };
}

describe('runGraph', () => {
  test('gives each node the results it needs', async () => {
    const { node } = recorder();
    const { results, waiting } = await runGraph([node('c', ['a', 'b']), node('a'), node('b', ['a'])], always);
    expect(results.get('c')).toBe('c(a(),b(a()))');
    expect(waiting).toEqual([]);
  });

  test('starts a node the moment its needs are met, not when the whole batch is done', async () => {
    const { node, log } = recorder();
    await runGraph([node('slow', [], 80), node('fast', [], 5), node('after', ['fast'])], always);
    expect(log.indexOf('-after')).toBeLessThan(log.indexOf('-slow'));
  });

  test('keeps the number of nodes at work', async () => {
    let atWork = 0;
    let most = 0;
    const nodes = Array.from({ length: 12 }, (_, index) => ({
      name: `n${index}`,
      needs: [],
      async run() {
        most = Math.max(most, ++atWork);
        await sleep(5);
        atWork--;
        return index;
      },
    }));
    const { results } = await runGraph(nodes, { ...always, concurrency: 3 });
    expect(results.size).toBe(12);
    expect(most).toBe(3);
  });

  test('stops at a step boundary: what runs finishes, what waits is named', async () => {
    const { node } = recorder();
    let starts = 0;
    const outcome = await runGraph([node('a', [], 10), node('b', [], 10), node('c'), node('d', ['a'])], {
      concurrency: 2,
      mayStart: () => starts++ < 2,
    });
    expect([...outcome.results.keys()].sort()).toEqual(['a', 'b']);
    expect(outcome.waiting).toEqual(['c', 'd']);
  });

  test('after a failure nothing starts, the running nodes finish, and the longest wait is thrown', async () => {
    const { node, log } = recorder();
    const failing = (name: string, error: Error, milliseconds: number): GraphNode<string> => ({
      name,
      needs: [],
      async run() {
        await sleep(milliseconds);
        throw error;
      },
    });
    const nodes = [
      failing('x', new Error('a bug'), 1),
      failing('y', retryableError('e', 'short', { retryAfter: 1 }), 5),
      failing('z', retryableError('e', 'long', { retryAfter: 9 }), 5),
      node('running', [], 20),
      node('never', ['running']),
    ];
    await expect(runGraph(nodes, always)).rejects.toThrow('long');
    expect(log).toEqual(['+running', '-running']);
  });

  test('a thousand nodes in a chain are no burden', async () => {
    const nodes = Array.from({ length: 1000 }, (_, index) => ({
      name: String(index),
      needs: index === 0 ? [] : [String(index - 1)],
      run: async (results: ReadonlyMap<string, number>) => (results.get(String(index - 1)) ?? 0) + 1,
    }));
    const { results } = await runGraph(nodes, always);
    expect(results.get('999')).toBe(1000);
  });
});
