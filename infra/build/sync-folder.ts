import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Makes a folder hold exactly these files. What is equal already stays untouched and what is new appears whole
 * (written aside, then renamed), so that a process which runs the bundle meanwhile, or a second build beside this
 * one, never sees half a file.
 */
export async function syncFolder(folder: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  await mkdir(folder, { recursive: true });
  const aside = await mkdtemp(join(dirname(folder), '.aside-'));
  try {
    for (const [name, contents] of files) {
      const path = join(folder, name);
      const standing = await readFile(path).catch(() => undefined);
      if (standing?.equals(contents)) continue;
      await writeFile(join(aside, name), contents);
      await rename(join(aside, name), path);
    }
    for (const name of await readdir(folder))
      if (!files.has(name)) await rm(join(folder, name), { recursive: true, force: true });
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}
