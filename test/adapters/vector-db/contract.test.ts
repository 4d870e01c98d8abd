import { S3Client } from '@aws-sdk/client-s3';
import { PGlite } from '@electric-sql/pglite';
import { vector as pgvector } from '@electric-sql/pglite-pgvector';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { VectorDbAdapter, VectorScope } from '#shared/adapters/vector-db/types.ts';
import type { ObjectStore } from '#shared/store/objects.ts';
import { s3ObjectStore } from '#shared/store/s3-objects.ts';
import { startEmbeddedAws } from '../../../local/embedded-aws.ts';
import { endpointSettings } from '../../../local/endpoint-settings.ts';
import { provision } from '../../../local/provision.ts';
import { memoryObjects } from '../support/memory-objects.ts';
import { testRegistry } from '../support/registry.ts';
import { startS3VectorsServer } from './s3-vectors-server.ts';

type Running = { instance: object; objects: ObjectStore; stop(): Promise<void> };

/** The embedded store over real S3 requests (the embedded S3 server). */
async function embedded(): Promise<Running> {
  const aws = await startEmbeddedAws();
  const { bucket } = await provision(aws.endpoint);
  const client = new S3Client(endpointSettings(aws.endpoint));
  const stop = async () => {
    client.destroy();
    await aws.close();
  };
  return { instance: { provider: 'embedded' }, objects: s3ObjectStore({ client, bucket }), stop };
}

/** A real PostgreSQL with pgvector (PGlite), over its wire protocol. */
async function postgres(): Promise<Running> {
  const db = await PGlite.create({ extensions: { vector: pgvector } });
  const server = new PGLiteSocketServer({ db, port: 0, host: '127.0.0.1', maxConnections: 10 });
  const listening = new Promise<number>((resolve) => {
    server.addEventListener('listening', (event) => resolve((event as CustomEvent).detail.port));
  });
  await server.start();
  process.env.TEST_PASSWORD = 'password-1';
  const instance = {
    provider: 'postgres|70ab6cc2-e86a-4e5a-896f-498a95022d34',
    settings: {
      host: '127.0.0.1',
      port: await listening,
      database: 'postgres',
      user: 'postgres',
      enable_ssl: false,
    },
    secrets: { password: 'env:TEST_PASSWORD' },
  };
  const stop = async () => {
    await server.stop();
    await db.close();
  };
  return { instance, objects: memoryObjects(), stop };
}

/** A server that speaks S3 Vectors' protocol; the service itself has no emulator on npm. */
async function s3Vectors(): Promise<Running> {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret-1' });
  const server = await startS3VectorsServer('secret-1');
  const settings = { vector_bucket_name: 'vectors', region_name: 'us-east-1', endpoint_url: server.url };
  return { instance: { provider: 's3-vectors', settings }, objects: memoryObjects(), stop: server.close };
}

const scopeOf = (organization: string, docId: string, dimensions = 3): VectorScope => ({
  organization,
  docId,
  dimensions,
});
const row = (id: string, ...values: number[]) => ({ id, vector: Float32Array.from(values) });
const query = (...values: number[]) => Float32Array.from(values);

