import * as z from 'zod';
import { permanentError } from '../contract/errors.ts';
import type { ContextSource, PluginRun } from './host.ts';
import type { Permission, PluginManifest } from './manifest.ts';

const Prepared = z.object({ text: z.string(), warnings: z.array(z.string()) });

/** A context source whose runs get only what the manifest asks permission for, and whose reply is checked. */
export function restrictSource(source: ContextSource, manifest: PluginManifest): ContextSource {
  return {
    name: source.name,
    agent: source.agent,
    applies: (task) => source.applies(task),
    async prepare(run) {
      const prepared = Prepared.safeParse(await source.prepare(restrictRun(run, manifest)));
      if (prepared.success) return prepared.data;
      throw permanentError('plugin_failed', `Plugin ${manifest.name} returned no text from ${source.name}`);
    },
  };
}

function restrictRun(run: PluginRun, manifest: PluginManifest): PluginRun {
  const need = (permission: Permission): void => {
    if (manifest.permissions.includes(permission)) return;
    throw permanentError(
      'plugin_not_permitted',
      `Plugin ${manifest.name} uses "${permission}" but its manifest does not ask for that permission`,
    );
  };
  return {
    ...run,
    async llm(adapterInstanceId) {
      need('llm');
      return run.llm(adapterInstanceId);
    },
    async checkpoint(key, schema, work) {
      need('checkpoints');
      return run.checkpoint(`${manifest.name}/${key}`, schema, work);
    },
  };
}
