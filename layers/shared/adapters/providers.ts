import { didYouMean } from './closest.ts';
import { type AdapterInstance, type AdapterKind, wrongConfiguration } from './configuration.ts';
import type { AdapterContext } from './context.ts';
import type { EmbeddingAdapter } from './embedding/types.ts';
import type { LlmAdapter } from './llm/types.ts';
import type { VectorDbAdapter } from './vector-db/types.ts';
import type { X2TextAdapter } from './x2text/types.ts';

type Adapters = {
  llm: LlmAdapter;
  embedding: EmbeddingAdapter;
  'vector-db': VectorDbAdapter;
  x2text: X2TextAdapter;
};
export type AdapterOf<K extends AdapterKind> = Adapters[K];

type Create<K extends AdapterKind> = (
  instance: AdapterInstance,
  context: AdapterContext,
) => Promise<AdapterOf<K>>;

/** A provider's upstream uuid, and how to make an adapter of it; without `create` it is known but not built in. */
type Provider<K extends AdapterKind> = { uuid?: string; create?: Create<K> };

const embedded: { [K in AdapterKind]: Create<K> } = {
  llm: async ({ id }) => (await import('./llm/embedded-reader.ts')).embeddedReader(id),
  embedding: async ({ id }) => (await import('./embedding/lexical-hash.ts')).lexicalHashEmbedding(id),
  'vector-db': async ({ id }, { objects }) =>
    (await import('./vector-db/embedded.ts')).embeddedVectorDb(id, objects),
  x2text: async ({ id }) => ({ ...(await import('./x2text/embedded.ts')).embeddedX2Text(), id }),
};

/** All providers by kind and short name; upstream's ids are `<short name>|<uuid>`. */
const PROVIDERS: { [K in AdapterKind]: Record<string, Provider<K>> } = {
  llm: { embedded: { create: embedded.llm } },
  embedding: { embedded: { create: embedded.embedding } },
  'vector-db': { embedded: { create: embedded['vector-db'] } },
  x2text: { embedded: { create: embedded.x2text } },
};

/** Finds an instance's provider by short name or upstream id. Throws `invalid_adapter_configuration`. */
export function findProvider<K extends AdapterKind>(
  kind: K,
  { id, provider }: AdapterInstance,
): { name: string; create: Create<K> } {
  const [short = '', uuid] = provider.split('|');
  const table: Record<string, Provider<K>> = PROVIDERS[kind];
  const name = short.toLowerCase().replace(/[^a-z0-9]/g, '');
  const found = Object.hasOwn(table, name) ? table[name] : undefined;
  const available = Object.keys(table).filter((key) => table[key]?.create);
  if (!found || (uuid !== undefined && uuid !== found.uuid)) {
    throw wrongConfiguration(
      `Adapter "${id}": there is no ${kind} provider "${provider}".${didYouMean(short, Object.keys(table))} ` +
        `Built in: ${available.join(', ')}.`,
    );
  }
  if (!found.create) {
    throw wrongConfiguration(
      `Adapter "${id}": the ${kind} provider "${short}" is not built in. Built in: ${available.join(', ')}.`,
    );
  }
  return { name, create: found.create };
}
