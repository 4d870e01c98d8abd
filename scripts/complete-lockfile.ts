import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * `node scripts/complete-lockfile.ts`, after every `npm install`: a registry that lacks a tool's packages for other
 * platforms makes npm leave them out of the lockfile, and `npm ci` then refuses it everywhere. Their entries need no
 * more than version and platform; npm skips them where the platform does not match.
 */
type Entry = {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
};
export type Lockfile = { packages: Record<string, Entry> };

const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'];
const PROCESSORS: Record<string, string> = {
  arm64: 'arm64',
  x64: 'x64',
  arm: 'arm',
  ia32: 'ia32',
  ppc64: 'ppc64',
  riscv64: 'riscv64',
  s390x: 's390x',
};
const LIBRARIES: Record<string, string> = { gnu: 'glibc', musl: 'musl' };

/** Optional dependencies that some package names and no entry stands for. */
export function missingEntries({ packages }: Lockfile): { path: string; version: string; dev: boolean }[] {
  const known = new Set(Object.keys(packages).map((path) => path.slice(path.lastIndexOf('node_modules/'))));
  return Object.values(packages).flatMap((entry) =>
    Object.entries(entry.optionalDependencies ?? {})
      .map(([name, version]) => ({ path: `node_modules/${name}`, version, dev: entry.dev === true }))
      .filter(({ path }) => !known.has(path)),
  );
}

/** An entry for a package whose name ends with its platform, as in `binding-linux-arm64-musl`. */
export function platformEntry(name: string, version: string, dev: boolean): Entry {
  const words = name.split(/[-/]/);
  const os = words.find((word) => SYSTEMS.includes(word));
  const processor = words.find((word) => word in PROCESSORS);
  const library = words.find((word) => /^(gnu|musl)/.test(word))?.replace(/eabi(hf)?$/, '');
  if (!os || !processor) throw new Error(`${name} does not tell its platform; write its entry by hand`);
  return {
    version,
    cpu: [PROCESSORS[processor] ?? processor],
    ...(dev && { dev }),
    ...(os === 'linux' && library && { libc: [LIBRARIES[library] ?? library] }),
    optional: true,
    os: [os],
  };
}

export const LOCKFILE = join(import.meta.dirname, '../package-lock.json');

export const readLockfile = (): Lockfile => JSON.parse(readFileSync(LOCKFILE, 'utf8'));

function complete(): void {
  const lockfile = readLockfile();
  const missing = missingEntries(lockfile);
  for (const { path, version, dev } of missing) {
    lockfile.packages[path] = platformEntry(path.slice('node_modules/'.length), version, dev);
  }
  const packages = Object.fromEntries(Object.entries(lockfile.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(LOCKFILE, `${JSON.stringify({ ...lockfile, packages }, null, 2)}\n`);
  process.stdout.write(`${missing.length} entries added\n`);
}

if (import.meta.main) complete();
