import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { buildSync } from 'esbuild';
import { PluginManifest, parseJson } from '../shared/plugins/manifest.ts';

export type BundledPlugin = { manifest: PluginManifest; manifestText: string; code: Uint8Array };

/** Comes from the host, so that there is one copy of it in the process. */
const HOST_OWNED = /(^|\/)node_modules\/(zod|@aws-sdk\/[^/]+|@smithy\/[^/]+)\//;
/** CommonJS packages in an ES module still call `require` for Node's own modules. */
const REQUIRE =
  "import { createRequire as pswCreateRequire } from 'node:module';const require = pswCreateRequire(import.meta.url);";

/**
 * Checks a plugin's folder and bundles its index.ts with everything it imports into one module. The bytes depend
 * on the sources alone, not on where they stand.
 * @throws Error that names the plugin and each thing that is wrong.
 */
export function bundlePlugin(folder: string): BundledPlugin {
  const manifest = readManifest(folder);
  refuseSymlinks(folder);
  const entry = join(folder, 'index.ts');
  if (!isFile(entry)) throw new Error(`${folder}: index.ts is missing; it must export register(host)`);

  let built = bundle(folder, entry);
  const inputs = Object.keys(built.metafile.inputs);
  const owned = inputs.map((input) => HOST_OWNED.exec(`/${input}`)?.[2]).filter((name) => name !== undefined);
  if (owned.length > 0 && !manifest.ownDeps) {
    throw new Error(
      `${folder}: the bundle contains ${[...new Set(owned)].join(', ')}. Take it from the host (host.z …), ` +
        'or say "ownDeps": true in manifest.json.',
    );
  }
  const foreign = inputs.filter((input) => isAbsoluteOrAbove(input) && !input.includes('node_modules/'));
  if (foreign.length > 0) {
    throw new Error(
      `${folder}: the bundle contains files from outside the plugin: ${foreign.join(', ')}. ` +
        'Everything shared comes through the host; of its modules only types may be imported.',
    );
  }
  if (inputs.some((input) => input.includes('node_modules/'))) {
    built = bundle(folder, entry, REQUIRE);
  }
  const code = built.outputFiles[0]?.contents;
  const exported = Object.values(built.metafile.outputs)[0]?.exports ?? [];
  if (!code || !exported.includes('register'))
    throw new Error(`${folder}: index.ts must export register(host)`);
  return { manifest, manifestText: `${JSON.stringify(manifest, null, 2)}\n`, code };
}

/** One module as text; paths inside it are relative to the plugin, so that they are the same everywhere. */
function bundle(folder: string, entry: string, banner = '') {
  return buildSync({
    entryPoints: [entry],
    absWorkingDir: folder,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    outfile: 'index.mjs',
    write: false,
    metafile: true,
    legalComments: 'inline',
    charset: 'utf8',
    logLevel: 'silent',
    banner: { js: banner },
  });
}

/** The bundler names its inputs by their way from the plugin's folder. */
const isAbsoluteOrAbove = (input: string): boolean => /^(\.\.\/|\/|[A-Za-z]:)/.test(input);

function readManifest(folder: string): PluginManifest {
  const path = join(folder, 'manifest.json');
  if (!isFile(path))
    throw new Error(`${folder}: manifest.json is missing; every folder here must be a plugin`);
  let manifest: PluginManifest;
  try {
    manifest = parseJson(PluginManifest, readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`${path} is wrong: ${(error as Error).message}`, { cause: error });
  }
  if (manifest.name === basename(folder)) return manifest;
  throw new Error(`${path}: name is "${manifest.name}", but the folder is ${basename(folder)}`);
}

/** A link could pull in files from anywhere; dependencies are left out, package managers link those. */
function refuseSymlinks(folder: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const found = lstatSync(path);
    if (found.isSymbolicLink()) throw new Error(`${path}: a plugin may hold no symbolic links`);
    if (found.isDirectory() && name !== 'node_modules') refuseSymlinks(path);
  }
}

function isFile(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
