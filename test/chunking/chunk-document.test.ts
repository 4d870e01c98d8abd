import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chunkSetKey, readChunkSet } from '#shared/chunking/chunk-set.ts';
import type { Output } from '#shared/contract/outputs.ts';
import type { ObjectStore } from '#shared/store/objects.ts';
import { runFolder } from '#shared/store/run-folder.ts';
import { type Bench, openBench } from './support.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench?.close());
beforeEach(() => bench.models.reset());

/** A text of so many numbered paragraphs, its own for each test. */
const paragraphs = (name: string, count: number) =>
  Array.from(
    { length: count },
    (_, i) => `Paragraph ${i} of ${name} says something about item ${i * 7}.`,
  ).join('\n\n');

const output = (name: string, more: Partial<Output> = {}): Output => ({ name, prompt: 'What?', ...more });
const SMALL = { 'chunk-size': 20, 'chunk-overlap': 0 };
const SEMANTIC = { ...SMALL, embedding: 'semantic' };

describe('the chunking stage', () => {
  it('makes chunks, vectors and the bill of an index', async () => {
    const text = paragraphs('all', 30);
    const { outcome, ctx, metrics } = await bench.attempt({ text, outputs: [output('a', SEMANTIC)] });
    if (outcome.kind !== 'done') throw new Error(outcome.reason);
    const { result } = outcome;
    const set = await readChunkSet(bench.objects, 'org', result.doc_id);
    expect(set?.chunks.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text);
    expect(result).toMatchObject({
      status: 'success',
      chunk_count: set?.chunks.length,
      embedding_dimensions: 512,
      indexes: [{ doc_id: result.doc_id, chunk_size: 20, embedding: 'semantic', outputs: ['a'] }],
      usage_records: [{ usage_type: 'embedding', model_name: 'concepts', status: 'SUCCESS' }],
    });
    expect(metrics.get('Chunks')).toBe(set?.chunks.length);
    const store = await ctx.adapters.vectorDb(undefined);
    const scope = { organization: 'org', docId: result.doc_id, dimensions: 512 };
    expect(await store.count(scope)).toBe(set?.chunks.length);
    expect(bench.models.embedded.flat()).toHaveLength(set?.chunks.length ?? 0);
  });

  it('embeds nothing again for the same document, also with another key and time-out', async () => {
    const text = paragraphs('again', 20);
    const first = await bench.chunk({ text, outputs: [output('a', SEMANTIC)] });
    bench.models.reset();
    const embedding = { timeout: 33, key: 'CHUNKING_TEST_KEY_2' };
    const second = await bench.chunk({ text, outputs: [output('b', SEMANTIC)], embedding });
    expect(bench.models.embedded).toEqual([]);
    expect(second.result.doc_id).toBe(first.result.doc_id);
    expect(second.result.usage_records).toEqual([]);

    const third = await bench.chunk({ text, outputs: [output('b', { ...SEMANTIC, reindex: true })] });
    expect(third.result.doc_id).toBe(first.result.doc_id);
    expect(bench.models.embedded.flat()).toHaveLength(first.result.chunk_count);
  });

  it('makes the vectors again where the store has lost them', async () => {
    const text = paragraphs('lost', 20);
    const { result, ctx } = await bench.chunk({ text, outputs: [output('a', SEMANTIC)] });
    const store = await ctx.adapters.vectorDb(undefined);
    const scope = { organization: 'org', docId: result.doc_id, dimensions: 512 };
    await store.delete(scope);
    await bench.chunk({ text, outputs: [output('a', SEMANTIC)] });
    expect(await store.count(scope)).toBe(result.chunk_count);
  });

  it('goes on after a failure half-way without paying twice, and shows readers no half index', async () => {
    const text = paragraphs('half', 700);
    const runId = 'half-way';
    const outputs = [output('a', SEMANTIC)];
    bench.models.failAfter(2);
    await expect(bench.attempt({ text, outputs, runId })).rejects.toMatchObject({ retryable: true });
    const paidFor = bench.models.embedded.flat();
    expect(paidFor.length).toBeGreaterThan(0);
    const docs = await bench.objects.list('indexes/org/');
    const { result } = await bench.chunk({ text, outputs, runId });
    expect(docs).not.toContain(chunkSetKey('org', result.doc_id));
    const embedded = bench.models.embedded.flat();
    expect(embedded).toHaveLength(result.chunk_count);
    expect(new Set(embedded).size).toBe(result.chunk_count);
    // The failed call stands in the bill, too.
    expect(result.usage_records.map(({ status }) => status).sort()).toEqual([
      'ERROR',
      'SUCCESS',
      'SUCCESS',
      'SUCCESS',
    ]);
  });

  it('saves after a few requests where the provider takes one text at a time', async () => {
    const text = paragraphs('one-by-one', 60);
    const runId = 'one-by-one';
    const outputs = [output('a', SEMANTIC)];
    const embedding = { embed_batch_size: 1, max_concurrency: 1 };
    bench.models.failAfter(40);
    await expect(bench.attempt({ text, outputs, runId, embedding })).rejects.toMatchObject({
      retryable: true,
    });
    const paid = bench.models.embedded.length;
    const { result } = await bench.chunk({ text, outputs, runId, embedding });
    expect(result.chunk_count).toBeGreaterThan(40);
    // The 32 of the full step and the 8 of the failed one.
    expect(bench.models.embedded.length - paid).toBe(result.chunk_count - 40);
  });

  it('saves a step once in the bill, also when the store says that it was there already', async () => {
    const text = paragraphs('repeated', 20);
    const create: ObjectStore['create'] = async (key, body) => {
      await bench.objects.create(key, body);
      return undefined;
    };
    const context = { run: runFolder({ ...bench.objects, create }, 'org', 'repeated') };
    const outputs = [output('a', SEMANTIC)];
    const { outcome } = await bench.attempt({ text, outputs, runId: 'repeated', context });
    if (outcome.kind !== 'done') throw new Error(outcome.reason);
    expect(outcome.result.usage_records).toHaveLength(1);
  });

  it('makes the index of the last output of a name only', async () => {
    const outputs = [output('a', SMALL), output('a', { ...SMALL, 'chunk-size': 40 })];
    const { result } = await bench.chunk({ text: paragraphs('twice', 20), outputs });
    expect(result.indexes).toMatchObject([{ chunk_size: 40, outputs: ['a'] }]);
  });

  it('is redone when it died before its last write', async () => {
    const text = paragraphs('died', 20);
    const dying: ObjectStore = {
      ...bench.objects,
      put: (key, body, type) =>
        key.endsWith('chunks.json')
          ? Promise.reject(new Error('killed'))
          : bench.objects.put(key, body, type),
    };
    const outputs = [output('a', SEMANTIC)];
    await expect(bench.attempt({ text, outputs, context: { objects: dying } })).rejects.toThrow('killed');
    const { result } = await bench.chunk({ text, outputs });
    expect(await readChunkSet(bench.objects, 'org', result.doc_id)).toBeDefined();
  });

  it('saves what it has and asks for another round when time runs short', async () => {
    const text = paragraphs('long', 600);
    const outputs = [output('a', SEMANTIC)];
    const context = { remainingMs: () => 1000 };
    const kinds: string[] = [];
    for (let round = 0; round < 10 && kinds.at(-1) !== 'done'; round++) {
      kinds.push((await bench.attempt({ text, outputs, runId: 'rounds', context })).outcome.kind);
    }
    expect(kinds).toEqual(['continue', 'continue', 'done']);
    const embedded = bench.models.embedded.flat();
    expect(new Set(embedded).size).toBe(embedded.length);
  });

  it('makes one index for each distinct setting, and none twice', async () => {
    const outputs = [
      output('a', SMALL),
      output('b', SMALL),
      output('c', { ...SMALL, 'chunk-size': 40 }),
      output('d', SEMANTIC),
      output('e'),
      output('off', { ...SMALL, 'chunk-size': 99, active: false }),
    ];
    const { result } = await bench.chunk({ text: paragraphs('settings', 20), outputs });
    expect(result.indexes.map((index) => index.outputs)).toEqual([['a', 'b'], ['c'], ['d'], ['e']]);
    expect(new Set(result.indexes.map((index) => index.doc_id)).size).toBe(4);
  });

  it('takes the whole document as one chunk without vectors when it fits the model', async () => {
    const text = paragraphs('whole', 20);
    for (const llm of [undefined, 'large']) {
      const { result } = await bench.chunk({ text, outputs: [output('a', { llm, embedding: 'semantic' })] });
      expect(result).toMatchObject({ chunk_count: 1, embedding_dimensions: 0 });
      expect(result.indexes).toMatchObject([{ chunk_size: 0, outputs: ['a'] }]);
    }
    expect(bench.models.embedded).toEqual([]);
  });

  it('takes 60 % of the window with 10 % overlap when the document does not fit', async () => {
    const text = paragraphs('smart', 900);
    const { result } = await bench.chunk({ text, outputs: [output('a', { llm: 'small' })] });
    expect(result.indexes).toMatchObject([{ chunk_size: 2400, chunk_overlap: 240 }]);
    expect(result.chunk_count).toBeGreaterThan(3);
    const manual = await bench.chunk({
      text,
      outputs: [output('a', { llm: 'small' })],
      tool: { enable_smart_chunking: false },
    });
    expect(manual.result.indexes).toMatchObject([{ chunk_size: 1000, chunk_overlap: 100 }]);
  });

  it('makes vectors of an embedding without meaning only for a strategy that needs them', async () => {
    const text = paragraphs('needs', 20);
    const words = await bench.chunk({ text, outputs: [output('a', SMALL)] });
    expect(words.result.indexes).toMatchObject([{ embedding_dimensions: 0 }]);
    const simple = await bench.chunk({
      text,
      outputs: [output('a', { ...SMALL, 'retrieval-strategy': 'simple' })],
    });
    expect(simple.result.doc_id).toBe(words.result.doc_id);
    expect(simple.result.indexes).toMatchObject([{ embedding_dimensions: 1536 }]);
    // An index with vectors serves those who need none.
    const again = await bench.chunk({ text, outputs: [output('a', SMALL)] });
    expect(again.result.indexes).toMatchObject([{ embedding_dimensions: 0 }]);
    expect((await readChunkSet(bench.objects, 'org', simple.result.doc_id))?.vectors).toMatchObject({
      dimensions: 1536,
      semantic: false,
    });
  });

  it.each([
    [
      'an overlap as large as the chunk',
      'some text',
      { 'chunk-size': 20, 'chunk-overlap': 20 },
      'invalid_chunk_settings',
    ],
    ['a text of nothing but white space', ' \n\f ', {}, 'no_text'],
    ['an unknown embedding', 'some text', { ...SMALL, embedding: 'nobody' }, 'unknown_adapter'],
  ])('refuses %s for good', async (_what, text, more, code) => {
    await expect(bench.attempt({ text, outputs: [output('a', more)] })).rejects.toMatchObject({
      code,
      retryable: false,
    });
  });

  it('keeps organisations apart', async () => {
    const text = paragraphs('tenants', 20);
    const one = await bench.chunk({ text, outputs: [output('a', SEMANTIC)], organization: 'one' });
    const count = bench.models.embedded.flat().length;
    await bench.chunk({ text, outputs: [output('a', SEMANTIC)], organization: 'two' });
    expect(bench.models.embedded.flat()).toHaveLength(2 * count);
    expect(await bench.objects.list('indexes/two/')).toContain(chunkSetKey('two', one.result.doc_id));
  });
});
