import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Client,
  createClient,
  InvalidMessageError,
  RunFailedError,
  type RunStatus,
  WaitTimeoutError,
} from '../../client/index.ts';
import { type EmbeddedAws, startEmbeddedAws } from '../../local/embedded-aws.ts';
import { endpointSettings } from '../../local/endpoint-settings.ts';
import { type Provisioned, provision } from '../../local/provision.ts';

let aws: EmbeddedAws;
let place: Provisioned;
let s3: S3Client;
let sqs: SQSClient;
let client: Client;
/** The message group of each message sent: the embedded SQS takes it, but gives it back on FIFO queues only. */
const groups: (string | undefined)[] = [];
let queueUrls: Record<'extraction' | 'chunking' | 'autogen' | 'evaluation', string>;

beforeAll(async () => {
  aws = await startEmbeddedAws({});
  place = await provision(aws.endpoint);
  s3 = new S3Client({ ...endpointSettings(aws.endpoint), forcePathStyle: true });
  sqs = new SQSClient(endpointSettings(aws.endpoint));
  sqs.middlewareStack.add(
    (next) => (call) => {
      const { request } = call as { request?: { headers?: Record<string, string>; body?: string } };
      if (request?.headers?.['x-amz-target']?.endsWith('.SendMessage')) {
        groups.push(JSON.parse(request.body ?? '').MessageGroupId);
      }
      return next(call);
    },
    { step: 'finalizeRequest' },
  );
  const { extraction, chunking, autogen, evaluation } = place.queues;
  queueUrls = {
    extraction: extraction.url,
    chunking: chunking.url,
    autogen: autogen.url,
    evaluation: evaluation.url,
  };
  client = createClient({ bucket: place.bucket, queueUrls, sqs, s3 });
});

afterAll(async () => {
  s3.destroy();
  sqs.destroy();
  await aws.close();
});

const receive = async (url = queueUrls.extraction) => {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: url,
      MessageSystemAttributeNames: ['All'],
      VisibilityTimeout: 600,
    }),
  );
  return Messages[0];
};

const object = async (key: string) => {
  const found = await s3.send(new GetObjectCommand({ Bucket: place.bucket, Key: key }));
  return Buffer.from((await found.Body?.transformToByteArray()) ?? []);
};

const put = (runId: string, name: string, value: unknown) =>
  s3.send(
    new PutObjectCommand({
      Bucket: place.bucket,
      Key: `runs/default/${runId}/${name}`,
      Body: JSON.stringify(value),
    }),
  );

const outputs = [{ name: 'total', prompt: 'What is the total?' }];
const manifest = (run_id: string, pipeline: string[]) => ({
  run_id,
  organization_id: 'default',
  file_name: 'a.pdf',
  pipeline,
  started_at: new Date().toISOString(),
  warnings: ['the message has an unknown field "colour"'],
});
const extraction = {
  status: 'success',
  extracted_text: 'Total 12',
  metadata: {
    file_hash: 'h',
    file_name: 'a.pdf',
    file_type: 'pdf',
    file_size: 1,
    page_count: 1,
    adapter: 'embedded-x2text',
    warnings: [],
  },
};
const evaluation = { status: 'success', evaluation: { fields: {}, summary: {} } };
const failure = {
  status: 'error',
  error: 'The document is encrypted',
  code: 'encrypted_document',
  retryable: false,
  stage: 'extraction',
  attempts: 1,
};

