import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Variables } from '../functions/worker/environment.ts';
import { pluginVariables } from '../layers/enterprise/plugin-variables.ts';
import { CliError } from './cli-error.ts';
import { userPath } from './input-file.ts';

/**
 * Enterprise mode on this machine: calls `use` with the environment and, where `UNSTRACT_ENTERPRISE_MODE` is on,
 * the variables of plugins built from `CLOUD_PLUGINS_PATH` or this repository. What is built is gone afterwards:
 * plugins are loaded once, at start, and a folder of its own keeps two processes out of each other's way.
 *
 * @throws CliError `plugins_invalid` when a plugin cannot be built.
 */
export async function withPlugins<T>(
  environment: Variables,
  use: (variables: Variables) => Promise<T>,
): Promise<T> {
  if (environment.UNSTRACT_ENTERPRISE_MODE !== 'true') return use(environment);
  const folder = await mkdtemp(join(tmpdir(), 'psw-plugins-'));
  const cloud = environment.CLOUD_PLUGINS_PATH;
  try {
    const variables = await pluginVariables(
      { ...environment, ...(cloud && { CLOUD_PLUGINS_PATH: userPath(cloud) }) },
      folder,
    ).catch((error: Error) => {
      throw new CliError('plugins_invalid', `The enterprise plugins cannot be built: ${error.message}`);
    });
    return await use({ ...environment, ...variables });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
