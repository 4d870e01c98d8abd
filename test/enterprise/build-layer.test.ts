import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { buildEnterpriseLayer, buildEnterpriseLayerSync } from '../../layers/enterprise/build-layer.ts';
import { pluginVariables } from '../../layers/enterprise/plugin-variables.ts';
import {
  emptyFolder,
  goodCode,
  goodManifest,
  removeFolders,
  writePlugin,
} from '../plugins/plugin-folders.ts';

afterAll(removeFolders);

const OWN = join(import.meta.dirname, '../../plugins-enterprise');
const everyFile = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length))
    .sort();
const contents = (folder: string) =>
  everyFile(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]);

describe("this repository's plugins", () => {
  it('build into the layer, hashed, and small', async () => {
    const outDir = emptyFolder();
    const built = await buildEnterpriseLayer({ source: OWN, outDir });
    expect(built.plugins).toContainEqual({
      name: 'summarize',
      version: '1.0.0',
      permissions: ['llm', 'checkpoints'],
    });
    expect(
      everyFile(outDir).filter(
        (name) => !/plugins\/(index\.json|[\w-]+\/(index\.mjs|manifest\.json))$/.test(name),
      ),
    ).toEqual([]);
    const index = readFileSync(join(outDir, 'nodejs/plugins/index.json'));
    expect(createHash('sha256').update(index).digest('hex')).toBe(built.indexSha256);
    expect(readFileSync(join(outDir, 'nodejs/plugins/summarize/index.mjs')).length).toBeLessThan(20_000);
  });

  it('give the same bytes from another place and in another turn', () => {
    const elsewhere = join(emptyFolder(), 'copied');
    cpSync(OWN, elsewhere, { recursive: true });
    const [first, second] = [emptyFolder(), emptyFolder()];
    const one = buildEnterpriseLayerSync({ source: OWN, outDir: first });
    const two = buildEnterpriseLayerSync({ source: elsewhere, outDir: second });
    expect(two).toEqual(one);
    expect(contents(second)).toEqual(contents(first));
  });

  it('load in a process of their own from an /opt-like tree, on the host API alone', () => {
    const opt = emptyFolder();
    const { indexSha256 } = buildEnterpriseLayerSync({ source: OWN, outDir: opt });
    const script = `
      const { loadPlugins } = await import(${JSON.stringify(join(import.meta.dirname, '../../layers/shared/plugins/load-plugins.ts'))});
      const log = { debug() {}, info() {}, warn() {}, error() {} };
      const plugins = await loadPlugins({ enterprise: true, root: ${JSON.stringify(join(opt, 'nodejs/plugins'))}, indexSha256: '${indexSha256}', log });
      console.log(JSON.stringify({ loaded: plugins.loaded, refused: plugins.refused, agents: [...plugins.agents.values()], sources: plugins.contextSources.map((source) => source.name) }));`;
    const out = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: opt,
      encoding: 'utf8',
    });
    expect(JSON.parse(out)).toMatchObject({
      refused: [],
      agents: expect.arrayContaining([
        expect.objectContaining({ name: 'summarize_agent', tools: ['rag', 'summarization'] }),
      ]),
      sources: expect.arrayContaining(['summarize']),
    });
  });
});

