import { randomBytes } from 'node:crypto';
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { Upload } from '@aws-sdk/lib-storage';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EmbeddedAws, startEmbeddedAws } from '../../local/embedded-aws.ts';
import { endpointSettings } from '../../local/endpoint-settings.ts';
import { type Provisioned, provision } from '../../local/provision.ts';

let aws: EmbeddedAws;
let stack: Provisioned;
let s3: S3Client;
let sqs: SQSClient;

beforeAll(async () => {
  aws = await startEmbeddedAws();
  stack = await provision(aws.endpoint);
  s3 = new S3Client({ ...endpointSettings(aws.endpoint), maxAttempts: 1 });
  sqs = new SQSClient({ ...endpointSettings(aws.endpoint), maxAttempts: 1 });
});
afterAll(async () => {
  s3.destroy();
  sqs.destroy();
  await aws.close();
});

const put = (
  key: string,
  body: string | Uint8Array,
  condition: { IfNoneMatch?: string; IfMatch?: string } = {},
) => s3.send(new PutObjectCommand({ Bucket: stack.bucket, Key: key, Body: body, ...condition }));
const read = async (key: string) => {
  const object = await s3.send(new GetObjectCommand({ Bucket: stack.bucket, Key: key }));
  return object.Body?.transformToByteArray();
};
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (error: { name: string; $metadata?: { httpStatusCode?: number } }) =>
      `${error.$metadata?.httpStatusCode} ${error.name}`,
  );

describe('S3', () => {
  test('of 50 concurrent creates exactly one wins, and its body stays', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, (_, index) => put('race/create', `body ${index}`, { IfNoneMatch: '*' })),
    );
    const winners = outcomes.flatMap((outcome, index) => (outcome.status === 'fulfilled' ? [index] : []));
    expect(winners).toHaveLength(1);
    expect(Buffer.from((await read('race/create')) ?? []).toString()).toBe(`body ${winners[0]}`);
    const reasons = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [outcome.reason.name] : [],
    );
    expect(new Set(reasons)).toEqual(new Set(['PreconditionFailed']));
  });

  test('of 50 concurrent replacements of one version exactly one wins', async () => {
    const { ETag } = await put('race/replace', 'first');
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, (_, index) => put('race/replace', `body ${index}`, { IfMatch: ETag ?? '' })),
    );
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
  });

  test('answers conditions as S3 does', async () => {
    await put('conditions/there', 'x');
    expect(await failure(put('conditions/there', 'y', { IfNoneMatch: '*' }))).toBe('412 PreconditionFailed');
    expect(await failure(put('conditions/there', 'y', { IfMatch: '"other"' }))).toBe(
      '412 PreconditionFailed',
    );
    expect(await failure(put('conditions/absent', 'y', { IfMatch: '"other"' }))).toBe('404 NoSuchKey');
    expect(await failure(put('conditions/there', 'y', { IfNoneMatch: '"other"' }))).toMatch(/^501/);
    const remove = new DeleteObjectCommand({
      Bucket: stack.bucket,
      Key: 'conditions/there',
      IfMatch: '"other"',
    });
    expect(await failure(s3.send(remove))).toBe('412 PreconditionFailed');
    expect(Buffer.from((await read('conditions/there')) ?? []).toString()).toBe('x');
  });

  test('a conditional multipart upload is refused when the object exists by then', async () => {
    const Key = 'multipart/conditional';
    const complete = async () => {
      const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket: stack.bucket, Key }));
      const part = await s3.send(
        new UploadPartCommand({ Bucket: stack.bucket, Key, UploadId, PartNumber: 1, Body: 'part' }),
      );
      return s3.send(
        new CompleteMultipartUploadCommand({
          Bucket: stack.bucket,
          Key,
          UploadId,
          IfNoneMatch: '*',
          MultipartUpload: { Parts: [{ PartNumber: 1, ETag: part.ETag }] },
        }),
      );
    };
    await complete();
    expect(await failure(complete())).toBe('412 PreconditionFailed');
  });

  test('carries 12 MiB in one put and 20 MiB in parts, byte for byte', async () => {
    const one = randomBytes(12 * 1024 * 1024);
    await put('large/one', one);
    expect(Buffer.compare(one, (await read('large/one')) ?? new Uint8Array())).toBe(0);
    const parts = randomBytes(20 * 1024 * 1024);
    await new Upload({
      client: s3,
      params: { Bucket: stack.bucket, Key: 'large/parts', Body: parts },
    }).done();
    expect(Buffer.compare(parts, (await read('large/parts')) ?? new Uint8Array())).toBe(0);
  });

  test('lists in byte order over several pages', async () => {
    const keys = ['Z', 'a', 'B', '_', 'é', '1', '10', '2'].map((name) => `order/${name}`);
    await Promise.all(keys.map((key) => put(key, 'x')));
    const listed: string[] = [];
    let token: string | undefined;
    do {
      const reply = await s3.send(
        new ListObjectsV2Command({
          Bucket: stack.bucket,
          Prefix: 'order/',
          MaxKeys: 3,
          ...(token && { ContinuationToken: token }),
        }),
      );
      listed.push(...(reply.Contents ?? []).map(({ Key }) => Key ?? ''));
      token = reply.NextContinuationToken;
    } while (token);
    expect(listed).toEqual(keys.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
  });

  test('refuses keys that walk upwards and sub-resources it does not have', async () => {
    expect(await failure(put('a/../../escape', 'x'))).toBe('400 InvalidArgument');
    const versioning = new PutBucketVersioningCommand({
      Bucket: stack.bucket,
      VersioningConfiguration: { Status: 'Enabled' },
    });
    expect(await failure(s3.send(versioning))).toMatch(/^501/);
  });
});

