import * as z from 'zod';
import { pluginRun } from '../../agents/plugin-run.ts';
import type { ContextSource } from '../../plugins/host.ts';
import type { Work } from '../work.ts';

const Prepared = z.object({ text: z.string(), warnings: z.array(z.string()) });

export type Substitute = z.infer<typeof Prepared> & { agent: string };

/** The plugin context sources that this run asks for; the first one's text counts. */
export const applyingSources = ({ task, ctx }: Pick<Work, 'task' | 'ctx'>): ContextSource[] =>
  ctx.plugins.contextSources.filter((source) => source.applies(task));

/**
 * Lets a plugin make the text that all prompts are answered from, once a run: the text is saved, and the plugin's own
 * steps are saved on the way.
 */
export async function prepareSubstitute(source: ContextSource, work: Work): Promise<Substitute> {
  const { task, ctx, document, checkpoints } = work;
  const prepared = await checkpoints.step({ kind: 'context', name: source.name }, Prepared, () =>
    source.prepare(pluginRun(source.name, { task, text: document.text, ctx, checkpoints })),
  );
  return { ...prepared, agent: source.agent };
}
