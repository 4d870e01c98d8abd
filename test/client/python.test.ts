import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Message } from '#shared/contract/message.ts';
import { type EmbeddedAws, startEmbeddedAws } from '../../local/embedded-aws.ts';
import { endpointSettings } from '../../local/endpoint-settings.ts';
import { type Provisioned, provision } from '../../local/provision.ts';

const run = promisify(execFile);
/** Older ones speak SQS's query protocol, which AWS still understands and the embedded SQS does not. */
const NEW_ENOUGH = 'import boto3; assert [int(part) for part in boto3.__version__.split(".")[:2]] >= [1, 29]';
const hasBoto3 = spawnSync('python3', ['-c', NEW_ENOUGH]).status === 0;

/** client/python is tried where Python and boto3 are installed; nothing else here needs them. */
describe.runIf(hasBoto3)('the Python client', () => {
  let aws: EmbeddedAws;
  let place: Provisioned;
  let s3: S3Client;
  let sqs: SQSClient;

  beforeAll(async () => {
    aws = await startEmbeddedAws({});
    place = await provision(aws.endpoint);
    s3 = new S3Client({ ...endpointSettings(aws.endpoint), forcePathStyle: true });
    sqs = new SQSClient(endpointSettings(aws.endpoint));
  });
  afterAll(async () => {
    s3?.destroy();
    sqs?.destroy();
    await aws?.close();
  });

  /** Runs Python statements with a client named `workers` and returns the JSON that they print. */
  async function python(statements: string): Promise<unknown> {
    const urls = Object.fromEntries(Object.entries(place.queues).map(([stage, { url }]) => [stage, url]));
    const script = `
import json, sys
sys.dont_write_bytecode = True
sys.path.insert(0, ${JSON.stringify(join(import.meta.dirname, '../../client/python'))})
from prompt_workers import *
workers = PromptWorkers(${JSON.stringify(place.bucket)}, ${JSON.stringify(urls)})
${statements}`;
    const { stdout } = await run('python3', ['-c', script], {
      env: {
        ...process.env,
        AWS_ENDPOINT_URL: aws.endpoint,
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'local',
        AWS_SECRET_ACCESS_KEY: 'local',
      },
    });
    return JSON.parse(stdout);
  }

  const received = async (url: string) => {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: url }));
    return JSON.parse(Messages[0]?.Body ?? 'null');
  };
  const object = async (key: string) => {
    const found = await s3.send(new GetObjectCommand({ Bucket: place.bucket, Key: key }));
    return (await found.Body?.transformToString()) ?? '';
  };
  const put = (key: string, value: unknown) =>
    s3.send(new PutObjectCommand({ Bucket: place.bucket, Key: key, Body: JSON.stringify(value) }));

  it('uploads a file and sends a message that keeps the contract', async () => {
    const file = join(import.meta.dirname, 'python.test.ts');
    const id = await python(
      `print(json.dumps(workers.submit({"preamble": "Größe"}, [{"name": "total", "prompt": "?"}], file=${JSON.stringify(file)}, organization_id="acme")))`,
    );
    const message = Message.parse(await received(place.queues.extraction.url));
    expect(message).toMatchObject({
      run_id: id,
      organization_id: 'acme',
      file_name: 'python.test.ts',
      file_path: `documents/acme/${id}/python.test.ts`,
      tool_settings: { preamble: 'Größe' },
    });
    expect(await object(message.file_path)).toContain('the Python client');
  });

  it('checks a large payload in, and sends to the first stage asked for', async () => {
    await python(`
workers.submit({"preamble": "x" * 300000}, [{"name": "total"}], file_path="documents/a.pdf", run_id="big",
               pipeline=["autogen"], extracted_text="t")
print("null")`);
    const reference = await received(place.queues.autogen.url);
    expect(reference).toEqual({
      run_id: 'big',
      organization_id: 'default',
      pipeline: ['autogen'],
      payload_ref: expect.stringMatching(/^payloads\/default\/big\/[0-9a-f]{64}\.json$/),
    });
    expect(
      Message.parse(JSON.parse(await object(reference.payload_ref))).tool_settings.preamble,
    ).toHaveLength(300_000);
  });

  it('follows a run, returns its results, raises its error', async () => {
    const failure = {
      status: 'error',
      error: 'no pages',
      code: 'no_pages',
      retryable: false,
      stage: 'extraction',
      attempts: 1,
    };
    await put('runs/default/bad/extraction.json', failure);
    await put('runs/default/good/run.json', { pipeline: ['extraction', 'autogen'] });
    await put('runs/default/good/extraction.json', { status: 'success', extracted_text: 'a😀b' });
    const half = await python('print(json.dumps([workers.status("good"), workers.status("nobody")]))');
    expect(half).toEqual([{ state: 'running', stage: 'autogen', progress: null }, { state: 'queued' }]);
    await put('runs/default/good/autogen.json', { status: 'success' });
    const ends = await python(`
try:
    workers.wait("bad")
except RunFailed as failed:
    print(json.dumps([failed.result, str(failed), workers.wait("good"), cited_text("a😀b", {"start": 1, "end": 3})]))`);
    expect(ends).toEqual([
      failure,
      'run bad failed in extraction (no_pages): no pages',
      { extraction: { status: 'success', extracted_text: 'a😀b' }, autogen: { status: 'success' } },
      '😀',
    ]);
  });

  it('takes None for no organisation, and refuses what is no JSON before anything is sent', async () => {
    const seen = await python(`
run_id = workers.submit({"llm": None}, [{"name": "total"}], file_path="documents/a.pdf", organization_id=None)
try:
    workers.submit({}, [{"name": "total", "reference_answer": float("nan")}], file_path="documents/a.pdf")
except ValueError:
    print(json.dumps([run_id, workers.status(run_id, None)["state"]]))`);
    const message = Message.parse(await received(place.queues.extraction.url));
    expect(seen).toEqual([message.run_id, 'queued']);
    expect(await received(place.queues.extraction.url)).toBeNull();
  });

  it('tells a failure whose status does not stand first, and a success without fetching its text', async () => {
    const failure = { error: 'no pages', code: 'no_pages', retryable: false, stage: 'extraction' };
    await put('runs/default/late/extraction.json', { ...failure, status: 'error' });
    await put('runs/default/late/run.json', { pipeline: ['extraction'] });
    await put('runs/default/long/run.json', { pipeline: ['extraction'] });
    await put('runs/default/long/extraction.json', { status: 'success', extracted_text: 'x'.repeat(5000) });
    const states = await python(`
fetched = []
workers.s3.meta.events.register("after-call.s3.GetObject", lambda parsed, **_: fetched.append(parsed.get("ContentLength")))
long = workers.status("long")["state"]
print(json.dumps([long, max(fetched) < 1000, workers.status("late")["state"]]))`);
    expect(states).toEqual(['succeeded', true, 'failed']);
  });

  it('refuses ids that would lead out of the run folder', async () => {
    const refused = await python(`
try:
    workers.status("../x")
except ValueError as error:
    print(json.dumps(str(error)))`);
    expect(refused).toBe("not an id: '../x'");
  });
});