describe('SQS', () => {
  const send = (QueueUrl: string, MessageBody: string, DelaySeconds = 0) =>
    sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, DelaySeconds }));
  const receive = async (QueueUrl: string, WaitTimeSeconds: number, abortSignal?: AbortSignal) => {
    const command = new ReceiveMessageCommand({
      QueueUrl,
      WaitTimeSeconds,
      MaxNumberOfMessages: 10,
      MessageSystemAttributeNames: ['All'],
    });
    const reply = await sqs.send(command, abortSignal ? { abortSignal } : {});
    return reply.Messages ?? [];
  };
  const remove = (QueueUrl: string, ReceiptHandle: string | undefined) =>
    sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));

  test('queues stand under the workers’ names, with redrive to their dead-letter queues', async () => {
    for (const [stage, { url, dlqUrl }] of Object.entries(stack.queues)) {
      expect(url).toBe(`${aws.endpoint}/000000000000/prompt_${stage}`);
      expect(dlqUrl).toBe(`${url}_dlq`);
      const { Attributes } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['RedrivePolicy'] }),
      );
      expect(JSON.parse(Attributes?.RedrivePolicy ?? '{}').deadLetterTargetArn).toMatch(
        `prompt_${stage}_dlq`,
      );
    }
    expect(await provision(aws.endpoint)).toEqual(stack);
  });

  test('a long poll wakes at once when a message comes', async () => {
    const { url } = stack.queues.extraction;
    const waiting = receive(url, 10);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const sentAt = performance.now();
    await send(url, 'wake');
    const [message] = await waiting;
    expect(message?.Body).toBe('wake');
    expect(performance.now() - sentAt).toBeLessThan(1000);
    await remove(url, message?.ReceiptHandle);
  });

  test('of five long polls one gets the message, the others go on waiting', async () => {
    const { url } = stack.queues.evaluation;
    const polls = Array.from({ length: 5 }, () => receive(url, 2));
    await new Promise((resolve) => setTimeout(resolve, 200));
    await send(url, 'first');
    const [message] = await Promise.race(polls);
    expect(message?.Body).toBe('first');
    await remove(url, message?.ReceiptHandle);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await Promise.all([send(url, 'second'), send(url, 'third')]);
    const received = (await Promise.all(polls)).flat().map(({ Body }) => Body);
    expect(received.toSorted()).toEqual(['first', 'second', 'third']);
  });

  test('visibility and delays hold, and counts follow without a receive', async () => {
    const { url } = stack.queues.chunking;
    await send(url, 'delayed', 1);
    expect(await receive(url, 0)).toEqual([]);
    const [first] = await receive(url, 3);
    expect(first?.Attributes?.ApproximateReceiveCount).toBe('1');
    await sqs.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: url,
        ReceiptHandle: first?.ReceiptHandle,
        VisibilityTimeout: 1,
      }),
    );
    const counts = async () => {
      const { Attributes } = await sqs.send(
        new GetQueueAttributesCommand({
          QueueUrl: url,
          AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
        }),
      );
      return [Attributes?.ApproximateNumberOfMessages, Attributes?.ApproximateNumberOfMessagesNotVisible];
    };
    expect(await counts()).toEqual(['0', '1']);
    await expect.poll(counts, { timeout: 3000 }).toEqual(['1', '0']);
    const [second] = await receive(url, 0);
    expect(second?.Attributes?.ApproximateReceiveCount).toBe('2');
    await remove(url, second?.ReceiptHandle);
  });

  test('an aborted long poll does not swallow the next message', async () => {
    const { url } = stack.queues.autogen;
    const abort = new AbortController();
    const aborted = receive(url, 20, abort.signal).catch((error: Error) => error.name);
    await new Promise((resolve) => setTimeout(resolve, 200));
    abort.abort();
    expect(await aborted).toBe('AbortError');
    await new Promise((resolve) => setTimeout(resolve, 100));
    await send(url, 'not lost');
    const [message] = await receive(url, 2);
    expect(message?.Body).toBe('not lost');
    expect(message?.Attributes?.ApproximateReceiveCount).toBe('1');
    await remove(url, message?.ReceiptHandle);
  });
});
