import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildEnterpriseLayerSync } from '../../layers/enterprise/build-layer.ts';

const made: string[] = [];

/** An empty folder that `removeFolders` takes away. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'psw-plugins-'));
  made.push(folder);
  return folder;
}

export function removeFolders(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}

export const goodManifest = (name: string) => ({
  name,
  version: '1.2.3',
  hostApi: '^1.0.0',
  entry: 'index.mjs',
  contributes: { agents: [`${name}_agent`], contextSources: [] as string[] },
  permissions: [] as string[],
});

export const goodCode = (name: string) => `export function register(host) {
  host.registerAgent({ name: '${name}_agent', tools: ['rag'], description: 'from ${name}' });
}
`;

/** Writes a plugin's source folder. */
export function writePlugin(
  source: string,
  name: string,
  code: string = goodCode(name),
  manifest: object = goodManifest(name),
): void {
  mkdirSync(join(source, name), { recursive: true });
  writeFileSync(join(source, name, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(source, name, 'index.ts'), code);
}

/** Builds the folders into a layer; `root` is what the loader gets. */
export function builtLayer(plugins: Record<string, { code?: string; manifest?: object }>) {
  const source = emptyFolder();
  for (const [name, { code, manifest }] of Object.entries(plugins)) writePlugin(source, name, code, manifest);
  const outDir = emptyFolder();
  const { indexSha256 } = buildEnterpriseLayerSync({ source, outDir });
  return { root: join(outDir, 'nodejs/plugins'), indexSha256, outDir };
}
