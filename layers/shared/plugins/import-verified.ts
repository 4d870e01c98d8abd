import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

/**
 * Imports a module from bytes that were checked, under its file's URL. The file itself is not read again, so that
 * nobody can change it between check and import. Other contents give another module, also within one process.
 */
export async function importVerified(path: string, code: Buffer, sha256: string): Promise<object> {
  const url = `${pathToFileURL(path).href}?sha256=${sha256}`;
  const hooks = registerHooks({
    load: (asked, context, next) =>
      asked === url ? { format: 'module', source: code, shortCircuit: true } : next(asked, context),
  });
  try {
    return await import(/* @vite-ignore */ url);
  } finally {
    hooks.deregister();
  }
}