describe('a cloud plugin folder', () => {
  it('brings its own packages, CommonJS ones too', async () => {
    const source = emptyFolder();
    const code = `import shout from 'shout';\nexport function register(host) {\n  host.registerAgent({ name: 'own_agent', tools: [], description: shout('hi') });\n}\n`;
    writePlugin(source, 'own', code);
    const packageFolder = join(source, 'own/node_modules/shout');
    mkdirSync(packageFolder, { recursive: true });
    writeFileSync(join(packageFolder, 'package.json'), '{"name":"shout","main":"index.js"}');
    writeFileSync(
      join(packageFolder, 'index.js'),
      `const { inspect } = require('node:util'); module.exports = (text) => inspect(text.toUpperCase());`,
    );
    const outDir = emptyFolder();
    buildEnterpriseLayerSync({ source, outDir });
    const module = await import(join(outDir, 'nodejs/plugins/own/index.mjs'));
    const agents: { description: string }[] = [];
    module.register({ registerAgent: (agent: { description: string }) => agents.push(agent) });
    expect(agents[0]?.description).toBe("'HI'");
  });

  it('leaves out what is no plugin: files, hidden folders, node_modules', () => {
    const source = emptyFolder();
    writePlugin(source, 'one');
    mkdirSync(join(source, '.git'));
    mkdirSync(join(source, 'node_modules'));
    writeFileSync(join(source, 'README.md'), 'x');
    const { plugins } = buildEnterpriseLayerSync({ source, outDir: emptyFolder() });
    expect(plugins.map(({ name }) => name)).toEqual(['one']);
  });
});

it('may be named by a link', () => {
  const source = emptyFolder();
  writePlugin(source, 'one');
  const link = join(emptyFolder(), 'link');
  symlinkSync(source, link);
  expect(buildEnterpriseLayerSync({ source: link, outDir: emptyFolder() })).toEqual(
    buildEnterpriseLayerSync({ source, outDir: emptyFolder() }),
  );
});

