import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { capabilityReport } from '#shared/plugins/capability-report.ts';
import { loadPlugins } from '#shared/plugins/load-plugins.ts';
import { hostApiFits } from '#shared/plugins/manifest.ts';
import { NO_PLUGINS } from '#shared/plugins/plugin-set.ts';
import type { Log } from '#shared/telemetry/log.ts';
import { builtLayer, emptyFolder, goodCode, goodManifest, removeFolders } from './plugin-folders.ts';

const IMPORT_VERIFIED = join(import.meta.dirname, '../../layers/shared/plugins/import-verified.ts');

afterAll(removeFolders);

const errors: unknown[] = [];
const infos: unknown[] = [];
const log: Log = {
  debug: () => {},
  info: (message, fields) => infos.push([message, fields]),
  warn: () => {},
  error: (message, fields) => errors.push([message, fields]),
};

const load = (layer: { root: string; indexSha256?: string }, more: { timeoutMs?: number } = {}) =>
  loadPlugins({ enterprise: true, log, ...layer, ...more });

/** Loads a broken plugin beside a good one, checks that only the broken one is refused, and returns why. */
async function reasonFor(code: string, manifest: object = goodManifest('broken'), timeoutMs = 5000) {
  const layer = builtLayer({ broken: { code, manifest }, healthy: {} });
  return reasonIn(layer, timeoutMs);
}

async function reasonIn(layer: { root: string; indexSha256: string }, timeoutMs = 5000) {
  const plugins = await load(layer, { timeoutMs });
  expect(plugins.loaded.map(({ name }) => name)).toEqual(['healthy']);
  expect([...plugins.agents.keys()]).toEqual(['healthy_agent']);
  expect(plugins.refused.map(({ name }) => name)).toEqual(['broken']);
  expect(errors.at(-1)).toEqual(['plugin refused', { plugin: 'broken', reason: plugins.refused[0]?.reason }]);
  return plugins.refused[0]?.reason;
}

describe('a layer as it should be', () => {
  it('loads every plugin with what it contributes', async () => {
    const plugins = await load(
      builtLayer({
        one: {},
        'line-item-extraction': {
          code: goodCode('line-item-extraction'),
        },
      }),
    );
    expect(plugins.enterprise).toBe(true);
    expect(plugins.refused).toEqual([]);
    expect(plugins.loaded).toEqual([
      {
        name: 'line-item-extraction',
        version: '1.2.3',
        contributes: { agents: ['line-item-extraction_agent'], contextSources: [] },
      },
      { name: 'one', version: '1.2.3', contributes: { agents: ['one_agent'], contextSources: [] } },
    ]);
    expect(plugins.agents.get('one_agent')).toEqual({
      name: 'one_agent',
      tools: ['rag'],
      description: 'from one',
    });
    expect(infos.at(-1)).toEqual(['capabilities', capabilityReport(plugins)]);
  });

  it('is not even looked at when enterprise mode is off', async () => {
    const plugins = await loadPlugins({ enterprise: false, root: '/nowhere', log });
    expect(plugins).toBe(NO_PLUGINS);
  });

  it('serves the same major version of the host API, and nothing newer than the host', () => {
    const served = (range: string) => hostApiFits(range, '1.4.2');
    expect(['^1.0.0', '^1.4.0', '^1.4.2'].map(served)).toEqual([true, true, true]);
    expect(['^1.4.3', '^1.5.0', '^2.0.0', '^0.9.0'].map(served)).toEqual([false, false, false, false]);
  });
});

