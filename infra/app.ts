/** The CDK app: reads the settings, bundles functions and layer, and puts the stack together. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib/core';
import { STAGES, type StageName } from '#shared/contract/identifiers.ts';
import { buildEnterpriseLayer } from '../layers/enterprise/build-layer.ts';
import { ENTRIES } from './build/entries.ts';
import { buildFunctions, REPOSITORY } from './build.ts';
import { contextOfCdkJson, type DeployContext, parseDeployContext } from './deploy-context.ts';
import type { BuiltEnterpriseLayer } from './parts/enterprise-layer.ts';
import { PromptWorkersStack } from './stack.ts';

// cdk reads the cdk.json of the folder it is started in; what it knows from there goes before this.
const app = new App({ context: contextOfCdkJson(), analyticsReporting: false });
const context = orStop(() => parseDeployContext(app.node.getAllContext()));
const [functions, enterpriseLayer] = await Promise.all([bundleFunctions(), buildLayer(context)]).catch(stop);

new PromptWorkersStack(app, `prompt-workers-${context.stage}`, {
  context,
  functions,
  enterpriseLayer,
  env: {
    account: context.account ?? process.env.CDK_DEFAULT_ACCOUNT,
    region: context.region ?? process.env.CDK_DEFAULT_REGION,
  },
});

if (process.env.CDK_VALIDATION !== 'false') {
  const { AwsSolutionsChecks } = await import('cdk-nag');
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
}

async function bundleFunctions(): Promise<Record<StageName, string>> {
  const built = await buildFunctions({ entries: STAGES.map((worker) => ENTRIES[worker]) });
  return Object.fromEntries(built.map(({ name, folder }) => [name, folder])) as Record<StageName, string>;
}

async function buildLayer({
  enterprise,
  cloudPluginsPath,
}: DeployContext): Promise<BuiltEnterpriseLayer | undefined> {
  if (!enterprise) return undefined;
  const source = cloudPluginsPath ?? join(REPOSITORY, 'plugins-enterprise');
  // A folder of its own: CDK copies it, and a second synth with other plugins may run beside this one.
  const folder = mkdtempSync(join(tmpdir(), 'prompt-workers-layer-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return { folder, ...(await buildEnterpriseLayer({ source, outDir: folder })) };
}

function orStop<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    return stop(error);
  }
}

/** Says what is wrong, for people: no stack trace, CDK only adds that the app has ended. */
function stop(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exit(1);
}
