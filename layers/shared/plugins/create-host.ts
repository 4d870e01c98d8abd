import * as z from 'zod';
import { describeIssues } from '../contract/describe-issues.ts';
import { permanentError, retryableError } from '../contract/errors.ts';
import type { Log } from '../telemetry/log.ts';
import { type ContextSource, HOST_API_VERSION, type PluginAgent, type PluginHost } from './host.ts';
import { CORE_AGENTS } from './known-agents.ts';
import type { PluginManifest } from './manifest.ts';
import { restrictSource } from './restrict-source.ts';

const Agent = z.strictObject({
  name: z.string().min(1),
  tools: z.array(z.string().min(1)),
  description: z.string().min(1),
});
const isFunction = (value: unknown) => typeof value === 'function';
const Source = z.looseObject({
  name: z.string().min(1),
  agent: z.string().min(1),
  applies: z.custom(isFunction, 'must be a function'),
  prepare: z.custom(isFunction, 'must be a function'),
});

export type Contributions = { agents: PluginAgent[]; contextSources: ContextSource[] };

/**
 * The host object of one plugin and what it registers through it. Only what the manifest declares may be
 * registered, once, and only until `close`, which also wants everything declared to be there.
 */
export function createHost(manifest: PluginManifest, log: Log) {
  const contributions: Contributions = { agents: [], contextSources: [] };
  let open = true;

  const admit = (kind: 'agents' | 'contextSources', name: string): void => {
    if (!open) throw new Error(`registered "${name}" after register() had ended`);
    if (!manifest.contributes[kind].includes(name)) {
      throw new Error(`registered "${name}", which its manifest does not declare under contributes.${kind}`);
    }
    if (contributions[kind].some((known) => known.name === name))
      throw new Error(`registered "${name}" twice`);
  };

  const host: PluginHost = Object.freeze({
    apiVersion: HOST_API_VERSION,
    z,
    errors: Object.freeze({ permanent: permanentError, retryable: retryableError }),
    log,
    registerAgent(agent: PluginAgent): void {
      const parsed = check(Agent, agent, 'an agent');
      if (Object.hasOwn(CORE_AGENTS, parsed.name))
        throw new Error(`registered "${parsed.name}", the name of a core agent`);
      admit('agents', parsed.name);
      contributions.agents.push(parsed);
    },
    registerContextSource(source: ContextSource): void {
      const { name, agent } = check(Source, source, 'a context source');
      if (!manifest.contributes.agents.includes(agent))
        throw new Error(`registered "${name}" for the agent "${agent}", which its manifest does not declare`);
      admit('contextSources', name);
      contributions.contextSources.push(restrictSource(source, manifest));
    },
  });

  return {
    host,
    /** Ends registration and returns what was registered. Throws when something declared is missing. */
    close(): Contributions {
      open = false;
      for (const kind of ['agents', 'contextSources'] as const) {
        const registered = contributions[kind].map(({ name }) => name);
        const missing = manifest.contributes[kind].filter((name) => !registered.includes(name));
        if (missing.length > 0) throw new Error(`declares ${missing.join(', ')} but did not register it`);
      }
      return contributions;
    },
  };
}

function check<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Error(`registered ${what} of the wrong shape: ${describeIssues(parsed.error)}`);
}