describe('one broken plugin is refused with a plain reason, the others load', () => {
  const registering = (what: string) => `export function register(host) { ${what} }`;
  const agent = (name: string) => `host.registerAgent({ name: '${name}', tools: [], description: 'x' });`;

  it.each([
    ['a throwing register', registering(`throw new Error('no licence');`), 'no licence'],
    ['a throwing module', `throw new Error('bad top level'); export function register() {}`, 'bad top level'],
    [
      'an undeclared agent',
      registering(agent('other_agent')),
      /"other_agent", which its manifest does not declare/,
    ],
    ['a declared agent that never comes', registering(''), 'declares broken_agent but did not register it'],
    ['an agent registered twice', registering(agent('broken_agent') + agent('broken_agent')), /twice/],
    [
      'an agent of the wrong shape',
      registering(`host.registerAgent({ name: 'broken_agent' });`),
      /tools: .*description: /,
    ],
    ['the name of a core agent', registering(agent('data_collation_agent')), /core agent/],
    [
      'a context source without functions',
      registering(`host.registerContextSource({ name: 'x', agent: 'broken_agent', applies: true });`),
      /applies: must be a function; prepare: must be a function/,
    ],
    [
      'a context source for an agent of somebody else',
      registering(
        `host.registerContextSource({ name: 'x', agent: 'healthy_agent', applies() {}, prepare() {} });`,
      ),
      /"x" for the agent "healthy_agent", which its manifest does not declare/,
    ],
    ['a change of the host', registering(`host.apiVersion = '9.9.9';`), /read only/],
    ['an import that is not there', `import './gone.mjs'; export function register() {}`, /gone\.mjs/],
  ])('%s', async (what, code, reason) => {
    if (what === 'an import that is not there') {
      // The build would notice; a damaged layer has it all the same, with hashes that fit.
      const layer = builtLayer({ broken: {}, healthy: {} });
      writeFileSync(join(layer.root, 'broken/index.mjs'), code);
      expect(await reasonIn(reindex(layer))).toMatch(reason);
      return;
    }
    expect(await reasonFor(code)).toMatch(reason);
  });

  it('another major version of the host API', async () => {
    const manifest = { ...goodManifest('broken'), hostApi: '^2.0.0' };
    expect(await reasonFor(goodCode('broken'), manifest)).toBe('needs host API ^2.0.0, this is 1.0.0');
  });

  it('a module that never finishes loading', async () => {
    const code = `await new Promise(() => {}); export function register() {}`;
    expect(await reasonFor(code, goodManifest('broken'), 1000)).toBe('did not load within 1000 ms');
  });

  it('a registration after register() has ended changes nothing', async () => {
    const code = `export function register(host) {
      ${agent('broken_agent')}
      globalThis.pswLate = () => host.registerAgent({ name: 'broken_agent', tools: [], description: 'x' });
    }`;
    const plugins = await load(builtLayer({ broken: { code } }));
    expect(plugins.loaded).toHaveLength(1);
    const late = (globalThis as { pswLate?: () => void }).pswLate;
    expect(late).toThrow('after register() had ended');
  });

  it('an agent that another plugin has registered', async () => {
    const manifest = {
      ...goodManifest('second'),
      contributes: { agents: ['first_agent'], contextSources: [] },
    };
    const plugins = await load(
      builtLayer({ first: {}, second: { code: registering(agent('first_agent')), manifest } }),
    );
    expect(plugins.refused).toEqual([
      { name: 'second', reason: 'another plugin has registered the agent first_agent' },
    ]);
    expect(plugins.agents.get('first_agent')?.description).toBe('from first');
  });
});

