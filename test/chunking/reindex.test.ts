import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readChunkSet } from '#shared/chunking/chunk-set.ts';
import { vectorId } from '#shared/chunking/vector-id.ts';
import type { Output } from '#shared/contract/outputs.ts';
import type { ObjectStore } from '#shared/store/objects.ts';
import { type Bench, openBench } from './support.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench?.close());
beforeEach(() => bench.models.reset());

const SUBJECTS = [
  'The supplier',
  'The buyer',
  'Each party',
  'The carrier',
  'The insurer',
  'The agent',
  'A court',
];
const VERBS = [
  'delivers',
  'checks',
  'pays for',
  'returns',
  'insures',
  'stores',
  'accepts',
  'refuses',
  'inspects',
];
const THINGS = ['the goods', 'every invoice', 'the packaging', 'all documents', 'the deposit', 'spare parts'];
const WHEN = [
  'within thirty days',
  'at once',
  'before the end of the month',
  'after a written notice',
  'on demand',
];

/** The same sentences for the same number: a paragraph of three to six of them. */
function paragraph(seed: number): string {
  let state = Math.imul(seed + 1, 0x9e3779b1) >>> 0;
  const pick = (from: readonly string[]) => {
    state = (Math.imul(state ^ (state >>> 15), 0x85ebca6b) + 0x6d2b79f5) >>> 0;
    return from[state % from.length];
  };
  const sentences = 3 + (seed % 4);
  return Array.from(
    { length: sentences },
    (_, i) => `${pick(SUBJECTS)} ${pick(VERBS)} ${pick(THINGS)} number ${seed * 10 + i} ${pick(WHEN)}.`,
  ).join(' ');
}

const PAGES = 200;
const ON_A_PAGE = 8;
const paragraphs = (): string[] => Array.from({ length: PAGES * ON_A_PAGE }, (_, i) => paragraph(i));
const asPages = (all: readonly string[]): string =>
  Array.from({ length: PAGES }, (_, page) =>
    all.slice(page * ON_A_PAGE, (page + 1) * ON_A_PAGE).join('\n\n'),
  ).join('\n\f');

const SETTINGS = { 'chunk-size': 256, 'chunk-overlap': 0, embedding: 'semantic' };
const output = (more: Partial<Output> = {}): Output => ({ name: 'a', prompt: 'What?', ...SETTINGS, ...more });

