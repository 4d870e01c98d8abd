import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { STAGES, type StageName } from '#shared/contract/identifiers.ts';
import { ENVIRONMENTS } from '#shared/environment.ts';
import { MAX_RECEIVE_COUNT, WORKERS } from '#shared/workers.ts';
import { REPOSITORY } from '../../infra/build.ts';
import { checkVariables } from '../../infra/parts/worker-variables.ts';
import { GOES_ON_IN_ROUNDS } from '../../infra/rounds.ts';
import { differences } from './differences.ts';
import { type Json, resourcesOf, synth } from './synth.ts';

const core = synth();
const enterprise = synth({ enterprise: 'true' });
const full = synth({
  stage: 'dev',
  adapters: 's3://configuration/adapters.json',
  documentBuckets: 'archive-a,archive-b',
  senderAccounts: '111111111111',
  alarmEmail: 'ops@example.com',
  vectors: 's3vectors',
  embeddingDimensions: '256',
  removal: 'destroy',
  maxConcurrency: '9',
});

type Properties = Record<string, unknown>;
const only = (found: [string, Properties][]): Properties => {
  expect(found).toHaveLength(1);
  return found[0]?.[1] ?? {};
};
const queue = (template: Json, name: string) =>
  resourcesOf(template, 'AWS::SQS::Queue').find(([, { QueueName }]) => QueueName === name) ?? ['', {}];
const lambda = (template: Json, worker: StageName, stage = 'prod') =>
  only(
    resourcesOf(template, 'AWS::Lambda::Function').filter(
      ([, { FunctionName }]) => FunctionName === `prompt-workers-${stage}-${worker}`,
    ),
  );
const variables = (template: Json, worker: StageName, stage?: string) =>
  (lambda(template, worker, stage).Environment as { Variables: Record<string, unknown> }).Variables;

describe('the enterprise switch', () => {
  it('adds the layer, and to each function the layer, the mode and the hash of the index; nothing else', () => {
    const found = differences(core, enterprise);
    const layers = found.filter((path) => path.includes('AWS::Lambda::LayerVersion'));
    expect(layers).toHaveLength(1);
    const functions = resourcesOf(core, 'AWS::Lambda::Function').map(([id]) => `Resources.${id}.Properties`);
    expect(found.filter((path) => !layers.includes(path)).sort()).toEqual(
      functions
        .flatMap((id) => [
          `${id}.Environment.Variables.PSW_PLUGINS_INDEX_SHA256 added`,
          `${id}.Environment.Variables.UNSTRACT_ENTERPRISE_MODE "false" → "true"`,
          `${id}.Layers added`,
        ])
        .sort(),
    );
  });

  it('keeps old layer versions for a roll-back', () => {
    const [layer] = Object.values(enterprise.Resources).filter(
      ({ Type }) => Type === 'AWS::Lambda::LayerVersion',
    );
    expect(layer?.DeletionPolicy).toBe('Retain');
  });
});

