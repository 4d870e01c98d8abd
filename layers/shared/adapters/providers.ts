import { didYouMean } from './closest.ts';
import { type AdapterInstance, type AdapterKind, wrongConfiguration } from './configuration.ts';
import type { AdapterContext } from './context.ts';
import type { EmbeddingAdapter } from './embedding/types.ts';
import type { LlmAdapter } from './llm/types.ts';
import type { RerankerAdapter } from './reranker/types.ts';
import type { VectorDbAdapter } from './vector-db/types.ts';
import type { X2TextAdapter } from './x2text/types.ts';

type Adapters = {
  llm: LlmAdapter;
  embedding: EmbeddingAdapter;
  'vector-db': VectorDbAdapter;
  x2text: X2TextAdapter;
  reranker: RerankerAdapter;
};
export type AdapterOf<K extends AdapterKind> = Adapters[K];

type Create<K extends AdapterKind> = (
  instance: AdapterInstance,
  context: AdapterContext,
) => Promise<AdapterOf<K>>;

/**
 * A provider's upstream uuid, and how to make an adapter of it; without `create` it is known but not built in.
 * `upstreamName`: where upstream gives two providers one name and only the uuid tells them apart.
 */
type Provider<K extends AdapterKind> = { uuid?: string; upstreamName?: string; create?: Create<K> };

const embedded: { [K in Exclude<AdapterKind, 'reranker'>]: Create<K> } = {
  llm: async ({ id }) => (await import('./llm/embedded-reader.ts')).embeddedReader(id),
  embedding: async ({ id }) => (await import('./embedding/lexical-hash.ts')).lexicalHashEmbedding(id),
  'vector-db': async ({ id }, { objects }) =>
    (await import('./vector-db/embedded.ts')).embeddedVectorDb(id, objects),
  x2text: async ({ id }) => ({ ...(await import('./x2text/embedded.ts')).embeddedX2Text(), id }),
};

const openAiLlm: Create<'llm'> = async (instance, context) =>
  (await import('./llm/openai-compatible.ts')).openAiCompatibleLlm(instance, context);
const bedrockLlm: Create<'llm'> = async (instance, context) =>
  (await import('./llm/bedrock.ts')).bedrockLlm(instance, context);
const openAiEmbedding: Create<'embedding'> = async (instance, context) =>
  (await import('./embedding/openai-compatible.ts')).openAiCompatibleEmbedding(instance, context);
const bedrockEmbedding: Create<'embedding'> = async (instance, context) =>
  (await import('./embedding/bedrock.ts')).bedrockEmbedding(instance, context);
const postgres: Create<'vector-db'> = async (instance, context) =>
  (await import('./vector-db/postgres.ts')).postgresVectorDb(instance, context);
const s3Vectors: Create<'vector-db'> = async (instance, context) =>
  (await import('./vector-db/s3-vectors.ts')).s3VectorsDb(instance, context);
const qdrant: Create<'vector-db'> = async (instance, context) =>
  (await import('./vector-db/qdrant.ts')).qdrantVectorDb(instance, context);
const milvus: Create<'vector-db'> = async (instance, context) =>
  (await import('./vector-db/milvus.ts')).milvusVectorDb(instance, context);
const pinecone: Create<'vector-db'> = async (instance, context) =>
  (await import('./vector-db/pinecone.ts')).pineconeVectorDb(instance, context);
const weaviate: Create<'vector-db'> = async (instance, context) =>
  (await import('./vector-db/weaviate.ts')).weaviateVectorDb(instance, context);

const whispererV1: Create<'x2text'> = async (instance, context) =>
  (await import('./x2text/llmwhisperer/extract.ts')).llmWhispererV1(instance, context);
const whispererV2: Create<'x2text'> = async (instance, context) =>
  (await import('./x2text/llmwhisperer/extract.ts')).llmWhispererV2(instance, context);
const unstructured: Create<'x2text'> = async (instance, context) =>
  (await import('./x2text/unstructured/extract.ts')).unstructuredX2Text(instance, context);
const llamaParse: Create<'x2text'> = async (instance, context) =>
  (await import('./x2text/llamaparse/extract.ts')).llamaParse(instance, context);
const textract: Create<'x2text'> = async (instance, context) =>
  (await import('./x2text/textract/extract.ts')).textractX2Text(instance, context);

const restReranker: Create<'reranker'> = async (instance, context) =>
  (await import('./reranker/rest.ts')).restReranker(instance, context);
const bedrockReranker: Create<'reranker'> = async (instance, context) =>
  (await import('./reranker/bedrock.ts')).bedrockReranker(instance, context);

