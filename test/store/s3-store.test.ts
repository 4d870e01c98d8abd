import { createHash, randomBytes } from 'node:crypto';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { runFolder } from '#shared/store/run-folder.ts';
import { documentStore } from '#shared/store/s3-documents.ts';
import { storageError } from '#shared/store/s3-errors.ts';
import { s3ObjectStore } from '#shared/store/s3-objects.ts';
import { readUsage, saveUsage } from '#shared/store/usage.ts';
import { type EmbeddedAws, startEmbeddedAws } from '../../local/embedded-aws.ts';
import { endpointSettings } from '../../local/endpoint-settings.ts';
import { provision } from '../../local/provision.ts';

const MIB = 1024 * 1024;

describe('the stores on S3', () => {
  let aws: EmbeddedAws;
  let client: S3Client;
  let bucket: string;

  beforeAll(async () => {
    aws = await startEmbeddedAws();
    ({ bucket } = await provision(aws.endpoint));
    client = new S3Client({ ...endpointSettings(aws.endpoint), forcePathStyle: true });
  });
  afterAll(async () => {
    client?.destroy();
    await aws?.close();
  });
  const store = () => s3ObjectStore({ client, bucket });

  describe('objects', () => {
    it('reads, looks up, writes, deletes and lists in byte order', async () => {
      const objects = store();
      expect(await objects.get('o/none')).toBeUndefined();
      expect(await objects.head('o/none')).toBeUndefined();
      await objects.put('o/b', 'two');
      await objects.put('o/a', Buffer.from('one'));
      await objects.put('o/ä', 'three');
      expect(Buffer.from((await objects.get('o/b'))?.body ?? []).toString()).toBe('two');
      expect(await objects.head('o/a')).toMatchObject({ size: 3 });
      expect(await objects.list('o/')).toEqual(['o/a', 'o/b', 'o/ä']);
      await objects.delete('o/a');
      await objects.delete('o/a');
      expect(await objects.list('o/')).toEqual(['o/b', 'o/ä']);
    });

    it('creates once, however many try at the same time', async () => {
      const objects = store();
      const tries = await Promise.all(Array.from({ length: 20 }, (_, i) => objects.create('once', `${i}`)));
      expect(tries.filter(Boolean)).toHaveLength(1);
      const winner = tries.findIndex(Boolean);
      expect(Buffer.from((await objects.get('once'))?.body ?? []).toString()).toBe(`${winner}`);
    });

    it('replaces exactly the version that was read', async () => {
      const objects = store();
      const first = await objects.put('versioned', '1');
      const tries = await Promise.all(
        Array.from({ length: 10 }, (_, i) => objects.replace('versioned', `try ${i}`, first.etag)),
      );
      expect(tries.filter(Boolean)).toHaveLength(1);
      expect(await objects.replace('versioned', 'late', first.etag)).toBeUndefined();
      expect(await objects.replace('never-there', 'x', first.etag)).toBeUndefined();
      const [etag] = tries.flatMap((done) => (done ? [done.etag] : []));
      expect(await objects.replace('versioned', '3', etag ?? '')).toBeDefined();
    });

    it('sends large bodies in parts, under the same condition', async () => {
      const objects = store();
      const body = randomBytes(9 * MIB);
      expect(await objects.create('large', body)).toBeDefined();
      expect(await objects.create('large', randomBytes(9 * MIB))).toBeUndefined();
      const stored = await objects.get('large');
      expect(Buffer.compare(stored?.body ?? new Uint8Array(), body)).toBe(0);
      const next = randomBytes(9 * MIB);
      const replaced = await objects.replace('large', next, stored?.etag ?? '');
      expect(replaced).toBeDefined();
      expect(await objects.replace('large', body, stored?.etag ?? '')).toBeUndefined();
      expect((await objects.head('large'))?.etag).toBe(replaced?.etag);
    });

    it('names a bucket that is not there as unavailable, not as an absent object', async () => {
      const elsewhere = s3ObjectStore({ client, bucket: 'no-such-bucket' });
      await expect(elsewhere.get('x')).rejects.toMatchObject({
        code: 'storage_unavailable',
        retryable: true,
      });
    });

    it('tells denial from failure', () => {
      const denied = storageError({ name: 'AccessDenied', $metadata: { httpStatusCode: 403 } }, 'reading x');
      expect(denied).toMatchObject({ code: 'storage_access_denied', retryable: false });
      const slow = storageError({ name: 'SlowDown', $metadata: { httpStatusCode: 503 } }, 'reading x');
      expect(slow).toMatchObject({ code: 'storage_unavailable', retryable: true, throttled: true });
      const lost = storageError(Object.assign(new Error('secret'), { code: 'ECONNRESET' }), 'reading x');
      expect(lost).toMatchObject({ code: 'storage_unavailable', retryable: true });
      expect(lost.message).not.toContain('secret');
    });

    it('is unavailable, not lost, when nothing listens', async () => {
      const away = new S3Client({
        ...endpointSettings('http://127.0.0.1:9'),
        forcePathStyle: true,
        maxAttempts: 1,
      });
      await expect(s3ObjectStore({ client: away, bucket }).create('x', 'y')).rejects.toMatchObject({
        code: 'storage_unavailable',
        retryable: true,
      });
    });
  });

  describe('documents', () => {
    const documents = (maxBytes = MIB) =>
      documentStore({
        objects: store(),
        client,
        bucket,
        documentsPrefix: 'documents/',
        allowedBuckets: [],
        maxBytes,
      });

    it('reads bytes with size and hash', async () => {
      await store().put('documents/a.txt', 'hello');
      const hash = createHash('sha256').update('hello').digest('hex');
      for (const path of ['a.txt', 'documents/a.txt', `s3://${bucket}/documents/a.txt`]) {
        const found = await documents().read(path);
        expect(found).toMatchObject({ size: 5, hash });
        expect(Buffer.from(found.bytes).toString()).toBe('hello');
      }
    });

    it('names what is wrong with a path', async () => {
      await store().put('runs/secret.json', '{}');
      await expect(documents().read('gone.pdf')).rejects.toMatchObject({
        code: 'document_not_found',
        retryable: false,
      });
      for (const path of ['../runs/secret.json', `s3://${bucket}/runs/secret.json`, '/etc/passwd']) {
        await expect(documents().read(path)).rejects.toMatchObject({
          code: 'document_path_refused',
          retryable: false,
        });
      }
    });

    it('stops at the size limit', async () => {
      await client.send(
        new PutObjectCommand({ Bucket: bucket, Key: 'documents/big.bin', Body: randomBytes(2 * MIB) }),
      );
      await expect(documents().read('big.bin')).rejects.toMatchObject({ code: 'document_too_large' });
      expect((await documents(2 * MIB).read('big.bin')).size).toBe(2 * MIB);
    });
  });

  describe('a run’s folder', () => {
    it('keeps JSON documents apart by organisation and run', async () => {
      const run = runFolder(store(), 'acme', 'r1');
      expect(run.prefix).toBe('runs/acme/r1/');
      const schema = z.object({ a: z.number() });
      expect(await run.read('x.json', schema)).toBeUndefined();
      expect(await run.create('x.json', { a: 1 })).toBe(true);
      expect(await run.create('x.json', { a: 2 })).toBe(false);
      expect(await run.read('x.json', schema)).toEqual({ a: 1 });
      await run.write('steps/b.json', { a: 3 });
      expect(await run.list('')).toEqual(['steps/b.json', 'x.json']);
      expect(await runFolder(store(), 'acme', 'r').list('')).toEqual([]);
      await run.delete('x.json');
      expect(await run.list('')).toEqual(['steps/b.json']);
    });

    it('refuses a stored document that does not fit, without quoting it', async () => {
      const run = runFolder(store(), 'acme', 'r2');
      await store().put(`${run.prefix}bad.json`, '{"secret text');
      await store().put(`${run.prefix}other.json`, '{"a":"secret text"}');
      const schema = z.object({ a: z.number() });
      for (const name of ['bad.json', 'other.json']) {
        const error = await run.read(name, schema).catch((thrown: Error) => thrown);
        expect(error).toMatchObject({ code: 'stored_document_invalid', retryable: false });
        expect((error as Error).message).not.toContain('secret');
      }
    });

    it('keeps the usage of tries in their order', async () => {
      const run = runFolder(store(), 'acme', 'r3');
      const usage = (model_name: string) => ({
        usage_type: 'llm' as const,
        model_name,
        provider: 'p',
        adapter_instance_id: 'a',
        run_id: 'r3',
        prompt_tokens: 1,
        completion_tokens: 1,
        total_tokens: 2,
        embedding_tokens: 0,
        cost_in_dollars: null,
        status: 'ERROR' as const,
        execution_time_ms: 1,
      });
      await saveUsage(run, 'autogen', '000-002-b', [usage('second')]);
      await saveUsage(run, 'autogen', '000-001-a', [usage('first'), usage('also first')]);
      await saveUsage(run, 'autogen', '000-003-c', []);
      expect((await readUsage(run, 'autogen')).map((record) => record.model_name)).toEqual([
        'first',
        'also first',
        'second',
      ]);
      expect(await run.list('autogen/usage/')).toHaveLength(2);
    });
  });
});
