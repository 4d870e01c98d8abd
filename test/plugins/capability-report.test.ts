import { expect, it } from 'vitest';
import type { Task } from '#shared/contract/task.ts';
import {
  capabilityReport,
  describeCapabilities,
  runCapabilities,
} from '#shared/plugins/capability-report.ts';
import { NO_PLUGINS, type PluginSet } from '#shared/plugins/plugin-set.ts';

const agent = { name: 'summarize_agent', tools: ['rag', 'summarization'], description: 'x' };
const withSummarize: PluginSet = {
  enterprise: true,
  loaded: [
    { name: 'summarize', version: '1.0.0', contributes: { agents: ['summarize_agent'], contextSources: [] } },
  ],
  refused: [{ name: 'challenge', reason: 'sha256 mismatch in index.mjs' }],
  agents: new Map([[agent.name, agent]]),
  contextSources: [],
};
const task = (tool_settings: object, types: (string | undefined)[] = [undefined]): Task =>
  ({
    tool_settings,
    outputs: types.map((type, index) => ({ name: `o${index}`, type })),
  }) as Task;

it('says what an installation without the layer has and lacks', () => {
  const report = capabilityReport(NO_PLUGINS);
  expect(report.agents.map(({ name, from }) => [name, from])).toEqual([
    ['generic_data_extraction_agent', 'core'],
    ['data_collation_agent', 'core'],
  ]);
  expect(report.absent.map(({ name }) => name)).toEqual([
    'summarize',
    'challenge',
    'table_extractor_v2',
    'line-item-extraction',
    'simple_prompt_studio',
  ]);
});

it('lists loaded and refused plugins', () => {
  const report = capabilityReport(withSummarize);
  expect(report.agents.at(-1)).toEqual({
    name: 'summarize_agent',
    tools: ['rag', 'summarization'],
    from: 'summarize',
  });
  expect(report.absent.map(({ name }) => name)).not.toContain('summarize');
  const lines = describeCapabilities(report);
  expect(lines).toContain('enterprise mode: on');
  expect(lines).toContain('plugin summarize 1.0.0: loaded');
  expect(lines).toContain('plugin challenge: refused, sha256 mismatch in index.mjs');
  expect(lines.some((line) => line.startsWith('plugin table_extractor_v2: not installed'))).toBe(true);
});

it('tells a run what it asked for and does not get', () => {
  const asks = task({ summarize_as_source: true, enable_challenge: true, challenge_llm: 'm' }, [
    'line-item',
    'table',
  ]);
  expect(runCapabilities(asks, NO_PLUGINS)).toEqual({
    plugins: [],
    missing: ['summarize', 'challenge', 'table_extractor_v2', 'line-item-extraction'],
  });
  expect(runCapabilities(asks, withSummarize)).toEqual({
    plugins: ['summarize'],
    missing: ['challenge', 'table_extractor_v2', 'line-item-extraction'],
  });
  expect(runCapabilities(task({ enable_challenge: true }), NO_PLUGINS).missing).toEqual([]);
  const inactive = { ...task({}), outputs: [{ name: 'a', type: 'table', active: false }] } as Task;
  expect(runCapabilities(inactive, NO_PLUGINS).missing).toEqual([]);
});