describe('submit', () => {
  it('uploads bytes, makes up a run id and sends ASCII JSON in the group of the organisation', async () => {
    const bytes = new Uint8Array([0x25, 0x50, 0x44, 0x46]);
    const run = await client.submit({
      file: { name: 'Rechnung für Süd.pdf', bytes },
      organization_id: 'acme',
      tool_settings: { preamble: 'Größe → 1' },
      outputs,
    });
    const sent = await receive();
    expect(sent?.Body).toMatch(/^[\x20-\x7e]+$/);
    expect(groups.at(-1)).toBe('acme');
    expect(sent?.MessageId).toBe(run.message_id);
    expect(JSON.parse(sent?.Body ?? '')).toEqual({
      run_id: run.run_id,
      organization_id: 'acme',
      file_path: `documents/acme/${run.run_id}/Rechnung_für_Süd.pdf`,
      file_name: 'Rechnung für Süd.pdf',
      tool_settings: { preamble: 'Größe → 1' },
      outputs,
    });
    expect(await object(run.file_path)).toEqual(Buffer.from(bytes));
    expect(run).toMatchObject({ organization_id: 'acme', stage: 'extraction' });
    expect(run.run_id).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('streams a file from disk, also one of several parts', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'psw-client-'));
    const path = join(folder, 'large.txt');
    const text = 'All work and no play makes a long text.\n'.repeat(300_000);
    await writeFile(path, text);
    const run = await client.submit({ file: path, tool_settings: {}, outputs });
    expect((await object(run.file_path)).equals(Buffer.from(text))).toBe(true);
    await receive();
    await rm(folder, { recursive: true });
  });

  it('names a path that is no file, and sends nothing', async () => {
    await expect(client.submit({ file: tmpdir(), tool_settings: {}, outputs })).rejects.toThrow(
      'is not a file',
    );
    expect(await receive()).toBeUndefined();
  });

  it('sends nothing when the upload fails: a wrong bucket is named by S3', async () => {
    const lost = createClient({ bucket: 'no-such-bucket', queueUrls, sqs, s3 });
    const file = { name: 'a.txt', bytes: new Uint8Array([1]) };
    await expect(lost.submit({ file, tool_settings: {}, outputs })).rejects.toMatchObject({
      name: 'NoSuchBucket',
    });
    await expect(lost.status('x')).rejects.toMatchObject({ name: 'NoSuchBucket' });
    await expect(lost.wait('x')).rejects.toMatchObject({ name: 'NoSuchBucket' });
    expect(await receive()).toBeUndefined();
  });

  it('takes nulls for what is not set, as backends send them', async () => {
    const run = await client.submit({
      run_id: 'nulls-1',
      organization_id: null,
      file_path: 'documents/a.pdf',
      tool_settings: { llm: null, 'chunk-size': '512' },
      outputs: [{ name: 'total', prompt: 'Total?', type: 'Text', required: null }],
    });
    expect(run.organization_id).toBe('default');
    expect((await client.status({ run_id: 'nulls-1', organization_id: null })).state).toBe('queued');
    expect(JSON.parse((await receive())?.Body ?? '')).toEqual({
      run_id: 'nulls-1',
      file_path: 'documents/a.pdf',
      tool_settings: { 'chunk-size': 512 },
      outputs: [{ name: 'total', prompt: 'Total?', type: 'text', required: null }],
    });
  });

  it('checks a payload of many megabytes in', async () => {
    const extracted_text = 'Total 12 €\n'.repeat(1_000_000);
    const run = await client.submit({
      file_path: 'documents/a.pdf',
      extracted_text,
      tool_settings: {},
      outputs,
    });
    const reference = JSON.parse((await receive())?.Body ?? '');
    expect(JSON.parse((await object(reference.payload_ref)).toString()).extracted_text).toBe(extracted_text);
    expect(reference.payload_ref).toBe(run.payload_ref);
  });

  it('checks a payload over the limit into the bucket', async () => {
    const small = createClient({ bucket: place.bucket, queueUrls, sqs, s3, inlineLimit: 300 });
    const run = await small.submit({
      run_id: 'big-1',
      file_path: 'documents/a.pdf',
      tool_settings: { preamble: 'é'.repeat(300) },
      outputs,
    });
    const sent = await receive();
    const reference = JSON.parse(sent?.Body ?? '');
    expect(reference).toEqual({ run_id: 'big-1', payload_ref: run.payload_ref });
    expect(run.payload_ref).toMatch(/^payloads\/default\/big-1\/[0-9a-f]{64}\.json$/);
    expect(JSON.parse((await object(reference.payload_ref)).toString())).toEqual({
      run_id: 'big-1',
      file_path: 'documents/a.pdf',
      tool_settings: { preamble: 'é'.repeat(300) },
      outputs,
    });
  });

  it('sends to the first stage of the pipeline that the message asks for', async () => {
    const run = await client.submit({
      file_path: 'documents/a.pdf',
      pipeline: ['autogen', 'evaluation'],
      extracted_text: 'Total 12',
      tool_settings: {},
      outputs,
    });
    expect(run.stage).toBe('autogen');
    expect(JSON.parse((await receive(queueUrls.autogen))?.Body ?? '').run_id).toBe(run.run_id);
  });

  it('names every wrong field at once, and neither uploads nor sends', async () => {
    const wrong = {
      run_id: '../../x',
      file: { name: 'a.pdf', bytes: new Uint8Array(1) },
      tool_settings: { 'chunk-size': 'many' },
      outputs: [{ prompt: 'no name' }],
    };
    const error = await client.submit(wrong as never).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(InvalidMessageError);
    expect(error.fields).toEqual(['run_id', 'tool_settings.chunk-size', 'outputs.0.name']);
    for (const field of error.fields) expect(error.message).toContain(field);
    expect(await receive()).toBeUndefined();
  });

  it('wants a document in one way, and a queue that it knows', async () => {
    const message = { tool_settings: {}, outputs };
    await expect(client.submit(message)).rejects.toThrow(/file_path/);
    await expect(client.submit({ ...message, file_path: 'a', file: 'b' })).rejects.toThrow(/not both/);
    const blind = createClient({ bucket: place.bucket, queueUrls: {}, sqs, s3 });
    await expect(blind.submit({ ...message, file_path: 'a' })).rejects.toThrow(/queueUrls\.extraction/);
  });
});

