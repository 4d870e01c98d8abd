import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, open, readdir } from 'node:fs/promises';
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

/** A plugin whose files are those of the index. */
export type CheckedPlugin = { manifest: PluginManifest; path: string; code: Buffer; sha256: string };

/** Checks every file of one plugin against the index and returns what was checked; throws a plain reason. */
export async function readPlugin(root: string, plugin: IndexedPlugin): Promise<CheckedPlugin> {
  const folder = join(root, plugin.name);
  if (!(await lstat(folder).catch(() => undefined))?.isDirectory()) throw new Error('its folder is missing');
  const unlisted = (await readdir(folder)).filter((name) => !Object.hasOwn(plugin.files, name));
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
  const code = texts.get(manifest.entry) ?? Buffer.alloc(0);
  return { manifest, path: join(folder, manifest.entry), code, sha256: plugin.files[manifest.entry] };
}

function parseManifest(text: string): PluginManifest {
  try {
    return parseJson(PluginManifest, text);
  } catch (error) {
    throw new Error(`manifest.json is wrong: ${(error as Error).message}`);
  }
}

/** More than any bundle has; a larger file would only fill the memory. */
const LARGEST_FILE = 50 * 1024 * 1024;
/** Not through a symbolic link, which could lead anywhere, and without waiting for the other end of a pipe. */
const PLAIN = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Looks at the file that it has opened, so that it cannot be exchanged between look and read. */
async function readPlainFile(path: string): Promise<Buffer> {
  const file = await open(path, PLAIN).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ELOOP' ? new Error('not a plain file', { cause: error }) : error;
  });
  try {
    const found = await file.stat();
    if (!found.isFile()) throw new Error('not a plain file');
    if (found.size > LARGEST_FILE) throw new Error(`larger than ${LARGEST_FILE / 1024 / 1024} MB`);
    return await file.readFile();
  } finally {
    await file.close();
  }
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