describe.each(STAGES)('the %s worker', (worker) => {
  const [id, main] = queue(core, WORKERS[worker].queue);
  const [deadId, dead] = queue(core, `${WORKERS[worker].queue}_dlq`);

  it('has a queue with six times the time-out, a 14-day dead-letter queue and encryption', () => {
    expect(main).toMatchObject({
      VisibilityTimeout: 6 * WORKERS[worker].timeoutSeconds,
      SqsManagedSseEnabled: true,
      MaximumMessageSize: 1024 * 1024,
      RedrivePolicy: {
        deadLetterTargetArn: { 'Fn::GetAtt': [deadId, 'Arn'] },
        maxReceiveCount: MAX_RECEIVE_COUNT,
      },
    });
    expect(dead).toMatchObject({ MessageRetentionPeriod: 14 * 86_400, SqsManagedSseEnabled: true });
    expect(JSON.stringify(dead.RedriveAllowPolicy)).toContain(`:${WORKERS[worker].queue}"`);
  });

  it('refuses both queues without TLS', () => {
    for (const queueId of [id, deadId]) {
      const policy = only(
        resourcesOf(core, 'AWS::SQS::QueuePolicy').filter(([, { Queues }]) =>
          JSON.stringify(Queues).includes(`"${queueId}"`),
        ),
      );
      expect(JSON.stringify(policy)).toContain('{"Bool":{"aws:SecureTransport":"false"}}');
    }
  });

  it('has a function with the numbers of the table', () => {
    const settings = WORKERS[worker];
    expect(lambda(core, worker)).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Timeout: settings.timeoutSeconds,
      MemorySize: settings.memoryMb,
      EphemeralStorage: { Size: settings.ephemeralStorageMb },
      LoggingConfig: { LogFormat: 'JSON', ApplicationLogLevel: 'INFO' },
      RecursiveLoop: worker === 'evaluation' ? 'Terminate' : 'Allow',
    });
    // Lambda's own limits, which neither CDK nor the validation checks.
    expect(settings.timeoutSeconds).toBeLessThanOrEqual(900);
    expect(settings.memoryMb).toBeLessThanOrEqual(10_240);
    expect(settings.ephemeralStorageMb).toBeLessThanOrEqual(10_240);
  });

  it('is given the limits of the deployment that it has', () => {
    const template = synth({ limits: 'MAX_PAGES=500, MAX_DOCUMENT_BYTES=1000' });
    const { MAX_PAGES, MAX_DOCUMENT_BYTES } = variables(template, worker);
    expect([MAX_PAGES, MAX_DOCUMENT_BYTES]).toEqual([worker === 'extraction' ? '500' : undefined, '1000']);
  });

  it.each(['WARN', 'ERROR', 'DEBUG'])('logs from %s on, and lets its metrics through', (logLevel) => {
    const template = synth({ logLevel });
    expect(variables(template, worker).LOG_LEVEL).toBe(logLevel);
    // Lambda takes lines without a level, which EMF lines are, for INFO.
    const { ApplicationLogLevel } = lambda(template, worker).LoggingConfig as Properties;
    expect(ApplicationLogLevel).toBe(logLevel === 'DEBUG' ? 'DEBUG' : 'INFO');
  });

  it('is fed by its queue, record by record', () => {
    const mapping = only(
      resourcesOf(core, 'AWS::Lambda::EventSourceMapping').filter(([, { EventSourceArn }]) =>
        JSON.stringify(EventSourceArn).includes(`"${id}"`),
      ),
    );
    expect(mapping).toMatchObject({
      BatchSize: WORKERS[worker].batchSize,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 50 },
      MetricsConfig: { Metrics: ['EventCount'] },
    });
  });

  it.each([core, enterprise, full])('has an environment that the worker itself accepts', (template) => {
    const stage = template === full ? 'dev' : 'prod';
    const { NODE_OPTIONS, POWERTOOLS_METRICS_NAMESPACE, ...own } = variables(template, worker, stage);
    expect(NODE_OPTIONS).toBe('--enable-source-maps --max-semi-space-size=16');
    expect(POWERTOOLS_METRICS_NAMESPACE).toBe(
      stage === 'prod' ? 'PromptServiceWorkers' : 'PromptServiceWorkers/dev',
    );
    const filled = Object.entries(own).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : 'https://sqs.eu-central-1.amazonaws.com/111111111111/name',
    ]);
    expect(() => checkVariables(worker, Object.fromEntries(filled))).not.toThrow();
    const required = Object.entries(ENVIRONMENTS[worker].shape)
      .filter(([, schema]) => !schema.safeParse(undefined).success)
      .map(([name]) => name);
    expect(Object.keys(own)).toEqual(expect.arrayContaining(required));
    expect(own.QUEUE_URL).toEqual({
      Ref: queue(template, stage === 'prod' ? WORKERS[worker].queue : `${WORKERS[worker].queue}-dev`)[0],
    });
  });

  it('sets no variable that Lambda reserves, and stays below 4 KB', () => {
    const set = variables(full, worker, 'dev');
    const reserved =
      /^(_HANDLER|_X_AMZN_TRACE_ID|LAMBDA_|AWS_(REGION|DEFAULT_REGION|EXECUTION_ENV|LAMBDA_|ACCESS_KEY|SECRET_ACCESS_KEY|SESSION_TOKEN))/;
    expect(Object.keys(set).filter((name) => reserved.test(name))).toEqual([]);
    expect(JSON.stringify(set).length).toBeLessThan(4096);
  });
});

describe('runs that go on in rounds', () => {
  it('are those of the stages that ask for another invocation', () => {
    const folders: Record<string, StageName> = { chunking: 'chunking', answering: 'autogen' };
    const shared = join(REPOSITORY, 'layers/shared');
    const asking = globSync('**/*.ts', { cwd: shared })
      .filter((file) => readFileSync(join(shared, file), 'utf8').includes("kind: 'continue', reason"))
      .map((file) => file.split('/')[0] ?? '');
    expect([...new Set(asking)].map((folder) => folders[folder] ?? folder).sort()).toEqual(
      [...GOES_ON_IN_ROUNDS].sort(),
    );
  });
});

describe('the template', () => {
  it('is plain ASCII: CloudFormation gives other characters back as question marks', () => {
    for (const template of [core, enterprise, full])
      expect(JSON.stringify(template).match(/[^\x20-\x7e]/g)).toBeNull();
  });
});