describe('status and result', () => {
  it('follows a run from the queue to its end', async () => {
    const id = 'follow-1';
    expect(await client.status(id)).toEqual({ state: 'queued', warnings: [] });
    expect(await client.result(id)).toEqual({});

    await put(id, 'run.json', manifest(id, ['extraction', 'evaluation']));
    await put(id, 'extraction/claim.json', { attempt: 2, owner: 'w', lease_until: 'x' });
    const progress = {
      stage: 'extraction',
      done: 3,
      total: 9,
      unit: 'pages',
      updated_at: new Date().toISOString(),
    };
    await put(id, 'extraction/progress.json', progress);
    expect(await client.status(id)).toEqual({
      state: 'running',
      stage: 'extraction',
      pipeline: ['extraction', 'evaluation'],
      attempt: 2,
      progress,
      warnings: ['the message has an unknown field "colour"'],
    });

    await put(id, 'extraction.json', extraction);
    expect(await client.status({ run_id: id })).toMatchObject({ state: 'running', stage: 'evaluation' });
    expect(await client.result(id)).toEqual({ extraction });
    expect(await client.result(id, 'extraction')).toEqual(extraction);
    expect(await client.result(id, 'autogen')).toBeUndefined();

    await put(id, 'evaluation.json', evaluation);
    expect(await client.status(id)).toMatchObject({ state: 'succeeded', stage: 'evaluation' });
  });

  it('tells a failure with its error result, with or without a manifest', async () => {
    await put('fail-1', 'extraction.json', failure);
    expect(await client.status('fail-1')).toEqual({
      state: 'failed',
      stage: 'extraction',
      attempt: 1,
      warnings: [],
      error: failure,
    });
    expect(await client.result('fail-1', 'extraction')).toEqual(failure);
  });

  it('does not take a text that mentions an error for one, nor a success whose status stands late', async () => {
    await put('late-1', 'run.json', manifest('late-1', ['extraction']));
    const { status, ...rest } = { ...extraction, extracted_text: '{"status": "error"}'.repeat(50) };
    await put('late-1', 'extraction.json', { ...rest, status });
    expect(await client.status('late-1')).toMatchObject({ state: 'succeeded' });
  });

  it('keeps organisations apart and refuses ids that are no ids', async () => {
    await put('mine-1', 'extraction.json', extraction);
    expect((await client.status({ run_id: 'mine-1', organization_id: 'other' })).state).toBe('queued');
    await expect(client.status('../default/mine-1')).rejects.toThrow(/run_id/);
    await expect(client.result({ run_id: 'x', organization_id: '../..' })).rejects.toThrow(/organization_id/);
  });

  it('says so when a result does not keep the contract, or is no JSON', async () => {
    const Key = 'runs/default/odd-2/extraction.json';
    await s3.send(new PutObjectCommand({ Bucket: place.bucket, Key, Body: 'a secret text' }));
    await expect(client.result('odd-2', 'extraction')).rejects.toThrow(`${Key} is not valid JSON`);

    await put('odd-1', 'extraction.json', { status: 'success' });
    await expect(client.result('odd-1', 'extraction')).rejects.toThrow(
      /does not keep the contract.*extracted_text/,
    );
  });
});

