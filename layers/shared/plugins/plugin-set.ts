import type { ContextSource, PluginAgent } from './host.ts';

/** What the loaded plugins contribute, and what was found but refused. */
export type PluginSet = {
  /** Whether `UNSTRACT_ENTERPRISE_MODE` is on. */
  enterprise: boolean;
  loaded: { name: string; version: string; contributes: { agents: string[]; contextSources: string[] } }[];
  refused: { name: string; reason: string }[];
  /** By agent name, e.g. `summarize_agent`. */
  agents: ReadonlyMap<string, PluginAgent>;
  contextSources: readonly ContextSource[];
};

export const NO_PLUGINS: PluginSet = {
  enterprise: false,
  loaded: [],
  refused: [],
  agents: new Map(),
  contextSources: [],
};
