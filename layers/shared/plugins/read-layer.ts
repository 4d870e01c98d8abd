import { createHash } from 'node:crypto';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type IndexedPlugin, PluginIndex, PluginManifest, parseJson } from './manifest.ts';

/**
 * Reads and checks the index of a built layer. Whatever is wrong with it is fatal: without an index that can be
 * trusted nothing says what enterprise mode is made of.
 */
export async function readIndex(root: string, expectedSha256?: string): Promise<PluginIndex> {
  const path = join(root, 'index.json');
  const text = await readPlainFile(path).catch((error: Error) => {
    throw new Error(
      `Enterprise mode is on, but there is no plugin index at ${path} (${error.message}). ` +
        'Attach the enterprise layer (cdk deploy --context enterprise=true), or set UNSTRACT_ENTERPRISE_MODE=false.',
    );
  });
  const found = sha256(text);
  if (expectedSha256 !== undefined && found !== expectedSha256) {
    throw new Error(
      `The plugin index ${path} is not the one that was deployed: its sha256 is ${found}, ` +
        `PSW_PLUGINS_INDEX_SHA256 says ${expectedSha256}. Deploy the layer and the functions together.`,
    );
  }
  try {
    return parseJson(PluginIndex, text.toString());
  } catch (error) {
    throw new Error(`The plugin index ${path} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

/** Checks every file of one plugin against the index and returns its manifest; throws a plain reason. */
export async function readManifest(root: string, plugin: IndexedPlugin): Promise<PluginManifest> {
  const folder = join(root, plugin.name);
  if (!(await lstat(folder).catch(() => undefined))?.isDirectory()) throw new Error('its folder is missing');
  const unlisted = (await readdir(folder)).filter((name) => !(name in plugin.files));
  if (unlisted.length > 0) throw new Error(`${unlisted.join(', ')} is not in the index`);

  const texts = new Map<string, Buffer>();
  for (const [name, expected] of Object.entries(plugin.files)) {
    const bytes = await readPlainFile(join(folder, name)).catch((error: Error) => {
      throw new Error(`${name} cannot be read: ${error.message}`);
    });
    if (sha256(bytes) !== expected) throw new Error(`sha256 mismatch in ${name}`);
    texts.set(name, bytes);
  }

  const manifest = parseManifest(texts.get('manifest.json')?.toString() ?? '');
  if (manifest.name !== plugin.name) throw new Error(`its manifest is for a plugin named ${manifest.name}`);
  if (manifest.version !== plugin.version) throw new Error('manifest and index name different versions');
  return manifest;
}

function parseManifest(text: string): PluginManifest {
  try {
    return parseJson(PluginManifest, text);
  } catch (error) {
    throw new Error(`manifest.json is wrong: ${(error as Error).message}`);
  }
}

/** A symlink could lead anywhere, also after the check, so only plain files count. */
async function readPlainFile(path: string): Promise<Buffer> {
  const found = await lstat(path);
  if (!found.isFile()) throw new Error('not a plain file');
  return readFile(path);
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
