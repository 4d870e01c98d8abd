import { outputType } from '../contract/outputs.ts';
import type { Task } from '../contract/task.ts';
import { CORE_AGENTS, ENTERPRISE_PLUGINS } from './known-agents.ts';
import type { PluginSet } from './plugin-set.ts';

export type CapabilityReport = {
  enterprise: boolean;
  agents: { name: string; tools: string[]; from: string }[];
  plugins: { name: string; version: string }[];
  refused: { name: string; reason: string }[];
  /** Enterprise plugins that are not there, with what they would add. */
  absent: { name: string; adds: string }[];
};

/** What this installation can do and what it cannot, for `doctor` and the start-up log. */
export function capabilityReport(plugins: PluginSet): CapabilityReport {
  const there = new Set([...plugins.loaded, ...plugins.refused].map(({ name }) => name));
  const core = Object.entries(CORE_AGENTS).map(([name, { tools }]) => ({ name, tools, from: 'core' }));
  const added = [...plugins.agents.values()].map(({ name, tools }) => ({
    name,
    tools,
    from: plugins.loaded.find(({ contributes }) => contributes.agents.includes(name))?.name ?? 'plugin',
  }));
  return {
    enterprise: plugins.enterprise,
    agents: [...core, ...added],
    plugins: plugins.loaded.map(({ name, version }) => ({ name, version })),
    refused: plugins.refused,
    absent: Object.entries(ENTERPRISE_PLUGINS)
      .filter(([name]) => !there.has(name))
      .map(([name, adds]) => ({ name, adds })),
  };
}

/** The report for people, one fact a line. */
export function describeCapabilities(report: CapabilityReport): string[] {
  return [
    `enterprise mode: ${report.enterprise ? 'on' : 'off (UNSTRACT_ENTERPRISE_MODE)'}`,
    ...report.agents.map(({ name, tools, from }) => `agent ${name} (${from}): ${tools.join(', ')}`),
    ...report.plugins.map(({ name, version }) => `plugin ${name} ${version}: loaded`),
    ...report.refused.map(({ name, reason }) => `plugin ${name}: refused, ${reason}`),
    ...report.absent.map(({ name, adds }) => `plugin ${name}: not installed – ${adds}`),
  ];
}

/** Which plugin serves what a message may ask for. */
function wantedPlugins({ tool_settings: tool, outputs }: Task): string[] {
  const active = outputs.filter((output) => output.active !== false);
  const types = new Set(active.map(outputType));
  return [
    tool.summarize_as_source && 'summarize',
    tool.enable_challenge && tool.challenge_llm && 'challenge',
    (types.has('table') || types.has('record')) && 'table_extractor_v2',
    types.has('line-item') && 'line-item-extraction',
    types.has('agentic_table') && 'agentic_table',
  ].filter((name): name is string => typeof name === 'string' && name !== '');
}

/** `metadata.capabilities` of a result: what is installed, and what the message asked for but is not. */
export function runCapabilities(task: Task, plugins: PluginSet): { plugins: string[]; missing: string[] } {
  const installed = plugins.loaded.map(({ name }) => name);
  return { plugins: installed, missing: wantedPlugins(task).filter((name) => !installed.includes(name)) };
}
