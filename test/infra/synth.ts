import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { App, type Stack } from 'aws-cdk-lib/core';
import { afterAll } from 'vitest';
import { STAGES, type StageName } from '#shared/contract/identifiers.ts';
import { contextOfCdkJson, parseDeployContext } from '../../infra/deploy-context.ts';
import { PromptWorkersStack } from '../../infra/stack.ts';

export type Resource = {
  Type: string;
  Properties: Record<string, unknown>;
  DeletionPolicy?: string;
};
export type Json = {
  Resources: Record<string, Resource>;
  Outputs: Record<string, { Value: unknown }>;
};

const root = mkdtempSync(join(tmpdir(), 'psw-stack-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Somebody is told of alarms, unless a test says otherwise: the warning would fill the output. */
const QUIET = { alarmEmail: 'ops@example.com' };

/** Stands in for the bundles, which have tests of their own; the stack only packs the folders. */
function placeholders(): Record<StageName, string> {
  const folders = STAGES.map((worker) => {
    const folder = join(root, worker);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'index.mjs'), `export const handler = async () => '${worker}';\n`);
    return [worker, folder];
  });
  return Object.fromEntries(folders);
}

/** Puts the app together as infra/app.ts does, without bundling. */
export function makeStack(context: Record<string, unknown> = {}): { app: App; stack: Stack } {
  const outdir = mkdtempSync(join(root, 'app-'));
  const app = new App({ outdir, context: { ...contextOfCdkJson(), ...QUIET, ...context } });
  const deployContext = parseDeployContext(app.node.getAllContext());
  const layer = join(root, 'layer');
  mkdirSync(layer, { recursive: true });
  writeFileSync(join(layer, 'index.json'), '{}');
  const stack = new PromptWorkersStack(app, 'prompt-workers', {
    context: deployContext,
    functions: placeholders(),
    enterpriseLayer: deployContext.enterprise
      ? {
          folder: layer,
          indexSha256: 'a'.repeat(64),
          plugins: [{ name: 'p', version: '1.0.0', permissions: [] }],
        }
      : undefined,
    ...(deployContext.account && { env: { account: deployContext.account, region: deployContext.region } }),
  });
  return { app, stack };
}

export function synth(context: Record<string, unknown> = {}): Json {
  return Template.fromStack(makeStack(context).stack).toJSON() as Json;
}

export function resourcesOf(
  template: Json,
  type: string,
): [id: string, properties: Record<string, unknown>][] {
  return Object.entries(template.Resources)
    .filter(([, resource]) => resource.Type === type)
    .map(([id, resource]) => [id, resource.Properties]);
}
