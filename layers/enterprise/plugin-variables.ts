import { join } from 'node:path';
import { buildEnterpriseLayer, PLUGINS_IN_LAYER } from './build-layer.ts';

/** This repository's own plugins, used where `CLOUD_PLUGINS_PATH` names no other folder. */
const OWN_PLUGINS = join(import.meta.dirname, '../../plugins-enterprise');

/**
 * Enterprise mode on a developer's machine: builds the plugins into `outDir` and returns the variables by which
 * the workers find them. Returns nothing when `UNSTRACT_ENTERPRISE_MODE` is not `true`, or when
 * `PSW_PLUGINS_ROOT` already names a built layer.
 */
export async function pluginVariables(
  environment: Record<string, string | undefined>,
  outDir: string,
): Promise<{ PSW_PLUGINS_ROOT?: string; PSW_PLUGINS_INDEX_SHA256?: string }> {
  if (environment.UNSTRACT_ENTERPRISE_MODE !== 'true' || environment.PSW_PLUGINS_ROOT) return {};
  const source = environment.CLOUD_PLUGINS_PATH || OWN_PLUGINS;
  const { indexSha256 } = await buildEnterpriseLayer({ source, outDir });
  return { PSW_PLUGINS_ROOT: join(outDir, PLUGINS_IN_LAYER), PSW_PLUGINS_INDEX_SHA256: indexSha256 };
}
