import { inspect } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import type { VectorDbAdapter } from '#shared/adapters/vector-db/types.ts';
import { testRegistry } from '../support/registry.ts';
import type { Fault } from './servers/faulty-server.ts';
import { startMilvusServer } from './servers/milvus-server.ts';
import { startPineconeServer } from './servers/pinecone-server.ts';
import { startQdrantServer } from './servers/qdrant-server.ts';
import { startWeaviateServer } from './servers/weaviate-server.ts';
import { KEY } from './stores.ts';

const SCOPE = { organization: 'org', docId: 'doc', dimensions: 2 };
const ROWS = [{ id: 'a', vector: Float32Array.from([1, 0.5]) }];
const query = Float32Array.from([1, 0]);

/** A server, the settings that lead to it, and how to make its next search or write fail. */
type Trial = {
  settings: object;
  secret: string;
  fail(kind: 'search' | 'write', fault: Omit<Fault, 'on'>): void;
  close(): Promise<void>;
};

const TRIALS: Record<string, () => Promise<Trial>> = {
  qdrant: async () => {
    const server = await startQdrantServer(KEY);
    const on = { search: '/points/query', write: 'PUT /collections/psw_vectors_2/points' };
    return {
      settings: { url: server.url },
      secret: 'api_key',
      fail: (kind, fault) => server.fail({ on: on[kind], ...fault }),
      close: server.close,
    };
  },
  milvus: async () => {
    const server = await startMilvusServer(KEY);
    const on = { search: '/entities/search', write: '/entities/upsert' };
    return {
      settings: { uri: server.url },
      secret: 'token',
      fail: (kind, fault) => server.fail({ on: on[kind], ...fault }),
      close: server.close,
    };
  },
  pinecone: async () => {
    const server = await startPineconeServer(KEY, 10);
    const on = { search: '/query', write: '/vectors/upsert' };
    return {
      settings: { api_base: server.url, region: 'us-east-1' },
      secret: 'api_key',
      fail: (kind, fault) => server.failData('psw-vectors-2', { on: on[kind], ...fault }),
      close: server.close,
    };
  },
  weaviate: async () => {
    const server = await startWeaviateServer(KEY);
    const on = { search: '/graphql', write: 'POST /v1/batch/objects' };
    return {
      settings: { url: server.url },
      secret: 'api_key',
      fail: (kind, fault) => server.fail({ on: on[kind], ...fault }),
      close: server.close,
    };
  },
};

let close: () => Promise<void> = async () => {};
afterEach(() => close());

async function open(
  provider: string,
  more: object = {},
  key = KEY,
): Promise<{ db: VectorDbAdapter; trial: Trial }> {
  const trial = await (TRIALS[provider] as () => Promise<Trial>)();
  close = trial.close;
  // The process keeps a secret's value for a while, so another value needs another name.
  const name = key === KEY ? 'TEST_STORE_KEY' : 'TEST_STORE_WRONG_KEY';
  process.env[name] = key;
  const secrets = { [trial.secret]: `env:${name}` };
  const settings = { ...trial.settings, ...more };
  const { registry } = await testRegistry({ v: { kind: 'vector-db', provider, settings, secrets } });
  return { db: await registry.vectorDb('v'), trial };
}

/** What a call fails with; its every part is looked through for the key. */
async function failure(work: Promise<unknown>) {
  const error = await work.then(
    () => expect.fail('should have failed'),
    (reason) => reason,
  );
  expect(inspect(error, { depth: 20 })).not.toContain(KEY);
  return error;
}

describe.each(Object.keys(TRIALS))('%s', (provider) => {
  test('a busy or failing server is asked again, and only for what it did not take', async () => {
    const { db, trial } = await open(provider);
    await db.replace(SCOPE, ROWS);
    trial.fail('write', { status: 429, headers: { 'retry-after': '0' } });
    await db.replace(SCOPE, [...ROWS, { id: 'b', vector: query }]);
    trial.fail('search', { status: 503, headers: { 'retry-after': '0' }, times: 2 });
    expect(await db.query(SCOPE, query, 10)).toHaveLength(2);
  });

  test('one that asks for a long pause is left to the queue, with the pause', async () => {
    const { db, trial } = await open(provider);
    await db.replace(SCOPE, ROWS);
    trial.fail('search', { status: 429, headers: { 'retry-after': '120' } });
    expect(await failure(db.query(SCOPE, query, 1))).toMatchObject({
      code: 'vector_db_throttled',
      retryable: true,
      throttled: true,
      retryAfter: 120,
    });
  });

  test('a refused key is permanent, and says what to look at', async () => {
    const { db } = await open(provider, {}, 'another-key');
    expect(await failure(db.replace(SCOPE, ROWS))).toMatchObject({
      code: 'vector_db_auth_failed',
      retryable: false,
      message: expect.stringContaining('check the secret'),
    });
  });

  test.each([
    [400, 'vector_db_refused', false],
    [403, 'vector_db_auth_failed', false],
    [404, 'vector_db_not_found', false],
    [301, 'vector_db_refused', false],
  ])('HTTP %i', async (status, code, retryable) => {
    const { db, trial } = await open(provider);
    await db.replace(SCOPE, ROWS);
    trial.fail('search', { status, headers: { location: 'http://127.0.0.1:9/' } });
    expect(await failure(db.query(SCOPE, query, 1))).toMatchObject({ code, retryable });
  });

  test('a server that answers something else, or not at all', async () => {
    const { db, trial } = await open(provider);
    await db.replace(SCOPE, ROWS);
    trial.fail('search', { status: 200, body: { hello: 'world' } });
    expect(await failure(db.query(SCOPE, query, 1))).toMatchObject({ code: 'vector_db_unavailable' });
    await trial.close();
    close = async () => {};
    const reason = new Error('deadline');
    const late = AbortSignal.abort(reason);
    await expect(db.query(SCOPE, query, 1, late)).rejects.toBe(reason);
    expect(await failure(db.query(SCOPE, query, 1))).toMatchObject({
      code: 'vector_db_unavailable',
      retryable: true,
    });
  });
});
