import type { ServerResponse } from 'node:http';
import { sendJson, startWireServer, type WireRequest, type WireServer } from '../../support/wire-server.ts';

/** A failure to be answered instead of the next request that fits, `times` times. */
export type Fault = {
  /** Part of `METHOD /path`. */
  on: string;
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
  times?: number;
  /** Requests that fit and pass before. */
  after?: number;
};

export type FaultyServer = WireServer & { fail(fault: Fault): void };

/** What a store's server says to a request it has let in. */
export type Answer = (request: WireRequest, body: unknown, response: ServerResponse) => void | Promise<void>;

/** A server of a vector store's protocol that can be told to fail; `body` is the request's JSON. */
export async function startFaultyServer(answer: Answer): Promise<FaultyServer> {
  let faults: Fault[] = [];
  const server = await startWireServer((request, response) => {
    const line = `${request.method} ${request.path}`;
    const fault = faults.find(({ on }) => line.includes(on));
    if (fault && (fault.after ?? 0) > 0) fault.after = (fault.after ?? 0) - 1;
    else if (fault) {
      fault.times = (fault.times ?? 1) - 1;
      faults = faults.filter(({ times = 1 }) => times > 0);
      return sendJson(response, fault.status, fault.body ?? { message: 'refused' }, fault.headers);
    }
    return answer(request, request.body === '' ? undefined : JSON.parse(request.body), response);
  });
  return { ...server, fail: (fault) => void faults.push({ ...fault }) };
}

/** Cosine in float32, as these servers compute it. */
export function cosine(a: readonly number[], b: readonly number[]): number {
  let [dot, squaresA, squaresB] = [0, 0, 0];
  for (const [i, value] of a.entries()) {
    const other = b[i] ?? 0;
    dot += value * other;
    squaresA += value * value;
    squaresB += other * other;
  }
  const lengths = Math.sqrt(squaresA) * Math.sqrt(squaresB);
  return lengths === 0 ? 0 : Math.fround(dot / lengths);
}

/** Nearest first; equal ones in the order of their keys, which is no order of chunks. */
export function nearest<R extends { id: string; vector: number[] }>(
  rows: Iterable<R>,
  query: readonly number[],
  most: number,
): (R & { score: number })[] {
  return [...rows]
    .map((row) => ({ ...row, score: cosine(row.vector, query) }))
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .slice(0, most);
}

export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
