import { beforeAll, describe, expect, it } from 'vitest';
import { createAdapterRegistry } from '#shared/adapters/create-registry.ts';
import { type ChunkSet, writeChunkSet } from '#shared/chunking/chunk-set.ts';
import { chunkText } from '#shared/chunking/chunk-text.ts';
import { vectorId } from '#shared/chunking/vector-id.ts';
import type { Task } from '#shared/contract/task.ts';
import type { RetrievalStrategy } from '#shared/contract/tool-settings.ts';
import { retrieve } from '#shared/retrieval/retrieve.ts';
import { createLedger } from '#shared/telemetry/ledger.ts';
import { estimateTokens } from '#shared/tokens/count-tokens.ts';
import { memoryObjects } from '../adapters/support/memory-objects.ts';

const ORGANIZATIONS = 50;
const DOCUMENTS = 20;
const QUERIES = 1000;
const STRATEGIES: RetrievalStrategy[] = [
  'simple',
  'hybrid',
  'fusion',
  'recursive',
  'keyword_table',
  'automerging',
];
const TOPICS = ['rent', 'deposit', 'notice', 'repairs', 'garden', 'parking', 'heating', 'insurance'];

const objects = memoryObjects();
const log = { debug() {}, info() {}, warn() {}, error() {} };
const adapters = createAdapterRegistry({
  objects,
  ledger: createLedger(),
  run: { run_id: 'run', attempt: 1 },
  log,
});

const organizationOf = (number: number) => `org-${number}`;
/** A word that stands in every chunk of one document only. */
const mark = (organization: number, document: number) => `mark${organization}x${document}`;
/** The same ids in all organisations, as the same file with the same settings has. */
const docIdOf = (document: number) => `doc-${document}`;

/** All documents say the same in the same words, so whatever is not kept apart is found. */
const textOf = (organization: number, document: number) =>
  TOPICS.map(
    (topic) =>
      `# ${topic}\n\nOn ${topic}, ${mark(organization, document)} says: the ${topic} is agreed in writing by both.`,
  ).join('\n\n');

async function index(organization: number, document: number, docId = docIdOf(document)): Promise<void> {
  const text = textOf(organization, document);
  const pages = [{ page: 1, start: 0, end: text.length }];
  const chunks = [...chunkText(text, pages, { size: 40, overlap: 0 }, estimateTokens)];
  const embedding = await adapters.embedding(undefined);
  const { id, provider, model, dimensions } = embedding;
  const scope = { organization: organizationOf(organization), docId, dimensions };
  const vectors = await embedding.embed(chunks.map(({ start, end }) => text.slice(start, end)));
  const rows = chunks.map((chunk, i) => ({ id: vectorId(chunk), vector: vectors[i] as Float32Array }));
  const store = await adapters.vectorDb(undefined);
  await store.replace(scope, rows);
  const set: ChunkSet = {
    version: 1,
    doc_id: docId,
    chunk_size: 40,
    chunk_overlap: 0,
    text,
    chunks,
    // As if it knew meaning, so that every strategy searches the vectors, too.
    vectors: { embedding: id, provider, model, dimensions, semantic: true, stores: [store.id] },
  };
  await writeChunkSet(objects, scope.organization, set);
}

async function ask(organization: number, docId: string, question: string, strategy: RetrievalStrategy) {
  const task = {
    run_id: 'run',
    organization_id: organizationOf(organization),
    tool_settings: {},
    outputs: [],
  } as unknown as Task;
  const documentIndex = {
    doc_id: docId,
    chunk_count: 8,
    chunk_size: 40,
    chunk_overlap: 0,
    embedding_dimensions: 1536,
    embedding: 'embedded-embedding',
    'vector-db': 'embedded-vector-db',
    outputs: ['a'],
  };
  const request = { task, output: { name: 'a' }, index: documentIndex, question, topK: 3, strategy };
  return retrieve(request, { adapters, objects, signal: new AbortController().signal, log });
}

describe('50 organisations with 20 documents each', () => {
  beforeAll(async () => {
    for (let organization = 0; organization < ORGANIZATIONS; organization++) {
      for (let document = 0; document < DOCUMENTS; document++) await index(organization, document);
    }
  }, 120_000);

  it('1,000 queries find nothing of another organisation or document', { timeout: 120_000 }, async () => {
    let foreign = 0;
    let found = 0;
    for (let query = 0; query < QUERIES; query++) {
      const organization = (query * 7) % ORGANIZATIONS;
      const document = (query * 13 + Math.floor(query / ORGANIZATIONS)) % DOCUMENTS;
      const topic = TOPICS[query % TOPICS.length] ?? '';
      const strategy = STRATEGIES[query % STRATEGIES.length] as RetrievalStrategy;
      // Half of them ask for another's mark by name.
      const wanted = query % 2 === 0 ? '' : mark((organization + 1) % ORGANIZATIONS, document);
      const { passages } = await ask(
        organization,
        docIdOf(document),
        `What of the ${topic} ${wanted}?`,
        strategy,
      );
      for (const { text } of passages) {
        const marks = text.match(/mark\d+x\d+/g) ?? [];
        found += marks.length;
        foreign += marks.filter((one) => one !== mark(organization, document)).length;
      }
    }
    expect(foreign).toBe(0);
    expect(found).toBeGreaterThanOrEqual(QUERIES);
  });

  it('finds nothing by the id of a document that only another organisation has', async () => {
    await index(1, 99, 'doc-of-org-1');
    expect((await ask(1, 'doc-of-org-1', 'rent', 'hybrid')).passages).not.toEqual([]);
    for (const strategy of STRATEGIES) {
      const foreign = ask(2, 'doc-of-org-1', 'rent', strategy);
      await expect(foreign).rejects.toMatchObject({ code: 'index_missing' });
      await expect(foreign).rejects.not.toThrow(/mark/);
    }
  });
});