describe('a damaged layer', () => {
  const damaged = (damage: (folder: string) => void) => {
    const layer = builtLayer({ broken: {}, healthy: {} });
    damage(join(layer.root, 'broken'));
    return reasonIn(layer);
  };

  it('one altered byte in a module', async () => {
    expect(await damaged((folder) => appendFileSync(join(folder, 'index.mjs'), ' '))).toBe(
      'sha256 mismatch in index.mjs',
    );
  });

  it('an altered manifest', async () => {
    const widen = (folder: string) => {
      const path = join(folder, 'manifest.json');
      writeFileSync(path, readFileSync(path, 'utf8').replace('"permissions": []', '"permissions": ["llm"]'));
    };
    expect(await damaged(widen)).toBe('sha256 mismatch in manifest.json');
  });

  it('a missing file, a missing folder, a file too many', async () => {
    expect(await damaged((folder) => rmSync(join(folder, 'index.mjs')))).toMatch(/index\.mjs cannot be read/);
    expect(await damaged((folder) => rmSync(folder, { recursive: true }))).toBe('its folder is missing');
    expect(await damaged((folder) => writeFileSync(join(folder, 'more.mjs'), ''))).toBe(
      'more.mjs is not in the index',
    );
  });

  it('a symbolic link in place of a file or folder, even to the same bytes', async () => {
    const linkTo = (path: string) => {
      const elsewhere = join(emptyFolder(), 'moved');
      renameSync(path, elsewhere);
      symlinkSync(elsewhere, path);
    };
    expect(await damaged((folder) => linkTo(join(folder, 'index.mjs')))).toMatch(/not a plain file/);
    expect(await damaged(linkTo)).toBe('its folder is missing');
  });

  it('a file of a name that every object has', async () => {
    expect(await damaged((folder) => writeFileSync(join(folder, 'constructor'), ''))).toBe(
      'constructor is not in the index',
    );
  });

  it('a file too large for any bundle, or a pipe that nobody writes to', async () => {
    expect(await damaged((folder) => truncateSync(join(folder, 'index.mjs'), 60_000_000))).toMatch(
      /index\.mjs cannot be read: larger than 50 MB/,
    );
    const pipe = (folder: string) => {
      rmSync(join(folder, 'index.mjs'));
      execFileSync('/bin/sh', ['-c', 'mkfifo "$0"', join(folder, 'index.mjs')]);
    };
    expect(await damaged(pipe)).toMatch(/not a plain file/);
  });

  it('a manifest that its hash fits but that reaches for the prototype', async () => {
    const layer = builtLayer({ broken: {}, healthy: {} });
    const manifest = JSON.stringify(goodManifest('broken')).replace('{', '{"__proto__":{"polluted":true},');
    writeFileSync(join(layer.root, 'broken/manifest.json'), manifest);
    expect(await reasonIn(reindex(layer))).toContain('__proto__');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('a manifest that its hash fits but that is wrong: every field is named', async () => {
    const layer = builtLayer({ broken: {}, healthy: {} });
    const manifest = { ...goodManifest('broken'), entry: '../../evil.mjs', permissions: ['root'], more: 1 };
    writeFileSync(join(layer.root, 'broken/manifest.json'), JSON.stringify(manifest));
    const reason = await reasonIn(reindex(layer));
    for (const part of ['manifest.json is wrong', 'entry', 'permissions.0', 'more'])
      expect(reason).toContain(part);
  });
});

describe('an index that cannot be trusted stops enterprise mode at start', () => {
  it('no layer', async () => {
    await expect(load({ root: '/nowhere/plugins' })).rejects.toThrow(
      /no plugin index at \/nowhere\/plugins\/index\.json.*UNSTRACT_ENTERPRISE_MODE=false/,
    );
  });

  it('another index than the one that was deployed', async () => {
    const layer = builtLayer({ one: {} });
    appendFileSync(join(layer.root, 'index.json'), '\n');
    await expect(load(layer)).rejects.toThrow(/is not the one that was deployed/);
  });

  it('an index that names a plugin twice', async () => {
    const layer = builtLayer({ one: {} });
    const path = join(layer.root, 'index.json');
    const index = JSON.parse(readFileSync(path, 'utf8'));
    writeFileSync(path, JSON.stringify({ ...index, plugins: [...index.plugins, ...index.plugins] }));
    await expect(load({ root: layer.root })).rejects.toThrow(/names a plugin twice/);
  });

  it('not JSON, or of another shape, or with a name that leads out of the layer', async () => {
    const layer = builtLayer({ one: {} });
    const path = join(layer.root, 'index.json');
    const files = { 'manifest.json': '0'.repeat(64), 'index.mjs': '0'.repeat(64) };
    for (const text of [
      'not json',
      '{"formatVersion":2,"plugins":[]}',
      JSON.stringify({ formatVersion: 1, plugins: [{ name: '../one', version: '1.0.0', files }] }),
    ]) {
      writeFileSync(path, text);
      await expect(load({ root: layer.root })).rejects.toThrow(/cannot be read/);
    }
  });

  it('an index that is a symbolic link', async () => {
    const layer = builtLayer({ one: {} });
    const path = join(layer.root, 'index.json');
    renameSync(path, join(layer.outDir, 'real.json'));
    symlinkSync(join(layer.outDir, 'real.json'), path);
    await expect(load(layer)).rejects.toThrow(/not a plain file/);
  });
});

describe('a module is what was checked', () => {
  // In a process of its own: the test runner has a loader of its own, Lambda and the worker have Node's.
  it('though its file is exchanged between check and import', () => {
    const path = join(emptyFolder(), 'index.mjs');
    writeFileSync(path, `export const whose = 'exchanged';`);
    const script = `
      import { importVerified } from ${JSON.stringify(IMPORT_VERIFIED)};
      const checked = Buffer.from("export const whose = 'checked'; export const { url } = import.meta;");
      const { whose, url } = await importVerified(${JSON.stringify(path)}, checked, 'abc');
      const { whose: inFile } = await import(${JSON.stringify(path)});
      console.log(JSON.stringify({ whose, url, inFile }));`;
    const out = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    expect(JSON.parse(out)).toEqual({
      whose: 'checked',
      url: `${pathToFileURL(path)}?sha256=abc`,
      inFile: 'exchanged',
    });
  });

  it('though another one stood there when this process loaded it first', async () => {
    const layer = builtLayer({ one: {} });
    expect((await load(layer)).agents.get('one_agent')?.description).toBe('from one');
    const path = join(layer.root, 'one/index.mjs');
    writeFileSync(path, readFileSync(path, 'utf8').replace('from one', 'from two'));
    expect((await load(reindex(layer))).agents.get('one_agent')?.description).toBe('from two');
  });
});

/** Gives a layer that a test has changed an index that fits again. */
function reindex(layer: { root: string }) {
  const path = join(layer.root, 'index.json');
  const index = JSON.parse(readFileSync(path, 'utf8'));
  for (const plugin of index.plugins) {
    for (const name of Object.keys(plugin.files)) {
      plugin.files[name] = sha256(readFileSync(join(layer.root, plugin.name, name)));
    }
  }
  const text = JSON.stringify(index);
  writeFileSync(path, text);
  return { root: layer.root, indexSha256: sha256(Buffer.from(text)) };
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