describe('a document that changes', () => {
  const before = paragraphs();

  it('of 200 pages has only the chunks embedded that a changed paragraph touches', async () => {
    const { result } = await bench.chunk({ text: asPages(before), outputs: [output()] });
    expect(bench.models.embedded.flat()).toHaveLength(result.chunk_count);
    expect(result.chunk_count).toBeGreaterThan(300);

    // One after the other, at the beginning, in the middle and at the end: reworded, shortened, made longer.
    const changes: [at: number, text: string][] = [
      [3, 'This paragraph is another one now.'],
      [PAGES * 4 + 5, `${before[PAGES * 4 + 5]} And one sentence more, which says something new.`],
      [PAGES * ON_A_PAGE - 2, paragraph(9999)],
    ];
    const now = [...before];
    let written = (await bench.objects.list('embeddings/org/')).length;
    for (const [at, text] of changes) {
      bench.models.reset();
      now[at] = text;
      const changed = await bench.chunk({ text: asPages(now), outputs: [output()] });
      expect(changed.result.doc_id).not.toBe(result.doc_id);
      const embedded = bench.models.embedded.flat();
      expect(embedded.length).toBeGreaterThan(0);
      expect(embedded.length).toBeLessThanOrEqual(4);
      expect(changed.result.usage_records).toHaveLength(1);
      const store = await changed.ctx.adapters.vectorDb(undefined);
      const scope = { organization: 'org', docId: changed.result.doc_id, dimensions: 512 };
      expect(await store.count(scope)).toBe(changed.result.chunk_count);
      // One pack with the new vectors; the known ones are not written again.
      const after = await bench.objects.list('embeddings/org/');
      expect(after.filter((key) => key.includes('/packs/')).length).toBeLessThan(8);
      expect(after.length - written).toBeLessThanOrEqual(1 + 8);
      written = after.length;
    }
  });

  it('costs nothing with a rotated key, under another name, or as it was before', async () => {
    bench.models.reset();
    await bench.chunk({
      text: asPages(before),
      outputs: [output()],
      embedding: { key: 'CHUNKING_TEST_KEY_2' },
    });
    // Another overlap is another index of other chunks; the text's own ones are in the cache.
    const { ctx } = await bench.chunk({ text: `${asPages(before)}\n`, outputs: [output()] });
    expect(bench.models.embedded.flat().length).toBeLessThanOrEqual(1);
    expect(ctx.ledger.rest().length).toBeLessThanOrEqual(1);
  });

  it('is paid for again by another organisation and another dimension', async () => {
    const text = before.slice(0, 12).join('\n\n');
    const first = await bench.chunk({ text, outputs: [output()], organization: 'first' });
    await bench.chunk({ text, outputs: [output()], organization: 'second' });
    expect(bench.models.embedded.flat()).toHaveLength(2 * first.result.chunk_count);
    expect(await bench.objects.list('embeddings/second/')).not.toEqual([]);
  });

  it('keeps what was paid for when a run fails for good: the next run pays for the rest', async () => {
    const text = Array.from({ length: 900 }, (_, i) => paragraph(20_000 + i)).join('\n\n');
    const outputs = [output({ 'chunk-size': 60 })];
    bench.models.failAfter(2);
    await expect(bench.attempt({ text, outputs })).rejects.toMatchObject({ code: 'embedding_unavailable' });
    const paid = bench.models.embedded.flat().length;
    expect(paid).toBeGreaterThan(200);
    const { result } = await bench.chunk({ text, outputs });
    expect(bench.models.embedded.flat()).toHaveLength(result.chunk_count);
    expect(result.usage_records.reduce((sum, one) => sum + one.embedding_tokens, 0)).toBe(
      result.chunk_count - paid,
    );
  });

  it('is indexed all the same when the cache is broken or refused', async () => {
    const text = before.slice(20, 40).join('\n\n');
    await bench.chunk({ text, outputs: [output()], organization: 'broken' });
    for (const key of await bench.objects.list('embeddings/broken/'))
      await bench.objects.put(key, 'not a pack');
    bench.models.reset();
    const changed = `${text}\n\nOne more paragraph.`;
    const { result } = await bench.chunk({ text: changed, outputs: [output()], organization: 'broken' });
    expect(bench.models.embedded.flat()).toHaveLength(result.chunk_count);
  });
});

describe('reindex', () => {
  it('shows readers the old index or the new one while halves of it are killed', async () => {
    const text = paragraphs().slice(0, 60).join('\n\n');
    const first = await bench.chunk({ text, outputs: [output()] });
    const { result, ctx } = first;
    const { objects } = bench;
    const store = await ctx.adapters.vectorDb(undefined);
    const scope = { organization: 'org', docId: result.doc_id, dimensions: 512 };
    const question = Float32Array.from({ length: 512 }, (_, i) => Math.sin(i) / 16);
    const seen = async () =>
      JSON.stringify(
        (await store.query(scope, question, 1000)).map(({ id, score }) => [id, score.toFixed(5)]),
      );

    const versions = [await seen()];
    let reading = true;
    const views = new Set<string>();
    let reads = 0;
    const reader = (async () => {
      while (reading) {
        const [set, view] = await Promise.all([readChunkSet(objects, 'org', result.doc_id), seen()]);
        const ids = new Set(set?.chunks.map(vectorId));
        const found = (JSON.parse(view) as [string][]).map(([id]) => id);
        expect(found).toHaveLength(result.chunk_count);
        expect(found.every((id) => ids.has(id))).toBe(true);
        views.add(view);
        reads++;
      }
    })();
    // Each time another model answers, so that old and new vectors differ; each time it dies one write later.
    for (let write = 0; write < 14; write++) {
      bench.models.turn(write + 1);
      let writes = 0;
      const dying: ObjectStore = {
        ...objects,
        put: (key, body, type) =>
          writes++ >= write ? Promise.reject(new Error('killed')) : objects.put(key, body, type),
      };
      await bench
        .attempt({ text, outputs: [output({ reindex: true })], context: { objects: dying } })
        .catch((error: Error) => expect(error.message).toBe('killed'));
      versions.push(await seen());
    }
    await bench.chunk({ text, outputs: [output({ reindex: true })] });
    versions.push(await seen());
    reading = false;
    await reader;
    expect(reads).toBeGreaterThan(14);
    for (const view of views) expect(versions).toContain(view);
    // Some died before the vectors were replaced, some behind that, and the last one not at all.
    expect(new Set(versions).size).toBeGreaterThan(2);
    expect(views.size).toBeGreaterThan(1);
  });
});