describe('the environment check', () => {
  it('stops synth with one line that names what is wrong', () => {
    expect(() => checkVariables('evaluation', { BUCKET_NAME: 'b' })).toThrow(
      /^The environment of the evaluation worker is wrong – .*BUCKET_NAME: .*QUEUE_URL: .*DEAD_LETTER_QUEUE_URL: /,
    );
    expect(() => checkVariables('evaluation', { QUEUE_URL_CHUNKING: 'x' })).toThrow(
      'knows no variable QUEUE_URL_CHUNKING',
    );
  });
});

describe('names', () => {
  it('are unique, and carry the stage when it is not prod', () => {
    for (const template of [core, full]) {
      const names = resourcesOf(template, 'AWS::SQS::Queue').map(([, { QueueName }]) => String(QueueName));
      expect(new Set(names).size).toBe(8);
      expect(names.every((name) => /^[\w-]{1,80}$/.test(name))).toBe(true);
    }
    expect(queue(full, 'prompt_autogen-dev')[0]).not.toBe('');
    expect(queue(full, 'prompt_autogen-dev_dlq')[0]).not.toBe('');
  });

  it('are published for backends, where the client looks', () => {
    const parameters = new Map(
      resourcesOf(full, 'AWS::SSM::Parameter').map(([, { Name, Value }]) => [Name, Value]),
    );
    expect(parameters.get('/prompt-workers/dev/bucket')).toBeDefined();
    for (const worker of STAGES)
      expect(parameters.get(`/prompt-workers/dev/queues/${worker}/url`)).toEqual({
        Ref: queue(full, `${WORKERS[worker].queue}-dev`)[0],
      });
    expect(Object.keys(full.Outputs)).toEqual(
      expect.arrayContaining([
        'Bucket',
        'QueuesExtractionUrl',
        'VectorsBucket',
        'VectorsIndex',
        'AlarmTopicArn',
      ]),
    );
  });
});

describe('storage', () => {
  it('is private, encrypted, TLS only and logged', () => {
    const buckets = resourcesOf(core, 'AWS::S3::Bucket');
    expect(buckets).toHaveLength(2);
    for (const [bucketId, bucket] of buckets) {
      expect(bucket).toMatchObject({
        BucketEncryption: expect.anything(),
        PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
      });
      expect(bucket.VersioningConfiguration).toBeUndefined();
      const policy = resourcesOf(core, 'AWS::S3::BucketPolicy').find(([, { Bucket }]) =>
        JSON.stringify(Bucket).includes(`"${bucketId}"`),
      );
      expect(JSON.stringify(policy)).toContain('aws:SecureTransport');
    }
    expect(buckets.filter(([, { LoggingConfiguration }]) => LoggingConfiguration)).toHaveLength(1);
  });

  it('keeps payloads longer than their messages can live', () => {
    const rules = resourcesOf(core, 'AWS::S3::Bucket').flatMap(
      ([, bucket]) => (bucket.LifecycleConfiguration as { Rules: Properties[] }).Rules,
    );
    const days = (prefix: string) => rules.find(({ Prefix }) => Prefix === prefix)?.ExpirationInDays;
    expect(days('payloads/')).toBeGreaterThan(4 + 14 + 4);
    expect(days('runs/')).toBe(90);
    expect(days('indexes/')).toBe(90);
    expect(days('embeddings/')).toBe(90);
    expect(days('documents/')).toBeUndefined();
  });

  it('takes a bucket that exists, and then makes none', () => {
    const template = synth({ existingBucketName: 'our-own-bucket' });
    expect(resourcesOf(template, 'AWS::S3::Bucket')).toEqual([]);
    expect(variables(template, 'extraction').BUCKET_NAME).toBe('our-own-bucket');
  });

  it('is kept when the stack goes, unless removal=destroy', () => {
    const policies = (template: Json) =>
      new Set(
        Object.values(template.Resources)
          .filter(({ Type }) => /^AWS::(S3::Bucket|SQS::Queue|S3Vectors::(VectorBucket|Index))$/.test(Type))
          .map(({ DeletionPolicy }) => DeletionPolicy),
      );
    expect(policies(core)).toEqual(new Set(['RetainExceptOnCreate']));
    expect(policies(full)).toEqual(new Set(['Delete']));
  });

  it('has a vector index whose name holds what cannot be changed', () => {
    expect(only(resourcesOf(full, 'AWS::S3Vectors::Index'))).toMatchObject({
      IndexName: 'documents-256-cosine',
      Dimension: 256,
      DistanceMetric: 'cosine',
    });
    expect(resourcesOf(synth({ vectors: 'none' }), 'AWS::S3Vectors::Index')).toEqual([]);
  });
});
