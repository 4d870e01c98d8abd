import type { Task } from '../contract/task.ts';
import type { PluginRun } from '../plugins/host.ts';
import type { StageContext } from '../stage.ts';
import type { Checkpoints } from './checkpoints.ts';

/**
 * What a plugin's contribution gets to work with. Its checkpoints are kept apart from everybody else's by `owner`;
 * heavy parts (tokenizer, splitter) are loaded when it first asks for them.
 */
export function pluginRun(
  owner: string,
  work: { task: Task; text: string; ctx: StageContext; checkpoints: Checkpoints },
): PluginRun {
  const { task, text, ctx, checkpoints } = work;
  return {
    task,
    text,
    signal: ctx.signal,
    remainingMs: ctx.remainingMs,
    log: ctx.log,
    progress: ctx.progress,
    llm: (adapterInstanceId) => ctx.adapters.llm(adapterInstanceId),
    checkpoint: (key, schema, make) =>
      checkpoints.step({ kind: 'plugin', name: `${owner}/${key}` }, schema, make),
    async splitText(whole, maxTokens) {
      const { splitText } = await import('../chunking/split-text.ts');
      return splitText(whole, maxTokens);
    },
    async countTokens(whole) {
      const { countTokens } = await import('../tokens/count-tokens.ts');
      return countTokens(whole);
    },
  };
}
