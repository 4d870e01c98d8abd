import type { ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';
import { secretReader } from '#shared/adapters/secrets.ts';
import type {
  ExtractedDocument,
  X2TextAdapter,
  X2TextCheckpoints,
  X2TextInput,
} from '#shared/adapters/x2text/types.ts';
import { limitsOf } from '#shared/runtime/limits.ts';
import { memoryObjects } from '../support/memory-objects.ts';
import { testRegistry } from '../support/registry.ts';
import { startWireServer, type WireRequest, type WireServer } from '../support/wire-server.ts';

/** The key that every test server wants; it must stand in no error and no log. */
export const KEY = 'key-1-very-secret';
process.env.TEST_X2TEXT_KEY = KEY;

/** Polls without waiting. */
export const QUICK = { poll_interval: 0.001 };

export const PDF = Buffer.from('%PDF-1.7\nnot read by anyone here\n');

export type Answer = (request: WireRequest, response: ServerResponse) => void | Promise<void>;

/** A server for one test; `answer` may be changed while it runs. */
export async function vendor(answer: Answer): Promise<WireServer & { answer: Answer }> {
  const server: WireServer & { answer: Answer } = Object.assign(
    await startWireServer((request, response) => server.answer(request, response)),
    { answer },
  );
  onTestFinished(() => server.close());
  return server;
}

export async function adapterOf(provider: string, settings: object, secrets: object) {
  const objects = memoryObjects('workers-bucket');
  // Read anew in each test: a secret that was kept for a while is taken for outdated when it is refused.
  const options = { objects, secrets: secretReader() };
  const setup = await testRegistry({ x: { kind: 'x2text', provider, settings, secrets } }, options);
  return { adapter: await setup.registry.x2text('x'), objects, logged: setup.logged };
}

/** Checkpoints as S3 keeps them: JSON. */
export function memoryCheckpoints(remainingMs = Number.POSITIVE_INFINITY) {
  const kept = new Map<string, string>();
  const checkpoints: X2TextCheckpoints & { remaining: number; kept: Map<string, string> } = {
    kept,
    remaining: remainingMs,
    read: async (name) => JSON.parse(kept.get(name) ?? 'null') ?? undefined,
    write: async (name, value) => void kept.set(name, JSON.stringify(value)),
    remainingMs: () => checkpoints.remaining,
  };
  return checkpoints;
}

export const inputOf = (more: Partial<X2TextInput> = {}): X2TextInput => ({
  bytes: PDF,
  fileName: 'invoice.pdf',
  settings: {},
  limits: limitsOf({}),
  ...more,
});

/** A document that must be finished. */
export async function extracted(adapter: X2TextAdapter, more: Partial<X2TextInput> = {}) {
  const document = await adapter.extract(inputOf(more));
  if ('unfinished' in document) throw new Error(`unfinished: ${document.unfinished}`);
  return document;
}

/** The text of each line with its box, as lines.json has them. */
export const linesOf = ({ text, lines }: ExtractedDocument) =>
  lines.lines.map(({ start, end, ...line }) => ({ text: text.slice(start, end), ...line }));

export const count = (server: WireServer, pattern: RegExp) =>
  server.requests.filter(({ method, path }) => pattern.test(`${method} ${path}`)).length;