describe('wait', () => {
  it('reports each change and returns all results', async () => {
    const id = 'wait-1';
    const seen: RunStatus[] = [];
    const waiting = client.wait(id, { firstPauseMs: 5, onProgress: (status) => seen.push(status) });
    await put(id, 'run.json', manifest(id, ['extraction', 'evaluation']));
    await new Promise((resolve) => setTimeout(resolve, 100));
    await put(id, 'extraction.json', extraction);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await put(id, 'evaluation.json', evaluation);
    expect(await waiting).toEqual({ extraction, evaluation });
    expect(seen.map(({ state, stage }) => [state, stage]).slice(-3)).toEqual([
      ['running', 'extraction'],
      ['running', 'evaluation'],
      ['succeeded', 'evaluation'],
    ]);
    expect(new Set(seen.map((status) => JSON.stringify(status))).size).toBe(seen.length);
  });

  it('throws the error result of a failed run', async () => {
    await put('wait-2', 'extraction.json', failure);
    const error = await client.wait('wait-2').catch((thrown) => thrown);
    expect(error).toBeInstanceOf(RunFailedError);
    expect(error.result).toEqual(failure);
    expect(error.message).toBe(
      'Run wait-2 failed in extraction (encrypted_document): The document is encrypted',
    );
  });

  it('gives up in time and tells how far the run was', async () => {
    const error = await client
      .wait('wait-3', { timeoutSeconds: 0.2, firstPauseMs: 20 })
      .catch((thrown) => thrown);
    expect(error).toBeInstanceOf(WaitTimeoutError);
    expect(error.status.state).toBe('queued');
  });

  it('gives up in time, or when aborted, though S3 does not answer', async () => {
    const silent = createServer(() => {});
    await once(silent.listen(0, '127.0.0.1'), 'listening');
    const { port } = silent.address() as AddressInfo;
    const deaf = new S3Client({ ...endpointSettings(`http://127.0.0.1:${port}`), forcePathStyle: true });
    const waiter = createClient({ bucket: place.bucket, queueUrls, sqs, s3: deaf });
    try {
      await expect(waiter.wait('wait-5', { timeoutSeconds: 0.1 })).rejects.toBeInstanceOf(WaitTimeoutError);
      const reason = new Error('the user went away');
      const aborter = new AbortController();
      setTimeout(() => aborter.abort(reason), 50);
      await expect(waiter.wait('wait-5', { signal: aborter.signal })).rejects.toBe(reason);
    } finally {
      deaf.destroy();
      silent.closeAllConnections();
      silent.close();
    }
  });

  it('waits as long as one likes', async () => {
    await put('wait-6', 'extraction.json', failure);
    const timeoutSeconds = Number.POSITIVE_INFINITY;
    await expect(client.wait('wait-6', { timeoutSeconds })).rejects.toBeInstanceOf(RunFailedError);
  });

  it('stops when it is aborted', async () => {
    const waiting = client.wait('wait-4', { signal: AbortSignal.timeout(50), longestPauseMs: 10_000 });
    await expect(waiting).rejects.toMatchObject({ name: expect.stringMatching(/Abort|Timeout/) });
  });
});