describe('the build stops, names the folder, and leaves the old layer as it was', () => {
  const wrong = (make: (source: string) => void) => {
    const source = emptyFolder();
    writePlugin(source, 'good');
    const outDir = emptyFolder();
    buildEnterpriseLayerSync({ source, outDir });
    const before = contents(outDir);
    make(source);
    let message = 'built without an error';
    try {
      buildEnterpriseLayerSync({ source, outDir });
    } catch (error) {
      message = (error as Error).message;
    }
    expect(contents(outDir)).toEqual(before);
    return message;
  };

  it('at a folder without a manifest, without code, or of another name', () => {
    expect(wrong((source) => mkdirSync(join(source, 'empty')))).toMatch(/empty: manifest\.json is missing/);
    expect(
      wrong((source) => {
        mkdirSync(join(source, 'bare'));
        writeFileSync(join(source, 'bare/manifest.json'), JSON.stringify(goodManifest('bare')));
      }),
    ).toMatch(/bare: index\.ts is missing/);
    expect(wrong((source) => writePlugin(source, 'a', goodCode('b'), goodManifest('b')))).toMatch(
      /name is "b", but the folder is a/,
    );
  });

  it('at a wrong manifest: every field is named', () => {
    const manifest = {
      ...goodManifest('bad'),
      version: '1',
      hostApi: '1.x',
      permissions: ['admin'],
      extra: true,
    };
    const message = wrong((source) => writePlugin(source, 'bad', goodCode('bad'), manifest));
    for (const field of ['version', 'hostApi', 'permissions.0', 'extra']) expect(message).toContain(field);
  });

  it('at code that does not bundle or exports no register', () => {
    expect(wrong((source) => writePlugin(source, 'bad', 'export const register = ('))).toMatch(/index\.ts/);
    expect(wrong((source) => writePlugin(source, 'bad', 'export const other = 1;'))).toMatch(
      /must export register/,
    );
  });

  it('at a second copy of zod or the AWS SDK, unless the manifest says so', () => {
    const code = (name: string) =>
      `import * as z from 'zod';\nexport const shape = z.string();\n${goodCode(name)}`;
    const link = (source: string, name: string) => {
      const folder = join(source, name, 'node_modules/zod');
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'package.json'), '{"name":"zod","version":"4.0.5","main":"index.js"}');
      writeFileSync(join(folder, 'index.js'), 'exports.string = () => ({});');
    };
    expect(
      wrong((source) => {
        writePlugin(source, 'heavy', code('heavy'));
        link(source, 'heavy');
      }),
    ).toMatch(/contains zod.*host\.z/);
    expect(
      wrong((source) => {
        writePlugin(source, 'heavy', `import '@aws-sdk/client-s3';\n${goodCode('heavy')}`);
        const folder = join(source, 'heavy/node_modules/@aws-sdk/client-s3');
        mkdirSync(folder, { recursive: true });
        writeFileSync(join(folder, 'package.json'), '{"name":"@aws-sdk/client-s3","main":"index.js"}');
        writeFileSync(join(folder, 'index.js'), 'globalThis.x = 1;');
      }),
    ).toMatch(/contains @aws-sdk\/client-s3/);

    const source = emptyFolder();
    writePlugin(source, 'heavy', code('heavy'), { ...goodManifest('heavy'), ownDeps: true });
    link(source, 'heavy');
    expect(buildEnterpriseLayerSync({ source, outDir: emptyFolder() }).plugins).toHaveLength(1);
  });

  it("at files from outside the plugin's folder, but for types", () => {
    const outside = (source: string, importing: string) => {
      writeFileSync(join(source, 'secret.json'), '{"key":"x"}');
      writePlugin(source, 'far', `${importing}\n${goodCode('far')}`);
    };
    expect(
      wrong((source) => outside(source, `import secret from '../secret.json';\nconsole.log(secret);`)),
    ).toMatch(/far: the bundle contains files from outside the plugin: \.\.\/secret\.json/);
    const shared = join(import.meta.dirname, '../../layers/shared');
    const types = `import type { PluginHost } from '#shared/plugins/host.ts';\nexport type Host = PluginHost;`;
    const source = emptyFolder();
    outside(source, types);
    expect(buildEnterpriseLayerSync({ source, outDir: emptyFolder() }).plugins).toHaveLength(1);
    expect(
      wrong((from) =>
        outside(
          from,
          `import { permanentError } from '${shared}/contract/errors.ts';\npermanentError('a', 'b');`,
        ),
      ),
    ).toMatch(/far/);
  });

  it('at a symbolic link, a folder that is not there, or one without plugins', () => {
    const secret = join(emptyFolder(), 'secret.ts');
    writeFileSync(secret, 'export const secret = 1;');
    expect(wrong((source) => symlinkSync(secret, join(source, 'good/link.ts')))).toMatch(/no symbolic links/);
    expect(wrong((source) => symlinkSync(join(source, 'good'), join(source, 'alias')))).toMatch(
      /symbolic link/,
    );
    expect(() => buildEnterpriseLayerSync({ source: '/nowhere/plugins', outDir: emptyFolder() })).toThrow(
      /does not exist/,
    );
    expect(() => buildEnterpriseLayerSync({ source: secret, outDir: emptyFolder() })).toThrow(/not a folder/);
    expect(() => buildEnterpriseLayerSync({ source: emptyFolder(), outDir: emptyFolder() })).toThrow(
      /no plugin/,
    );
  });
});

describe('enterprise mode on a developer machine', () => {
  it('builds the own plugins, or those of CLOUD_PLUGINS_PATH', async () => {
    const own = await pluginVariables({ UNSTRACT_ENTERPRISE_MODE: 'true' }, emptyFolder());
    expect(readdirSync(own.PSW_PLUGINS_ROOT ?? '')).toContain('summarize');
    const source = emptyFolder();
    writePlugin(source, 'one');
    const cloud = await pluginVariables(
      { UNSTRACT_ENTERPRISE_MODE: 'true', CLOUD_PLUGINS_PATH: source },
      emptyFolder(),
    );
    expect(readdirSync(cloud.PSW_PLUGINS_ROOT ?? '').sort()).toEqual(['index.json', 'one']);
    expect(cloud.PSW_PLUGINS_INDEX_SHA256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('builds nothing when the mode is off or a built layer is named', async () => {
    expect(await pluginVariables({}, '/nowhere')).toEqual({});
    const named = { UNSTRACT_ENTERPRISE_MODE: 'true', PSW_PLUGINS_ROOT: '/opt/nodejs/plugins' };
    expect(await pluginVariables(named, '/nowhere')).toEqual({});
  });
});
