import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { STAGES, type StageName } from '#shared/contract/identifiers.ts';
import { REPOSITORY } from '../../infra/build.ts';
import { type Json, resourcesOf, synth } from './synth.ts';

type Statement = { Action: string | string[]; Resource: unknown; Effect: string; Condition?: unknown };

const plain = synth();
const full = synth({
  adapters: 'ssm:/prompt-workers/prod/adapters',
  documentBuckets: 'archive-a',
  senderAccounts: '111111111111,222222222222',
  vectors: 's3vectors',
  textract: 'true',
});

/** References become `<Id.Arn>` and `<AWS::Region>`, so that a resource reads as one string. */
function flat(value: unknown): string {
  if (typeof value === 'string') return value;
  const node = value as Record<string, unknown>;
  if (node.Ref) return `<${node.Ref}>`;
  if (node['Fn::GetAtt']) return `<${(node['Fn::GetAtt'] as string[]).join('.')}>`;
  const [separator, parts] = node['Fn::Join'] as [string, unknown[]];
  return parts.map(flat).join(separator);
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

function statements(template: Json, worker: StageName): Statement[] {
  const name = `${worker.charAt(0).toUpperCase()}${worker.slice(1)}WorkerRole`;
  const roles = resourcesOf(template, 'AWS::IAM::Role').filter(([id]) => id.startsWith(name));
  expect(roles).toHaveLength(1);
  const policies = roles[0]?.[1].Policies as { PolicyDocument: { Statement: Statement[] } }[];
  return policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}

/** `action resource` of everything a worker's role allows. */
function allowed(template: Json, worker: StageName): string[] {
  return statements(template, worker).flatMap(({ Action, Resource }) =>
    list(Action).flatMap((action) => list(Resource).map((resource) => `${action} ${flat(resource)}`)),
  );
}

const of = (template: Json, worker: StageName, pattern: RegExp) =>
  allowed(template, worker).filter((line) => pattern.test(line));

/** Actions behind the SDK's commands. */
const NEEDED: Record<string, string[]> = {
  GetObjectCommand: ['s3:GetObject'],
  HeadObjectCommand: ['s3:GetObject'],
  PutObjectCommand: ['s3:PutObject'],
  Upload: ['s3:PutObject', 's3:AbortMultipartUpload'],
  DeleteObjectCommand: ['s3:DeleteObject'],
  ListObjectsV2Command: ['s3:ListBucket'],
  SendMessageCommand: ['sqs:SendMessage'],
  ChangeMessageVisibilityCommand: ['sqs:ChangeMessageVisibility'],
  GetParameterCommand: ['ssm:GetParameter'],
  GetSecretValueCommand: ['secretsmanager:GetSecretValue'],
  AnalyzeDocumentCommand: ['textract:AnalyzeDocument'],
  DetectDocumentTextCommand: ['textract:DetectDocumentText'],
  StartDocumentAnalysisCommand: ['textract:StartDocumentAnalysis'],
  GetDocumentAnalysisCommand: ['textract:GetDocumentAnalysis'],
  StartDocumentTextDetectionCommand: ['textract:StartDocumentTextDetection'],
  GetDocumentTextDetectionCommand: ['textract:GetDocumentTextDetection'],
  CreateIndexCommand: ['s3vectors:CreateIndex'],
  PutVectorsCommand: ['s3vectors:PutVectors'],
  DeleteVectorsCommand: ['s3vectors:DeleteVectors'],
  // With a filter it needs both.
  QueryVectorsCommand: ['s3vectors:QueryVectors', 's3vectors:GetVectors'],
};
/** What the event source mapping does in the function's name, what writes the logs, and what the AI SDK calls. */
const NEEDED_BY_OTHERS = [
  'sqs:ReceiveMessage',
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  'bedrock:InvokeModel',
  'bedrock:InvokeModelWithResponseStream',
  'bedrock:Rerank',
];

describe('permissions', () => {
  it('are those that the workers’ code has calls for, and no other', () => {
    const shared = join(REPOSITORY, 'layers/shared');
    const called = globSync('**/*.ts', { cwd: shared }).flatMap((file) =>
      [...readFileSync(join(shared, file), 'utf8').matchAll(/\bnew (\w+Command|Upload)\(/g)].map(
        ([, name]) => name,
      ),
    );
    expect(Object.keys(NEEDED).sort()).toEqual([...new Set(called)].sort());
    const actions = STAGES.flatMap((worker) => allowed(full, worker)).map((line) => line.split(' ')[0]);
    expect([...new Set(actions)].sort()).toEqual(
      [...new Set([...Object.values(NEEDED).flat(), ...NEEDED_BY_OTHERS])].sort(),
    );
  });

  it('stand in inline policies of four roles, without managed ones', () => {
    const roles = resourcesOf(full, 'AWS::IAM::Role');
    expect(roles).toHaveLength(4);
    for (const [, role] of roles) expect(role.ManagedPolicyArns).toBeUndefined();
    expect(resourcesOf(full, 'AWS::IAM::Policy')).toEqual([]);
  });

  it.each(STAGES)('of %s have no wildcard action and no bare wildcard resource', (worker) => {
    for (const template of [plain, full])
      for (const line of allowed(template, worker)) {
        const [action, resource] = line.split(' ');
        expect(action, line).toMatch(/^[a-z0-9]+:[A-Za-z]+$/);
        // These actions take no resource.
        if (action?.startsWith('textract:') || action === 'bedrock:Rerank') continue;
        expect(resource, line).toMatch(/^(arn:|<\w+\.)/);
        // A wildcard only as the last part, below a prefix of ours or among Bedrock's models.
        expect(resource?.replace(/(\/|documents-)\*$|\/runs\/\*(?=\/[a-z]+\.json$)/, ''), line).not.toMatch(
          /\*(?!:(<AWS::AccountId>)?:(foundation-model|(application-)?inference-profile))/,
        );
      }
  });

  it.each(STAGES)(
    'of %s fit into the 10,240 characters of a role, with every name that may be given',
    (worker) => {
      const names = Array.from({ length: 20 }, (_, i) => `${'b'.repeat(60)}-${i}`).join(',');
      const template = synth({
        adapters: 'ssm:/adapters',
        vectors: 's3vectors',
        documentBuckets: names,
        textract: 'true',
      });
      // About as long as what CloudFormation fills in.
      const filled = (resource: unknown) =>
        flat(resource)
          .replace(/<AWS::\w+>/g, 'x'.repeat(14))
          .replace(/<\w+\.\w+>/g, 'x'.repeat(90));
      const text = statements(template, worker)
        .map((one) => JSON.stringify({ ...one, Resource: list(one.Resource).map(filled) }))
        .join();
      expect(text.length).toBeGreaterThan(1500);
      expect(text.length).toBeLessThan(10_240);
    },
  );

  it('let extraction call Textract, and clean up after it, only when that is switched on', () => {
    expect(of(plain, 'extraction', /^textract:/)).toEqual([]);
    expect(of(full, 'extraction', /^textract:/)).toHaveLength(6);
    const deletes = (template: Json) =>
      of(template, 'extraction', /^s3:DeleteObject .*payloads\/textract\/\*$/);
    expect([deletes(plain).length, deletes(full).length]).toEqual([0, 1]);
    for (const worker of STAGES.filter((one) => one !== 'extraction'))
      expect(of(full, worker, /textract/), worker).toEqual([]);
  });

  it.each(STAGES)('let %s receive from its own queue only', (worker) => {
    const receives = of(full, worker, /^sqs:(Receive|Delete|ChangeMessageVis)/);
    expect(new Set(receives.map((line) => line.split(' ')[1])).size).toBe(1);
    expect(receives[0]).toMatch(new RegExp(`<${worker}Queue`, 'i'));
  });

  it('let messages flow forward, to the dead letters, and back to the own queue', () => {
    const targets = (worker: StageName) =>
      of(full, worker, /^sqs:SendMessage/)
        .map((line) => /<(\w+?)Queue(DeadLetter)?/.exec(line)?.slice(1, 3).filter(Boolean).join(' '))
        .sort();
    expect(targets('extraction')).toEqual([
      'Autogen',
      'Chunking',
      'Evaluation',
      'Extraction',
      'Extraction DeadLetter',
    ]);
    expect(targets('chunking')).toEqual(['Autogen', 'Chunking', 'Chunking DeadLetter', 'Evaluation']);
    expect(targets('autogen')).toEqual(['Autogen', 'Autogen DeadLetter', 'Evaluation']);
    expect(targets('evaluation')).toEqual(['Evaluation', 'Evaluation DeadLetter']);
  });

  it('keep every worker to its prefixes', () => {
    const prefixes = (worker: StageName, action: string) =>
      of(plain, worker, new RegExp(`^s3:${action} `))
        .map((line) => /Arn>\/([\w/-]+)\/\*$/.exec(line)?.[1])
        .sort();
    expect(prefixes('extraction', 'GetObject')).toEqual(['documents', 'payloads', 'runs']);
    expect(prefixes('extraction', 'PutObject')).toEqual(['payloads', 'runs']);
    expect(prefixes('chunking', 'PutObject')).toEqual(['embeddings', 'indexes', 'payloads', 'runs']);
    expect(prefixes('autogen', 'PutObject')).toEqual(['payloads', 'runs']);
    expect(prefixes('autogen', 'GetObject')).toEqual(['indexes', 'payloads', 'runs']);
    // A rejected message that leaves the dead-letter queue no room for the reason.
    expect(prefixes('evaluation', 'PutObject')).toEqual(['payloads/dead-letters', 'runs']);
    const deadLetter = readFileSync(join(REPOSITORY, 'layers/shared/runtime/dead-letter.ts'), 'utf8');
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is source text
    expect(deadLetter).toContain('`${PAYLOADS_PREFIX}dead-letters/');
    // An upload in parts that fails is given up, or its own failure stays hidden.
    for (const worker of STAGES)
      expect(prefixes(worker, 'AbortMultipartUpload')).toEqual(prefixes(worker, 'PutObject'));
    for (const worker of STAGES) expect(prefixes(worker, 'PutObject')).not.toContain('documents');
  });

  it('let a redriven run’s error results be taken away, and no claim or checkpoint', () => {
    const deleted = (worker: StageName) =>
      of(plain, worker, /^s3:DeleteObject /)
        .map((line) => line.split('Arn>/')[1])
        .sort();
    expect(deleted('extraction')).toEqual(
      ['autogen', 'chunking', 'evaluation', 'extraction'].map((stage) => `runs/*/${stage}.json`),
    );
    expect(deleted('chunking')).toContain('indexes/*');
    expect(deleted('evaluation')).toEqual(['runs/*/evaluation.json']);
  });

  it('limit listing to the same prefixes', () => {
    const roles = resourcesOf(plain, 'AWS::IAM::Role').map(([, role]) => JSON.stringify(role));
    for (const role of roles) {
      expect(role).toContain('"s3:ListBucket"');
      expect(role).toContain('"StringLikeIfExists":{"s3:prefix":["');
    }
  });

  it('give models, adapter secrets and vectors to those who use them, when they are configured', () => {
    for (const worker of STAGES)
      expect(of(plain, worker, /bedrock|ssm|secretsmanager|s3vectors/)).toEqual([]);
    expect(of(full, 'extraction', /^bedrock/)).toEqual([]);
    expect(of(full, 'evaluation', /bedrock|ssm|secretsmanager/)).toEqual([]);
    expect(of(full, 'autogen', /^bedrock:InvokeModel /).map((line) => line.split(':bedrock:')[1])).toEqual([
      '*:<AWS::AccountId>:application-inference-profile/*',
      '*:<AWS::AccountId>:inference-profile/*',
      '*::foundation-model/*',
    ]);
    expect(of(full, 'autogen', /^secretsmanager/)).toEqual([
      'secretsmanager:GetSecretValue arn:<AWS::Partition>:secretsmanager:<AWS::Region>:<AWS::AccountId>:secret:prompt-workers/prod/secrets/*',
    ]);
    expect(of(full, 'chunking', /^ssm/).map((line) => line.split(':parameter')[1])).toEqual([
      '/prompt-workers/prod/adapters',
      '/prompt-workers/prod/secrets/*',
    ]);
    expect(of(full, 'chunking', /^s3vectors:PutVectors/)).toHaveLength(1);
    expect(of(full, 'autogen', /^s3vectors:(Put|Delete)/)).toEqual([]);
    expect(of(full, 'extraction', /^s3vectors/)).toEqual([]);
  });

  it('let extraction alone read other document buckets', () => {
    expect(of(full, 'extraction', /archive-a/)).toEqual([
      's3:GetObject arn:<AWS::Partition>:s3:::archive-a/*',
      's3:ListBucket arn:<AWS::Partition>:s3:::archive-a',
    ]);
    for (const worker of ['chunking', 'autogen', 'evaluation'] as const)
      expect(of(full, worker, /archive-a/)).toEqual([]);
  });

  it('let sender accounts send, store documents and read results, and nobody else', () => {
    const policies = (template: Json, type: string) =>
      resourcesOf(template, type).map(([, { PolicyDocument }]) => JSON.stringify(PolicyDocument));
    const opened = policies(full, 'AWS::SQS::QueuePolicy').filter((policy) =>
      policy.includes('"sqs:SendMessage"'),
    );
    expect(opened).toHaveLength(4);
    for (const policy of opened) {
      expect(policy).toContain('111111111111');
      expect(policy).toContain('222222222222');
    }
    const bucket = policies(full, 'AWS::S3::BucketPolicy').find((policy) => policy.includes('111111111111'));
    for (const part of ['/documents/*', '"s3:ListBucket"', '{"s3:prefix":["runs/*"]}'])
      expect(bucket).toContain(part);
    for (const type of ['AWS::SQS::QueuePolicy', 'AWS::S3::BucketPolicy'])
      for (const policy of policies(plain, type)) expect(policy).not.toMatch(/"Effect":"Allow".*"AWS":"\*"/);
  });
});
