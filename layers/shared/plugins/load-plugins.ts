import type { Log } from '../telemetry/log.ts';
import { capabilityReport } from './capability-report.ts';
import { type Contributions, createHost } from './create-host.ts';
import { type ContextSource, HOST_API_VERSION, type PluginAgent, type PluginModule } from './host.ts';
import { importVerified } from './import-verified.ts';
import { hostApiFits } from './manifest.ts';
import { NO_PLUGINS, type PluginSet } from './plugin-set.ts';
import { type CheckedPlugin, readIndex, readPlugin } from './read-layer.ts';

export type LoadOptions = {
  /** `UNSTRACT_ENTERPRISE_MODE`. */
  enterprise: boolean;
  /** The built layer's `nodejs/plugins` folder. */
  root: string;
  /** sha256 of its index.json, as it was when it was deployed. */
  indexSha256?: string | undefined;
  log: Log;
  /** Milliseconds one plugin may take to load; default 10 s. */
  timeoutMs?: number;
};

/**
 * Loads what the enterprise layer holds. A broken plugin is refused with a reason and the others load.
 * @throws Error in enterprise mode when the index is missing, altered or unreadable.
 */
export async function loadPlugins(options: LoadOptions): Promise<PluginSet> {
  if (!options.enterprise) return NO_PLUGINS;
  const index = await readIndex(options.root, options.indexSha256);

  const loaded: PluginSet['loaded'] = [];
  const refused: PluginSet['refused'] = [];
  const agents = new Map<string, PluginAgent>();
  const contextSources: ContextSource[] = [];
  for (const plugin of index.plugins) {
    try {
      const checked = await readPlugin(options.root, plugin);
      const contributions = await loadPlugin(options, checked);
      refuseTaken(contributions, agents, contextSources);
      for (const agent of contributions.agents) agents.set(agent.name, agent);
      contextSources.push(...contributions.contextSources);
      loaded.push({ name: plugin.name, version: plugin.version, contributes: checked.manifest.contributes });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      refused.push({ name: plugin.name, reason });
      options.log.error('plugin refused', { plugin: plugin.name, reason });
    }
  }
  const plugins: PluginSet = { enterprise: true, loaded, refused, agents, contextSources };
  options.log.info('capabilities', capabilityReport(plugins));
  return plugins;
}

/** Imports a checked plugin and lets it register; nothing of it stays when it fails. */
async function loadPlugin(
  { log, timeoutMs = 10_000 }: LoadOptions,
  { manifest, path, code, sha256 }: CheckedPlugin,
): Promise<Contributions> {
  if (!hostApiFits(manifest.hostApi, HOST_API_VERSION)) {
    throw new Error(`needs host API ${manifest.hostApi}, this is ${HOST_API_VERSION}`);
  }
  const registry = createHost(manifest, log);
  const work = async () => {
    const module: Partial<PluginModule> = await importVerified(path, code, sha256);
    if (typeof module.register !== 'function') throw new Error('index.mjs exports no register function');
    await module.register(registry.host);
  };
  await inTime(work(), timeoutMs);
  return registry.close();
}

/** A plugin that never finishes loading must not keep the worker from starting. */
async function inTime(work: Promise<void>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`did not load within ${milliseconds} ms`)), milliseconds);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function refuseTaken(
  contributions: Contributions,
  agents: ReadonlyMap<string, PluginAgent>,
  sources: readonly ContextSource[],
): void {
  const agent = contributions.agents.find(({ name }) => agents.has(name));
  if (agent) throw new Error(`another plugin has registered the agent ${agent.name}`);
  const taken = new Set(sources.map(({ name }) => name));
  const source = contributions.contextSources.find(({ name }) => taken.has(name));
  if (source) throw new Error(`another plugin has registered the context source ${source.name}`);
}