describe.each([
  ['embedded', embedded],
  ['postgres', postgres],
  ['s3-vectors', s3Vectors],
])('a vector store: %s', (_, start) => {
  let running: Running;
  let db: VectorDbAdapter;

  beforeAll(async () => {
    running = await start();
    const { registry } = await testRegistry(
      { v: { kind: 'vector-db', ...running.instance } },
      { objects: running.objects },
    );
    db = await registry.vectorDb('v');
  });
  afterAll(async () => {
    await db.close();
    await running.stop();
  });

  test('gives the best first, by cosine, ties by id', async () => {
    const scope = scopeOf('org', 'ranking');
    const rows = [
      row('far', -1, 0, 0),
      row('c', 1, 1, 0),
      row('b', 5, 5, 0),
      row('near', 0.9, 0.1, 0),
      row('across', 0, 0, 7),
    ];
    await db.replace(scope, rows);
    const hits = await db.query(scope, query(2, 0, 0), 5);
    expect(hits.map(({ id }) => id)).toEqual(['near', 'b', 'c', 'across', 'far']);
    const scores = [0.9 / Math.hypot(0.9, 0.1), Math.SQRT1_2, Math.SQRT1_2, 0, -1];
    for (const [i, hit] of hits.entries()) expect(hit.score).toBeCloseTo(scores[i] as number, 5);
    expect(await db.query(scope, query(2, 0, 0), 3)).toEqual(hits.slice(0, 3));
    expect(await db.count(scope)).toBe(5);
  });

  test('replaces the whole document', async () => {
    const scope = scopeOf('org', 'replaced');
    await db.replace(scope, [row('old', 1, 0, 0), row('both', 0, 1, 0)]);
    await db.replace(scope, [row('both', 1, 0, 0), row('new', 0, 0, 1)]);
    const hits = await db.query(scope, query(1, 0, 0), 10);
    expect(hits.map(({ id }) => id)).toEqual(['both', 'new']);
    expect(hits[0]?.score).toBeCloseTo(1, 5);
    await db.replace(scope, []);
    expect(await db.query(scope, query(1, 0, 0), 10)).toEqual([]);
    expect(await db.count(scope)).toBe(0);
  });

  test('may be written twice with the same rows', async () => {
    const scope = scopeOf('org', 'twice');
    for (let i = 0; i < 2; i++) await db.replace(scope, [row('a', 1, 0, 0)]);
    expect(await db.count(scope)).toBe(1);
    expect(await db.query(scope, query(1, 0, 0), 10)).toHaveLength(1);
  });

  test('keeps organisations, documents and dimensions apart', async () => {
    const mine = scopeOf('org-a', 'doc');
    await db.replace(mine, [row('mine', 1, 0, 0)]);
    // Once with ids of their own, once with the same: neither may show.
    for (const id of ['theirs', 'mine']) {
      await db.replace(scopeOf('org-b', 'doc'), [row(id, 0, 1, 0)]);
      await db.replace(scopeOf('org-a', 'doc2'), [row(id, 0, 1, 0)]);
      const hits = await db.query(mine, query(1, 0, 0), 50);
      expect(hits.map((hit) => [hit.id, Math.round(hit.score)])).toEqual([['mine', 1]]);
    }
    await db.replace(scopeOf('org-a', 'doc', 4), [row('other-dimension', 1, 0, 0, 0)]);
    expect((await db.query(mine, query(1, 0, 0), 50)).map(({ id }) => id)).toEqual(['mine']);
    expect(await db.count(mine)).toBe(1);
    await db.delete(scopeOf('org-a', 'doc2'));
    await db.replace(scopeOf('org-b', 'doc'), []);
    expect((await db.query(mine, query(1, 0, 0), 50)).map(({ id }) => id)).toEqual(['mine']);
    expect(await db.query(scopeOf('org-a', 'doc', 4), query(1, 0, 0, 0), 50)).toHaveLength(1);
  });

  test.each([
    ['a path upwards', 'org-a/../org-b', 'doc'],
    ['a path in the document id', 'org-b', '../org-a/doc'],
    ['SQL', "org-a' OR '1'='1", 'doc'],
    ['a filter', '{"$ne":""}', 'doc'],
    ['nothing', '', ''],
  ])('cannot be talked into another scope: %s', async (_, organization, docId) => {
    await db.replace(scopeOf('org-a', 'doc'), [row('mine', 1, 0, 0)]);
    const scope = scopeOf(organization, docId);
    const refused = { code: 'invalid_vector_scope', retryable: false };
    await expect(db.query(scope, query(1, 0, 0), 10)).rejects.toMatchObject(refused);
    await expect(db.count(scope)).rejects.toMatchObject(refused);
    await expect(db.delete(scope)).rejects.toMatchObject(refused);
    await expect(db.replace(scope, [])).rejects.toMatchObject(refused);
    expect(await db.count(scopeOf('org-a', 'doc'))).toBe(1);
  });

  test('takes ids with quotes, slashes and letters of all kinds as they are', async () => {
    const scope = scopeOf('org', 'ids');
    const ids = ["it's", 'a/b/../c', '漢字', '{"a":1}', ' ', '%_'];
    await db.replace(
      scope,
      ids.map((id, i) => row(id, 1, i, 0)),
    );
    expect((await db.query(scope, query(1, 0, 0), 10)).map(({ id }) => id)).toEqual(ids);
  });

  test('refuses vectors that do not fit', async () => {
    const scope = scopeOf('org', 'unfit');
    const refused = { code: 'invalid_vectors', retryable: false };
    await expect(db.replace(scope, [row('a', 1, 0)])).rejects.toMatchObject(refused);
    await expect(db.replace(scope, [row('a', 1, 0, Number.NaN)])).rejects.toMatchObject(refused);
    await expect(db.replace(scope, [row('a', 1, 0, 0), row('a', 0, 1, 0)])).rejects.toMatchObject(refused);
    await expect(db.query(scope, query(1, 0), 10)).rejects.toMatchObject(refused);
    expect(await db.count(scope)).toBe(0);
  });

  test('a document that was never written has no vectors', async () => {
    const scope = scopeOf('org', 'never');
    expect(await db.query(scope, query(1, 0, 0), 10)).toEqual([]);
    expect(await db.count(scope)).toBe(0);
    await db.delete(scope);
  });

  test('writes more rows than one request holds', async () => {
    const scope = scopeOf('org', 'many');
    const rows = Array.from({ length: 1203 }, (_, i) =>
      row(`c${i}`, Math.cos(i / 1000), Math.sin(i / 1000), 0),
    );
    await db.replace(scope, rows);
    expect(await db.count(scope)).toBe(1203);
    const hits = await db.query(scope, query(Math.cos(0.7), Math.sin(0.7), 0), 3);
    expect(hits[0]?.id).toBe('c700');
    await db.replace(scope, rows.slice(0, 2));
    expect(await db.query(scope, query(1, 0, 0), 50)).toHaveLength(2);
  });

  test('two writers at once leave one whole version', async () => {
    const scope = scopeOf('org', 'race');
    const versions = ['x', 'y'].map((name) =>
      Array.from({ length: 30 }, (_, i) => row(`${name}${i}`, 1, i, 0)),
    );
    const outcomes = await Promise.allSettled(versions.map((rows) => db.replace(scope, rows)));
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ retryable: true });
    }
    expect(outcomes.some(({ status }) => status === 'fulfilled')).toBe(true);
    const ids = (await db.query(scope, query(1, 0, 0), 60)).map(({ id }) => id[0]);
    expect(ids).toHaveLength(30);
    expect(new Set(ids).size).toBe(1);
  });

  test("ends at the caller's signal with its reason", async () => {
    const reason = new Error('deadline');
    const signal = AbortSignal.abort(reason);
    await expect(db.replace(scopeOf('org', 'late'), [row('a', 1, 0, 0)], signal)).rejects.toBe(reason);
    expect(await db.count(scopeOf('org', 'late'))).toBe(0);
  });
});
