import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type PutObjectCommandInput,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { ObjectStore } from './objects.ts';
import { readBody } from './read-body.ts';
import { isConditionConflict, isConditionFailed, isMissing, storageError } from './s3-errors.ts';

/** Bodies above this go up in parts; some S3 servers also refuse larger single requests. */
const MULTIPART_FROM = 8 * 1024 * 1024;
const CONFLICT_RETRIES = 5;

type Condition = { IfNoneMatch: '*' } | { IfMatch: string } | Record<string, never>;

/** The object store on S3 (or any server that speaks its protocol with conditional writes). */
export function s3ObjectStore({ client, bucket }: { client: S3Client; bucket: string }): ObjectStore {
  const name = (key: string) => `s3://${bucket}/${key}`;

  async function put(key: string, body: Uint8Array | string, contentType: string, condition: Condition) {
    const bytes = typeof body === 'string' ? Buffer.from(body) : body;
    const input = { Bucket: bucket, Key: key, Body: bytes, ContentType: contentType, ...condition };
    const sent =
      bytes.byteLength > MULTIPART_FROM
        ? await putInParts(client, input)
        : await client.send(new PutObjectCommand(input));
    return { etag: sent.ETag ?? '' };
  }

  /** A conditional write: undefined when the condition does not hold. */
  async function putIf(key: string, body: Uint8Array | string, contentType: string, condition: Condition) {
    for (let conflicts = 0; ; conflicts += 1) {
      try {
        return await put(key, body, contentType, condition);
      } catch (error) {
        if (isConditionFailed(error)) return undefined;
        // `If-Match` on an object that is gone.
        if ('IfMatch' in condition && isMissing(error)) return undefined;
        if (!isConditionConflict(error) || conflicts >= CONFLICT_RETRIES) {
          throw storageError(error, `writing ${name(key)}`);
        }
        await sleep(20 * 2 ** conflicts * Math.random());
      }
    }
  }

  return {
    bucket,
    async get(key, signal) {
      try {
        const command = new GetObjectCommand({ Bucket: bucket, Key: key });
        const found = await client.send(command, signal ? { abortSignal: signal } : {});
        const body = await readBody(found.Body as Readable, { signal });
        return { body, etag: found.ETag ?? '' };
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw storageError(error, `reading ${name(key)}`);
      }
    },
    async head(key) {
      try {
        const found = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
        return { size: found.ContentLength ?? 0, etag: found.ETag ?? '', modified: found.LastModified };
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw storageError(error, `looking up ${name(key)}`);
      }
    },
    async put(key, body, contentType = 'application/json') {
      try {
        return await put(key, body, contentType, {});
      } catch (error) {
        throw storageError(error, `writing ${name(key)}`);
      }
    },
    create: (key, body, contentType = 'application/json') =>
      putIf(key, body, contentType, { IfNoneMatch: '*' }),
    replace: (key, body, etag) => putIf(key, body, 'application/json', { IfMatch: etag }),
    async delete(key) {
      try {
        await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
      } catch (error) {
        if (!isMissing(error)) throw storageError(error, `deleting ${name(key)}`);
      }
    },
    async list(prefix) {
      try {
        return await listKeys(client, bucket, prefix);
      } catch (error) {
        throw storageError(error, `listing ${name(prefix)}`);
      }
    },
  };
}

/** The conditional header goes to the request that completes the upload, which is the one that creates the object. */
async function putInParts(client: S3Client, input: PutObjectCommandInput): Promise<{ ETag?: string }> {
  const { Upload } = await import('@aws-sdk/lib-storage');
  const done = await new Upload({ client, params: input, partSize: MULTIPART_FROM, queueSize: 2 }).done();
  return done.ETag === undefined ? {} : { ETag: done.ETag };
}

async function listKeys(client: S3Client, bucket: string, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  let token: string | undefined;
  do {
    const page = await client.send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: token }),
    );
    for (const object of page.Contents ?? []) if (object.Key !== undefined) keys.push(object.Key);
    token = page.IsTruncated ? page.NextContinuationToken : undefined;
  } while (token !== undefined);
  return keys;
}
