import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { PluginIndex } from '../shared/plugins/manifest.ts';
import { type BundledPlugin, bundlePlugin } from './bundle-plugin.ts';

export type BuiltLayer = {
  /** What the functions' `PSW_PLUGINS_INDEX_SHA256` has to be. */
  indexSha256: string;
  plugins: { name: string; version: string; permissions: string[] }[];
};

/** Where the plugins stand inside the layer; Lambda mounts it under `/opt`. */
export const PLUGINS_IN_LAYER = 'nodejs/plugins';

/**
 * Builds the enterprise layer: every folder of `source` is a plugin, checked, bundled and hashed into
 * `outDir/nodejs/plugins/`. All folders must be right, otherwise nothing is written. Equal sources give equal
 * bytes. Synchronous, since CDK's local bundling is.
 */
export function buildEnterpriseLayerSync(options: { source: string; outDir: string }): BuiltLayer {
  const source = sourceFolder(options.source);
  const root = join(resolve(options.outDir), PLUGINS_IN_LAYER);
  const plugins = pluginFolders(source).map((name) => bundlePlugin(join(source, name)));

  rmSync(root, { recursive: true, force: true });
  const index: PluginIndex = {
    formatVersion: 1,
    plugins: plugins.map((plugin) => writePlugin(root, plugin)),
  };
  const text = `${JSON.stringify(index, null, 2)}\n`;
  writeFileSync(join(root, 'index.json'), text);
  return {
    indexSha256: sha256(text),
    plugins: plugins.map(({ manifest: { name, version, permissions } }) => ({ name, version, permissions })),
  };
}

/** The same for callers that may wait. */
export async function buildEnterpriseLayer(options: { source: string; outDir: string }): Promise<BuiltLayer> {
  return buildEnterpriseLayerSync(options);
}

/** Where the folder really is: whoever builds may name it by a link, what stands in it may not. */
function sourceFolder(given: string): string {
  const source = resolve(given);
  const found = statSync(source, { throwIfNoEntry: false });
  if (!found) throw new Error(`The plugin folder ${source} does not exist`);
  if (!found.isDirectory()) throw new Error(`The plugin folder ${source} is not a folder`);
  return realpathSync(source);
}

function pluginFolders(source: string): string[] {
  const names = readdirSync(source, { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith('.') && entry.name !== 'node_modules')
    .filter((entry) => {
      if (entry.isSymbolicLink())
        throw new Error(`${join(source, entry.name)}: a symbolic link is no plugin`);
      return entry.isDirectory();
    })
    .map(({ name }) => name)
    .sort();
  if (names.length === 0) throw new Error(`The plugin folder ${source} holds no plugin`);
  return names;
}

function writePlugin(root: string, { manifest, manifestText, code }: BundledPlugin) {
  const folder = join(root, manifest.name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'manifest.json'), manifestText);
  writeFileSync(join(folder, 'index.mjs'), code);
  return {
    name: manifest.name,
    version: manifest.version,
    files: { 'manifest.json': sha256(manifestText), 'index.mjs': sha256(code) },
  };
}

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');
