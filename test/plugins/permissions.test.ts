import { afterAll, expect, it } from 'vitest';
import * as z from 'zod';
import type { PluginRun } from '#shared/plugins/host.ts';
import { loadPlugins } from '#shared/plugins/load-plugins.ts';
import { builtLayer, goodManifest, removeFolders } from './plugin-folders.ts';

afterAll(removeFolders);

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

async function sourceOf(prepare: string, permissions: string[]) {
  const manifest = {
    ...goodManifest('probe'),
    contributes: { agents: ['probe_agent'], contextSources: ['probe'] },
    permissions,
  };
  const code = `export function register(host) {
    host.registerAgent({ name: 'probe_agent', tools: [], description: 'x' });
    host.registerContextSource({ name: 'probe', agent: 'probe_agent', applies: () => true, prepare: async (run) => ${prepare} });
  }`;
  const plugins = await loadPlugins({
    enterprise: true,
    log: silent,
    ...builtLayer({ probe: { code, manifest } }),
  });
  const source = plugins.contextSources[0];
  if (!source) throw new Error(JSON.stringify(plugins.refused));
  return source;
}

const keys: string[] = [];
const run = {
  llm: async () => ({ kind: 'model' }),
  checkpoint: async (key: string, _schema: unknown, work: () => Promise<unknown>) => {
    keys.push(key);
    return work();
  },
} as unknown as PluginRun;

it('gives a plugin only what it asks permission for', async () => {
  const callsModel = `({ text: (await run.llm('x')).kind, warnings: [] })`;
  await expect((await sourceOf(callsModel, ['llm'])).prepare(run)).resolves.toEqual({
    text: 'model',
    warnings: [],
  });
  await expect((await sourceOf(callsModel, [])).prepare(run)).rejects.toMatchObject({
    code: 'plugin_not_permitted',
    retryable: false,
    message: expect.stringContaining('"llm"'),
  });
  const saves = `({ text: await run.checkpoint('k', undefined, async () => 'saved'), warnings: [] })`;
  await expect((await sourceOf(saves, [])).prepare(run)).rejects.toMatchObject({
    code: 'plugin_not_permitted',
  });
});

it("keeps one plugin's checkpoints apart from the others'", async () => {
  const saves = `({ text: await run.checkpoint('k', undefined, async () => 'saved'), warnings: [] })`;
  await (await sourceOf(saves, ['checkpoints'])).prepare(run);
  expect(keys).toEqual(['probe/k']);
});

it('takes no reply of another shape for a text', async () => {
  await expect((await sourceOf(`undefined`, [])).prepare(run)).rejects.toMatchObject({
    code: 'plugin_failed',
  });
});

it("hands the plugin the host's own zod and errors", async () => {
  const manifest = goodManifest('probe');
  const code = `export function register(host) {
    globalThis.pswProbe = { z: host.z, error: host.errors.permanent('x_y', 'm') };
    host.registerAgent({ name: 'probe_agent', tools: [], description: 'x' });
  }`;
  await loadPlugins({ enterprise: true, log: silent, ...builtLayer({ probe: { code, manifest } }) });
  const seen = (globalThis as { pswProbe?: { z: unknown; error: unknown } }).pswProbe;
  expect(seen?.z).toBe(z);
  expect(seen?.error).toMatchObject({ name: 'TaskError', code: 'x_y', retryable: false });
});
