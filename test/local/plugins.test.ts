import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LlmServer, startLlmServer } from '../support/llm-server.ts';
import { runCli } from './run-cli.ts';

/** Enterprise mode as a developer switches it on: a variable, and nothing built beforehand. */
let folder: string;
let llm: LlmServer;
const path = (name: string) => join(folder, name);
const on = (more: Record<string, string> = {}) => ({
  UNSTRACT_ENTERPRISE_MODE: 'true',
  TMPDIR: path('tmp'),
  ...more,
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'psw-local-plugins-'));
  await mkdir(path('tmp'));
  await mkdir(path('cloud/other'), { recursive: true });
  await writeFile(
    path('cloud/other/manifest.json'),
    JSON.stringify({
      name: 'other',
      version: '2.1.0',
      hostApi: '^1.0.0',
      entry: 'index.mjs',
      contributes: { agents: ['other_agent'], contextSources: [] },
      permissions: [],
    }),
  );
  await writeFile(
    path('cloud/other/index.ts'),
    `export const register = (host) =>
       host.registerAgent({ name: 'other_agent', tools: [], description: 'Does other things' });`,
  );
  llm = await startLlmServer(({ prompt, schema }) => {
    if (prompt.includes('<<<DOCUMENT')) return { answer: 'The rent is 4,250.00 EUR.' };
    const { properties = {} } = schema as { properties?: Record<string, unknown> };
    return { answer: Object.fromEntries(Object.keys(properties).map((name) => [name, '4,250.00'])) };
  });
  await writeFile(
    path('adapters.json'),
    JSON.stringify({
      model: {
        kind: 'llm',
        provider: 'openaicompatible',
        settings: { api_base: llm.url, model: 'any', context_window: 8192 },
      },
    }),
  );
  await writeFile(path('lease.txt'), 'The monthly rent is 4,250.00 EUR.\n');
  await writeFile(
    path('lease.prompts.json'),
    JSON.stringify({
      outputs: [{ name: 'rent', prompt: 'What is the rent?', type: 'number' }],
      tool_settings: { summarize_as_source: true },
    }),
  );
});
afterAll(async () => {
  await llm?.close();
  await rm(folder, { recursive: true, force: true });
});

test("doctor lists this repository's own plugins, or those of CLOUD_PLUGINS_PATH", async () => {
  const own = await runCli(['doctor'], { env: on() });
  expect(own.stdout).toMatch(/plugin summarize \d\S+: loaded/);
  const cloud = await runCli(['doctor'], { env: on({ CLOUD_PLUGINS_PATH: 'cloud' }), cwd: folder });
  expect(cloud.stdout).toContain('plugin other 2.1.0: loaded');
  expect(cloud.stdout).toContain('plugin summarize: not installed');
}, 30_000);

test('a run uses a plugin, and leaves nothing of the build behind', async () => {
  const args = ['run', 'lease.txt', '--adapters', 'adapters.json', '--llm', 'model', '--json'];
  const { stdout, stderr } = await runCli(args, { env: on(), cwd: folder });
  expect(stderr).toBe('');
  const { agents_used, results } = JSON.parse(stdout);
  expect(agents_used).toContain('summarize_agent');
  expect(results.output).toEqual({ rent: 4250 });
  expect(await readdir(path('tmp'))).toEqual([]);
}, 30_000);

test('plugins that cannot be built stop a run with one line and fail the doctor', async () => {
  const env = on({ CLOUD_PLUGINS_PATH: 'nowhere' });
  const run = await runCli(['run', 'lease.txt'], { env, cwd: folder });
  expect(run.stderr).toMatch(/^error: The enterprise plugins cannot be built: .*nowhere does not exist\n$/);
  expect(run.exitCode).toBe(2);
  const doctor = await runCli(['doctor'], { env, cwd: folder });
  expect(doctor.stdout).toMatch(/✗ capabilities\n.*nowhere does not exist/);
  expect(doctor.exitCode).toBe(1);
}, 30_000);

test('the doctor names variables that the workers would refuse', async () => {
  const { stdout, exitCode } = await runCli(['doctor'], { env: { MAX_PAGES: 'many' } });
  expect(stdout).toMatch(/✗ environment\n.*MAX_PAGES: must be a whole number/);
  expect(exitCode).toBe(1);
});
