import { access, constants, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CliError } from './cli-error.ts';

/**
 * A path as the user meant it: `npm start` runs in the package's folder, so npm keeps the folder the user was in.
 */
export function userPath(path: string): string {
  const folder = process.env.npm_lifecycle_event === 'start' ? process.env.INIT_CWD : undefined;
  return resolve(folder ?? process.cwd(), path);
}

/** Checks a document before anything starts, so that a typing error costs no waiting. */
export async function inputFile(path: string): Promise<string> {
  const full = userPath(path);
  const found = await stat(full).catch(() => undefined);
  if (!found) throw new CliError('file_not_found', `There is no file ${path}`);
  if (!found.isFile()) throw new CliError('not_a_file', `${path} is not a file`);
  await access(full, constants.R_OK).catch(() => {
    throw new CliError('file_not_readable', `${path} may not be read by this user`);
  });
  return full;
}
