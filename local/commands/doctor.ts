import { HeadBucketCommand } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { instanceOf } from '#shared/adapters/configuration.ts';
import { readConfiguration } from '#shared/adapters/read-configuration.ts';
import { EMBEDDED } from '#shared/adapters/registry.ts';
import { STAGES } from '#shared/contract/identifiers.ts';
import { capabilityReport, describeCapabilities } from '#shared/plugins/capability-report.ts';
import { loadPlugins } from '#shared/plugins/load-plugins.ts';
import { s3ObjectStore } from '#shared/store/s3-objects.ts';
import { parseWorkerProcess } from '../../functions/worker/environment.ts';
import { adaptersVariable } from '../adapters-file.ts';
import { EXIT } from '../cli-error.ts';
import { connect } from '../deployed.ts';
import { startEmbeddedAws } from '../embedded-aws.ts';
import { withPlugins } from '../plugins.ts';
import { provision } from '../provision.ts';
import { safeText } from '../terminal/safe-text.ts';

export type DoctorOptions = { adapters?: string; stage?: string; json?: boolean };

type Finding = { check: string; ok: boolean; details: string[] };

/** `doctor`: what this installation can do, and what is wrong with it. Exit code 1 when something is. */
export async function doctor(options: DoctorOptions): Promise<void> {
  const findings = [
    await check('node', async () => [process.version]),
    await check('embedded SQS and S3', embeddedWorks),
    await check('environment', environment),
    await check('capabilities', capabilities),
    await check('adapters', () => adapters(options)),
    ...(process.env.BUCKET_NAME || options.stage
      ? [await check('pipeline', () => pipeline(options.stage))]
      : []),
  ];
  process.stdout.write(options.json ? `${JSON.stringify(findings)}\n` : readable(findings));
  if (findings.some(({ ok }) => !ok)) process.exitCode = EXIT.failed;
}

async function check(name: string, look: () => Promise<string[]>): Promise<Finding> {
  try {
    return { check: name, ok: true, details: await look() };
  } catch (error) {
    return { check: name, ok: false, details: [(error as Error).message] };
  }
}

function readable(findings: readonly Finding[]): string {
  return findings
    .map(({ check: name, ok, details }) => `${ok ? '✓' : '✗'} ${name}\n${details.map(indented).join('')}`)
    .join('');
}

const indented = (line: string) => `    ${safeText(line)}\n`;

async function embeddedWorks(): Promise<string[]> {
  const startedAt = performance.now();
  const aws = await startEmbeddedAws();
  try {
    await provision(aws.endpoint);
    return [`started with queues and bucket in ${Math.round(performance.now() - startedAt)} ms`];
  } finally {
    await aws.close();
  }
}

/** What the workers would say of their variables at start. */
async function environment(): Promise<string[]> {
  const url = 'http://127.0.0.1/queue';
  const queues = STAGES.flatMap((stage) => [
    `QUEUE_URL_${stage.toUpperCase()}`,
    `DEAD_LETTER_QUEUE_URL_${stage.toUpperCase()}`,
  ]);
  parseWorkerProcess({
    BUCKET_NAME: 'bucket',
    ...Object.fromEntries(queues.map((name) => [name, url])),
    ...process.env,
  });
  return ['every variable of the workers that is set has a value they take'];
}

async function capabilities(): Promise<string[]> {
  const quiet = () => {};
  const plugins = await withPlugins(process.env, (variables) =>
    loadPlugins({
      enterprise: variables.UNSTRACT_ENTERPRISE_MODE === 'true',
      root: variables.PSW_PLUGINS_ROOT ?? '/opt/nodejs/plugins',
      indexSha256: variables.PSW_PLUGINS_INDEX_SHA256,
      log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    }),
  );
  return describeCapabilities(capabilityReport(plugins));
}

/** Names and providers only: settings may hold what is nobody's business. */
async function adapters(options: DoctorOptions): Promise<string[]> {
  const embedded = Object.entries(EMBEDDED).map(([kind, id]) => `${id} (${kind}, built in)`);
  const { ADAPTERS_REF = process.env.ADAPTERS_REF } = await adaptersVariable(options);
  if (!ADAPTERS_REF) return [...embedded, 'none configured: give --adapters or ADAPTERS_REF'];
  const { s3, bucket } = ADAPTERS_REF.startsWith('s3://')
    ? await connect(options.stage)
    : { s3: undefined, bucket: '' };
  const objects = s3ObjectStore({ client: s3 as never, bucket });
  const document = await readConfiguration(ADAPTERS_REF, objects);
  const configured = Object.keys(document).map((id) => {
    const { kind, provider } = instanceOf(document, id) ?? {};
    return `${id} (${kind}, ${provider})`;
  });
  return [...embedded, ...configured];
}

async function pipeline(stage: string | undefined): Promise<string[]> {
  const { s3, sqs, bucket, queueUrls, dlqUrls } = await connect(stage);
  await s3.send(new HeadBucketCommand({ Bucket: bucket }));
  const depth = async (url: string | undefined) => {
    if (!url) return 'not known';
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl: url,
        AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
      }),
    );
    return `${Attributes?.ApproximateNumberOfMessages} waiting, ${Attributes?.ApproximateNumberOfMessagesNotVisible} at work`;
  };
  const queues = await Promise.all(
    STAGES.map(
      async (name) => `${name}: ${await depth(queueUrls[name])}; dead letters: ${await depth(dlqUrls[name])}`,
    ),
  );
  return [`bucket ${bucket}: reachable`, ...queues];
}