/** All providers by kind and short name; upstream's ids are `<short name>|<uuid>` (UPSTREAM §8). */
const PROVIDERS: { [K in AdapterKind]: Record<string, Provider<K>> } = {
  llm: {
    embedded: { create: embedded.llm },
    openai: { uuid: '502ecf49-e47c-445c-9907-6d4b90c5cd17', create: openAiLlm },
    openaicompatible: { uuid: 'b6d10f33-2c41-49fc-a8c2-58d2b247fc09', create: openAiLlm },
    ollama: { uuid: '4b8bd31a-ce42-48d4-9d69-f29c12e0f276', create: openAiLlm },
    vllm: { create: openAiLlm },
    azureopenai: { uuid: '592d84b9-fe03-4102-a17e-6b391f32850b', create: openAiLlm },
    azureaifoundry: { uuid: '1ee34560-ea2b-47ac-bfce-ecc4aa5a48cb', create: openAiLlm },
    mistral: { uuid: '00f766a5-6d6d-47ea-9f6c-ddb1e8a94e82', create: openAiLlm },
    gemini: { uuid: '085f6c03-b57e-4594-85bb-40e2616c2736', create: openAiLlm },
    openrouter: { uuid: '17756452-5dca-4e10-9cbf-d9bc16505458', create: openAiLlm },
    nvidiabuild: { uuid: '240d142d-68dd-4b6f-9716-80afd5c661cc', create: openAiLlm },
    minimax: { uuid: '4f0e4241-2430-4921-81bf-8b2c6040d8d2', create: openAiLlm },
    bedrock: { uuid: '8d18571f-5e96-4505-bd28-ad0379c64064', create: bedrockLlm },
    anthropic: { uuid: '90ebd4cd-2f19-4cef-a884-9eeb6ac0f203' },
    vertexai: { uuid: '78fa17a5-a619-47d4-ac6e-3fc1698fdb55' },
    anyscale: { uuid: 'adec9815-eabc-4207-9389-79cb89952639' },
  },
  embedding: {
    embedded: { create: embedded.embedding },
    openai: { uuid: '717a0b0e-3bbc-41dc-9f0c-5689437a1151', create: openAiEmbedding },
    openaicompatible: { uuid: '65573de7-2ea5-4631-bb49-492717972455', create: openAiEmbedding },
    ollama: { uuid: 'd58d7080-55a9-4542-becd-8433528e127b', create: openAiEmbedding },
    vllm: { create: openAiEmbedding },
    azureopenai: { uuid: '9770f3f6-f8ba-4fa0-bb3a-bef48a00e66f', create: openAiEmbedding },
    mistral: { uuid: '28a9d784-bc33-46a4-804a-436058e1354f', create: openAiEmbedding },
    gemini: { uuid: '5c2a36b8-0b8e-4f26-82c0-9f3b564cb066', create: openAiEmbedding },
    nvidiabuild: { uuid: '2afcdf59-5323-4086-97fb-d9a0432e7795', create: openAiEmbedding },
    bedrock: { uuid: '88199741-8d7e-4e8c-9d92-d76b0dc20c91', create: bedrockEmbedding },
    vertexai: { uuid: '457a256b-e74f-4251-98a0-8864aafb42a5' },
  },
  'vector-db': {
    embedded: { create: embedded['vector-db'] },
    postgres: { uuid: '70ab6cc2-e86a-4e5a-896f-498a95022d34', create: postgres },
    supabase: { uuid: 'e6998e3c-3595-48c0-a190-188dbd803858', create: postgres },
    s3vectors: { create: s3Vectors },
    qdrant: { uuid: '41f64fda-2e4c-4365-89fd-9ce91bee74d0', create: qdrant },
    milvus: { uuid: '3f42f6f9-4b8e-4546-95f3-22ecc9aca442', create: milvus },
    pinecone: { uuid: '83881133-485d-4ecc-b1f7-0009f96dc74a', create: pinecone },
    weaviate: { uuid: '294e08df-4e4a-40f2-8f0d-9e4940180ccc', create: weaviate },
  },
  x2text: {
    embedded: { create: embedded.x2text },
    llmwhisperer: { uuid: 'a5e6b8af-3e1f-4a80-b006-d017e8e67f93', create: whispererV2 },
    llmwhispererv1: {
      uuid: '0a1647f0-f65f-410d-843b-3d979c78350e',
      upstreamName: 'llmwhisperer',
      create: whispererV1,
    },
    unstructuredcommunity: { uuid: 'eeed506f-1875-457f-9101-846fc7115676', create: unstructured },
    unstructuredenterprise: { uuid: 'eb1b6c58-221f-4db0-a4a5-e5f9cdca44e1', create: unstructured },
    llamaparse: { uuid: '78860239-b3cc-4cc5-b3de-f84315f75d14', create: llamaParse },
    textract: { create: textract },
    noopx2text: {},
  },
  reranker: {
    cohere: { create: restReranker },
    jina: { create: restReranker },
    voyage: { create: restReranker },
    vllm: { create: restReranker },
    coherecompatible: { create: restReranker },
    bedrock: { create: bedrockReranker },
  },
};

/** Finds an instance's provider by short name or upstream id. Throws `invalid_adapter_configuration`. */
export function findProvider<K extends AdapterKind>(
  kind: K,
  { id, provider }: AdapterInstance,
): { name: string; create: Create<K> } {
  const [short = '', uuid] = provider.split('|');
  const table: Record<string, Provider<K>> = PROVIDERS[kind];
  const plain = short.toLowerCase().replace(/[^a-z0-9]/g, '');
  const isThis = (key: string) =>
    uuid !== undefined && table[key]?.upstreamName === plain && table[key].uuid === uuid;
  const name = Object.keys(table).find(isThis) ?? plain;
  const found = Object.hasOwn(table, name) ? table[name] : undefined;
  const available = Object.keys(table).filter((key) => table[key]?.create);
  if (!found || (uuid !== undefined && found.uuid !== undefined && uuid !== found.uuid)) {
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
