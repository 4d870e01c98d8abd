import type { PluginHost } from '#shared/plugins/host.ts';
import { summarize } from './summarize.ts';

/** Adds `summarize_agent`, and the summary as the text that prompts are answered from. */
export function register(host: PluginHost): void {
  host.registerAgent({
    name: 'summarize_agent',
    tools: ['rag', 'summarization'],
    description: 'Condenses a long document to what the prompts ask for',
  });
  host.registerContextSource({
    name: 'summarize',
    agent: 'summarize_agent',
    applies: (task) => task.tool_settings.summarize_as_source === true,
    prepare: (run) => summarize(host, run),
  });
}
