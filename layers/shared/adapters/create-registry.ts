import { permanentError } from '../contract/errors.ts';
import { type AdapterInstance, type AdapterKind, instanceOf } from './configuration.ts';
import type { AdapterContext } from './context.ts';
import { type AdapterOf, findProvider } from './providers.ts';
import { readConfiguration } from './read-configuration.ts';
import { type AdapterRegistry, EMBEDDED } from './registry.ts';
import { processSecrets } from './secrets.ts';

export type RegistryOptions = Omit<AdapterContext, 'secrets'> & {
  /** `s3://bucket/key`, `file:path` or `ssm:/name`; without it only the embedded adapters exist. */
  reference?: string;
  secrets?: AdapterContext['secrets'];
};

/**
 * Makes the adapters of one run. Configuration, secrets and provider modules are loaded when an adapter is first
 * asked for, so a function loads only what it uses.
 */
export function createAdapterRegistry(options: RegistryOptions): AdapterRegistry {
  const { reference, ...rest } = options;
  const context: AdapterContext = { secrets: processSecrets, ...rest };
  const made = new Map<string, Promise<unknown>>();

  const make = async <K extends AdapterKind>(kind: K, id: string): Promise<AdapterOf<K>> => {
    const instance = await findInstance(kind, id, reference, context);
    const provider = findProvider(kind, instance);
    return provider.create({ ...instance, provider: provider.name }, context);
  };
  const get = <K extends AdapterKind>(kind: K, id: string): Promise<AdapterOf<K>> => {
    const name = `${kind} ${id}`;
    const known = made.get(name);
    if (known !== undefined) return known as Promise<AdapterOf<K>>;
    const adapter = make(kind, id);
    made.set(name, adapter);
    // A failure is not kept: the configuration may be there the next time.
    adapter.catch(() => made.delete(name));
    return adapter;
  };
  return {
    llm: (id = EMBEDDED.llm) => get('llm', id),
    embedding: (id = EMBEDDED.embedding) => get('embedding', id),
    vectorDb: (id = EMBEDDED['vector-db']) => get('vector-db', id),
    x2text: (id = EMBEDDED.x2text) => get('x2text', id),
    reranker: (id) => get('reranker', id),
  };
}

async function findInstance(
  kind: AdapterKind,
  id: string,
  reference: string | undefined,
  context: AdapterContext,
): Promise<AdapterInstance> {
  const builtIn = Object.entries(EMBEDDED).find(([, embedded]) => embedded === id);
  const instance = builtIn
    ? { id, kind: builtIn[0] as AdapterKind, provider: 'embedded', settings: {}, secrets: {} }
    : reference && instanceOf(await readConfiguration(reference, context.objects), id);
  if (!instance) {
    const where = reference ? `the adapter configuration ${reference} has none` : 'ADAPTERS_REF is not set';
    throw permanentError('unknown_adapter', `There is no ${kind} adapter "${id}": ${where}.`);
  }
  if (instance.kind !== kind) {
    throw permanentError(
      'unknown_adapter',
      `The adapter "${id}" is a ${instance.kind} adapter, not ${kind}.`,
    );
  }
  return instance;
}
