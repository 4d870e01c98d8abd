import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { REPOSITORY } from '../../infra/build.ts';

const START = join(REPOSITORY, 'infra/start.mjs');
const root = mkdtempSync(join(tmpdir(), 'psw-start-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Starts the app as the CDK command line does. */
function start(
  context: Record<string, unknown>,
  options: { node?: string; args?: string[]; start?: string } = {},
) {
  const { node = process.execPath, args = [] } = options;
  const result = spawnSync(node, [...args, options.start ?? START], {
    cwd: REPOSITORY,
    encoding: 'utf8',
    env: { ...process.env, CDK_CONTEXT_JSON: JSON.stringify(context), CDK_OUTDIR: join(root, 'cdk.out') },
  });
  return { status: result.status, stderr: result.stderr, stdout: result.stdout };
}

const WRONG = { enterprise: 'yes', enterprize: 'true' };
const LINES = [
  '2 wrong settings in --context or cdk.json:',
  '  enterprise: must be exactly true or false (got "yes")',
  '  enterprize: unknown setting. Did you mean "enterprise"?',
  '',
];

/** A Node of the machine that cannot run TypeScript, if there is one. */
function oldNode(): string | undefined {
  const folders = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.includes('node_modules'));
  return folders
    .map((folder) => join(folder, 'node'))
    .find((node) => {
      if (!existsSync(node)) return false;
      const probe = spawnSync(node, ['-p', 'String(process.features.typescript)'], { encoding: 'utf8' });
      return /^(undefined|false)$/.test(probe.stdout.trim());
    });
}

describe('cdk synth', () => {
  it('runs whole and offline, from an older Node when there is one, with nothing found wrong', () => {
    const outdir = join(root, 'whole');
    const { PATH = '', ...environment } = process.env;
    const cdk = join(REPOSITORY, 'node_modules/aws-cdk/bin/cdk');
    const args = [
      'synth',
      '--quiet',
      '--context',
      'enterprise=true',
      '--context',
      'stage=dev',
      '--output',
      outdir,
    ];
    const { status, stderr } = spawnSync(oldNode() ?? process.execPath, [cdk, ...args], {
      cwd: REPOSITORY,
      encoding: 'utf8',
      env: {
        ...environment,
        // As for a cdk that is installed globally: our node_modules/.bin is not on its path.
        PATH: PATH.split(delimiter)
          .filter((folder) => !folder.includes('node_modules'))
          .join(delimiter),
        CDK_VALIDATION: 'true',
        CDK_DISABLE_CLI_TELEMETRY: 'true',
      },
    });
    expect(stderr).not.toMatch(/error/i);
    expect(status).toBe(0);
    const template = readFileSync(join(outdir, 'prompt-workers-dev.template.json'), 'utf8');
    expect(template).toContain('"AWS::Lambda::LayerVersion"');
    expect(template).toMatch(/"PSW_PLUGINS_INDEX_SHA256": "[0-9a-f]{64}"/);
    const report = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8'));
    const nag = report.pluginReports.find((one: { pluginName: string }) => one.pluginName === 'AwsSolutions');
    expect(nag.violations).toEqual([]);
    expect(nag.suppressedViolations.length).toBeGreaterThan(10);
    for (const one of nag.suppressedViolations) expect(JSON.stringify(one)).toMatch(/"reason":"[^"]{20,}"/);
  }, 180_000);
});

describe('started in another folder, where cdk finds no cdk.json of ours', () => {
  it('makes the same template, also while another synth runs', async () => {
    const elsewhere = mkdtempSync(join(root, 'elsewhere-'));
    const run = (name: string, cwd: string) => {
      const outdir = join(root, name);
      const child = spawn(process.execPath, [START], {
        cwd,
        env: {
          ...process.env,
          CDK_CONTEXT_JSON: JSON.stringify({ enterprise: 'true', alarmEmail: 'ops@example.com' }),
          CDK_OUTDIR: outdir,
          CDK_VALIDATION: 'false',
          TMPDIR: elsewhere,
        },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      return once(child, 'close').then(([status]) => {
        expect(status, name).toBe(0);
        const layer = globSync('asset.*/nodejs/plugins/index.json', { cwd: outdir });
        expect(layer, name).toHaveLength(1);
        return readFileSync(join(outdir, 'prompt-workers-prod.template.json'), 'utf8');
      });
    };
    const [here, there] = await Promise.all([run('here', REPOSITORY), run('there', elsewhere)]);
    expect(there).toBe(here);
    // The flags of cdk.json: without this one, S3 would be asked for an access list that the buckets refuse.
    expect(there).toContain('"logging.s3.amazonaws.com"');
    expect(globSync('prompt-workers-layer-*', { cwd: elsewhere })).toEqual([]);
  }, 120_000);
});

describe('the app’s start', () => {
  it('says what is wrong with the settings, and nothing else', () => {
    const { status, stderr, stdout } = start(WRONG);
    expect(stderr.split('\n')).toEqual(LINES);
    expect(stdout).toBe('');
    expect(status).toBe(1);
  });

  it('goes on with the Node of the lockfile when its own cannot run TypeScript', () => {
    // Without type stripping our own Node is as helpless as an old one.
    const { status, stderr } = start(WRONG, { args: ['--no-strip-types'] });
    expect(stderr.split('\n')).toEqual(LINES);
    expect(status).toBe(1);
  });

  const old = oldNode();
  it.skipIf(!old)('goes on with it from the machine’s own, older Node', () => {
    const { status, stderr } = start(WRONG, { node: old });
    expect(stderr.split('\n')).toEqual(LINES);
    expect(status).toBe(1);
  });

  it('asks for npm ci in one line when that Node is missing', () => {
    const alone = join(root, 'infra', 'start.mjs');
    cpSync(START, alone);
    const { status, stderr } = start({}, { args: ['--no-strip-types'], start: alone });
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain('cannot run TypeScript');
    expect(stderr).toContain('npm ci');
    expect(status).toBe(1);
  });

  it('names a plugin folder that holds no plugin, without a stack trace', () => {
    const plugins = mkdtempSync(join(root, 'plugins-'));
    writeFileSync(join(plugins, 'README.md'), 'no plugin');
    const { status, stderr } = start({ enterprise: 'true', cloudPluginsPath: plugins });
    expect(stderr).toContain(`The plugin folder ${plugins} holds no plugin`);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(status).toBe(1);
  });
});
