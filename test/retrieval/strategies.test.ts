import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readChunkSet } from '#shared/chunking/chunk-set.ts';
import { RETRIEVAL_STRATEGIES, type RetrievalStrategy } from '#shared/contract/tool-settings.ts';
import { chunkHit, fuse } from '#shared/retrieval/hits.ts';
import { retrieve } from '#shared/retrieval/retrieve.ts';
import { type Bench, openBench } from '../chunking/support.ts';
import { type AskSettings, askOn, FACTS, FILLER, TEXT } from './support.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench?.close());
beforeEach(() => bench.models.reset());

const ask = (question: string, strategy: RetrievalStrategy, settings?: AskSettings) =>
  askOn(bench, question, strategy, settings);

describe('every strategy', () => {
  it.each(RETRIEVAL_STRATEGIES)(
    '%s: at most topK chunks of the document, in order, with range, pages and score, the same every time',
    async (strategy) => {
      const llm = { llm: 'large' };
      bench.models.answer({
        route: 'detail',
        questions: ['When are invoices due?', 'Where do visitors register?'],
      });
      const first = await ask('When are invoices due, and where do visitors register?', strategy, {
        output: llm,
      });
      expect(first.passages.length).toBeGreaterThan(0);
      let end = 0;
      for (const passage of first.passages) {
        expect(passage.text).toBe(TEXT.slice(passage.start, passage.end));
        expect(passage.start).toBeGreaterThanOrEqual(end);
        expect(passage.pages).toEqual([1]);
        expect(passage.score).toBeGreaterThan(0);
        end = passage.end;
        expect(passage.strategy).toBe(strategy === 'router' ? 'recursive' : strategy);
        expect(passage.arms.length).toBeGreaterThan(0);
      }
      const ranks = first.passages.map(({ rank }) => rank);
      expect(ranks.toSorted()).toEqual(ranks.map((_, i) => i + 1));
      const scores = first.passages.toSorted((a, b) => a.rank - b.rank).map(({ score }) => score);
      expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      expect(first.texts.join(' ')).toContain('Invoices are due');
      const chunks = first.passages.flatMap(({ chunkId }) => chunkId.split('+'));
      expect(chunks.length).toBeLessThanOrEqual(strategy === 'automerging' ? 12 : 3);
      const again = await retrieve(first.request, first.ctx);
      expect(again.passages).toEqual(first.passages);
      const one = await retrieve({ ...first.request, topK: 1 }, first.ctx);
      expect(one.passages).toHaveLength(1);
    },
  );

  it('joins neighbours to one passage', async () => {
    const { passages } = await ask('invoices receipt physician Monday', 'keyword_table', { topK: 2 });
    expect(passages).toHaveLength(1);
    expect(passages[0]?.chunkId).toBe('c000001+c000002');
    expect(passages[0]?.text).toMatch(/^Invoices[\s\S]*Monday\.\n\n$/);
  });

  it('says so when nothing fits the question, and takes the beginning', async () => {
    const { texts, warnings } = await ask('Welche Farbe hat der Zaun?', 'keyword_table');
    expect(texts).toEqual([FACTS.slice(0, 3).join('\n\n')]);
    expect(warnings).toEqual([expect.stringContaining('beginning of the document')]);
  });

  it('leaves out what does not fit into the window, and says so', async () => {
    const text = Array.from({ length: 30 }, (_, i) => `Topic ${i}: ${'budget plan '.repeat(450)}.`).join(
      '\n\n',
    );
    const output = { llm: 'small', 'chunk-size': 1000, embedding: undefined };
    const { passages, warnings } = await ask('budget plan', 'hybrid', { text, output, topK: 5 });
    expect(passages.flatMap(({ chunkId }) => chunkId.split('+')).length).toBeLessThan(4);
    expect(warnings).toEqual([expect.stringMatching(/^Only \d of 5 passages fit/)]);
  });
});

describe('simple', () => {
  it('finds what is meant, in other words', async () => {
    const { texts } = await ask('car', 'simple', { topK: 1 });
    expect(texts).toEqual([FACTS[0]]);
  });

  it('searches the vectors of the embedded embedding, too', async () => {
    const output = { embedding: undefined };
    const { texts, index } = await ask('warranty parts', 'simple', { topK: 1, output });
    expect(texts).toEqual([FACTS[5]]);
    expect(index.embedding_dimensions).toBe(1536);
  });

  it('waits for a store that lags, and fails rather than answering from nothing', async () => {
    const { request, ctx } = await ask('car', 'simple', { text: `${TEXT}\n\nLagging.` });
    const store = await ctx.adapters.vectorDb(undefined);
    let queries = 0;
    const lagging = (shownAfter: number) => ({
      ...ctx,
      adapters: {
        ...ctx.adapters,
        vectorDb: async () => ({
          ...store,
          query: async (...query: Parameters<typeof store.query>) =>
            ++queries > shownAfter ? store.query(...query) : [],
        }),
      },
    });
    expect((await retrieve(request, lagging(2))).passages).not.toEqual([]);
    expect(queries).toBe(3);
    await expect(retrieve(request, lagging(99))).rejects.toMatchObject({
      code: 'vectors_not_ready',
      retryable: true,
    });
  });

  it('waits for a store that shows a part of the document only, and says what it did not show', async () => {
    const { request, ctx } = await ask('car', 'simple', { text: `${TEXT}\n\nLagging a little.` });
    const store = await ctx.adapters.vectorDb(undefined);
    let queries = 0;
    const partial = (shownAfter: number) => ({
      ...ctx,
      adapters: {
        ...ctx.adapters,
        vectorDb: async () => ({
          ...store,
          query: async (...query: Parameters<typeof store.query>) => {
            const rows = await store.query(...query);
            return ++queries > shownAfter ? rows : rows.slice(1, 2);
          },
        }),
      },
    });
    const late = await retrieve(request, partial(1));
    expect(late.warnings).toEqual([]);
    expect(late.passages.some(({ text }) => text.includes('automobile'))).toBe(true);
    const never = await retrieve(request, partial(99));
    expect(never.passages).toHaveLength(1);
    expect(never.warnings).toEqual([expect.stringContaining('shows 1 of 3 chunks')]);
  });

  it('never asks a store for more than 100 hits to fuse, which is all that S3 Vectors gives', async () => {
    const { request, ctx } = await ask('car', 'hybrid');
    const store = await ctx.adapters.vectorDb(undefined);
    const asked: number[] = [];
    const adapters = {
      ...ctx.adapters,
      vectorDb: async () => ({
        ...store,
        query: async (...query: Parameters<typeof store.query>) => {
          asked.push(query[2]);
          return store.query(...query);
        },
      }),
    };
    for (const topK of [1, 20, 90]) await retrieve({ ...request, topK }, { ...ctx, adapters });
    expect(asked).toEqual([50, 100, 100]);
  });
});

describe('fusion and hybrid', () => {
  it.each(['fusion', 'hybrid'] as const)(
    '%s finds what only words and what only vectors find',
    async (strategy) => {
      const { texts } = await ask('salary seniority', strategy, { topK: 2 });
      // "seniority" stands there; "salary" only as remuneration.
      expect(texts.join(' ')).toContain('Remuneration');
      expect(texts.join(' ')).toContain('seniority');
      const words = await ask('salary seniority', 'keyword_table', { topK: 2 });
      expect(words.texts.join(' ')).not.toContain('Remuneration');
    },
  );

  it('scores by reciprocal rank: the best of both arms gets 2 / 61', async () => {
    const { passages } = await ask('warranty covers parts', 'fusion', { topK: 1 });
    expect(passages[0]?.score).toBeCloseTo(2 / 61, 10);
  });

  it('say which arm found a passage', async () => {
    const { passages } = await ask('salary seniority', 'fusion', { topK: 2 });
    const armsOf = (word: string) => passages.find(({ text }) => text.includes(word))?.arms;
    expect(armsOf('Remuneration')).toEqual(['vectors']);
    expect(armsOf('seniority')).toEqual(['bm25', 'vectors']);
  });

  it('fusion searches other wordings too, at half weight, when there is a model to write them', async () => {
    const wordings = ['cafeteria lunch', 'salary', 'salary', 'gate', 'front desk'];
    bench.models.answer({ questions: wordings });
    const output = { llm: 'large' };
    const { passages, warnings, index } = await ask('parking space seniority', 'fusion', { topK: 4, output });
    const words = passages.map(({ text }) => text).join(' ');
    for (const found of ['Parking', 'cafeteria', 'Remuneration']) expect(words).toContain(found);
    expect(warnings).toEqual([]);
    expect(index.embedding_dimensions).toBe(512);
    expect(bench.models.asked).toHaveLength(1);
    // The question and three wordings, embedded in one call.
    expect(bench.models.embedded).toEqual([['parking space seniority', 'cafeteria lunch', 'salary', 'gate']]);
    expect(passages.find(({ rank }) => rank === 1)?.text).toContain('Parking');
  });

  it('fuse: a list of half weight counts half, arms are joined, ties stand as in the document', () => {
    const words = [chunkHit(3, 9, 'bm25'), chunkHit(1, 8, 'bm25')];
    const near = [chunkHit(1, 0.9, 'vectors'), chunkHit(0, 0.8, 'vectors')];
    expect(fuse([{ hits: words }, { hits: near, weight: 0.5 }])).toEqual([
      { first: 1, last: 1, score: 1 / 62 + 0.5 / 61, arms: ['bm25', 'vectors'] },
      { first: 3, last: 3, score: 1 / 61, arms: ['bm25'] },
      { first: 0, last: 0, score: 0.5 / 62, arms: ['vectors'] },
    ]);
    expect(fuse([{ hits: near }, { hits: near.toReversed() }]).map(({ first }) => first)).toEqual([0, 1]);
  });

  it('fusion searches the question alone when the model writes nothing of use', async () => {
    bench.models.answer({ nothing: true });
    const { texts, warnings } = await ask('warranty parts', 'fusion', { output: { llm: 'large' }, topK: 1 });
    expect(texts).toEqual([FACTS[5]]);
    expect(warnings).toEqual([expect.stringContaining('wrote no other wordings')]);
  });

  it('rely on BM25 alone where the embedding knows no meaning; fusion says so', async () => {
    const output = { embedding: undefined };
    const hybrid = await ask('warranty parts', 'hybrid', { output });
    const fusion = await ask('warranty parts', 'fusion', { output });
    expect(hybrid.warnings).toEqual([]);
    expect(fusion.warnings).toEqual([expect.stringContaining('BM25 alone')]);
    const found = ({ chunkId, score, arms }: (typeof fusion.passages)[number]) => [chunkId, score, arms];
    expect(fusion.passages.map(found)).toEqual(hybrid.passages.map(found));
    expect(hybrid.index.embedding_dimensions).toBe(0);
  });
});

describe('grammar', () => {
  it.each(['hybrid', 'keyword_table', 'recursive'] as const)(
    '%s finds a word by the words that mean the same in the project',
    async (strategy) => {
      const grammar = [
        { word: 'carport', synonyms: ['Parking Space', 'bay'] },
        { word: 'C++', synonyms: ['warranty'] },
      ];
      const output = { embedding: undefined, grammar };
      const { texts } = await ask('Who gets a Carport?', strategy, { output, topK: 1 });
      expect(texts).toEqual([FACTS[9]]);
      const other = await ask('Is C++ covered?', strategy, { output, topK: 1 });
      expect(other.texts).toEqual([FACTS[5]]);
      const none = await ask('Who gets carports?', strategy, { output, topK: 1 });
      expect(none.texts).toEqual([FACTS[0]]);
      expect(none.warnings).toEqual([expect.stringContaining('beginning')]);
    },
  );
});

describe('keyword_table', () => {
  it('counts distinct keywords, not how often one is said, and calls no model', async () => {
    const text = [
      'Audit audit audit audit audit audit audit audit.',
      'The audit of the ledger is done by the treasurer.',
      ...FILLER,
    ].join('\n\n');
    const { texts } = await ask('audit ledger treasurer', 'keyword_table', { text, topK: 1 });
    expect(texts).toEqual(['The audit of the ledger is done by the treasurer.']);
    expect([bench.models.embedded, bench.models.asked]).toEqual([[], []]);
  });
});

describe('recursive', () => {
  it('finds the chunk by a small part of it, where the whole chunk hides the hit', async () => {
    // One chunk has both words often but far apart, the other has them in one sentence.
    const copper = 'Copper prices went up again in the second half of that year. '.repeat(5);
    const zinc = 'Zinc prices went down again in the first half of that year. '.repeat(5);
    const between = 'The committee met as usual and had nothing at all to report. '.repeat(8);
    const spread = `${copper}${between}${zinc}`;
    const filler = (n: number) =>
      Array.from(
        { length: 11 },
        (_, i) => `Filler sentence ${n} ${i} has to say that it is here to fill.`,
      ).join(' ');
    const hidden = `${filler(1)} Copper zinc alloy is stored in hall nine. ${filler(2)}`;
    const text = [spread, hidden, filler(3), filler(4)].join('\n\n');
    const output = { 'chunk-size': 400, embedding: undefined };
    const small = await ask('copper zinc', 'recursive', { text, topK: 1, output });
    const flat = await ask('copper zinc', 'hybrid', { text, topK: 1, output });
    expect(small.texts[0]).toContain('hall nine');
    expect(flat.texts[0]).not.toContain('hall nine');
    // The larger range is returned, not the small unit.
    expect(small.texts[0]).toContain('Filler sentence');
  });
});

describe('automerging', () => {
  const section = (name: string, sentences: string[]) => `# ${name}\n\n${sentences.join('\n\n')}\n\n`;
  const text =
    section('Heating', [
      'The boiler runs on gas all day.',
      'The boiler is cleaned in June.',
      'Nobody enters the room alone.',
      'Doors stay shut at all times.',
    ]) +
    section('Roof', [
      'The roof was renewed last year.',
      'Tiles are kept in the shed.',
      'Gutters are cleaned in May.',
      'Ladders need two people.',
    ]) +
    FILLER.join('\n\n');
  const output = { embedding: undefined, 'chunk-size': 16 };

  it('returns the parent when enough of its chunks are hit', async () => {
    const { texts } = await ask('When is the boiler cleaned, and what does it run on?', 'automerging', {
      text,
      output,
      topK: 1,
    });
    expect(texts[0]).toContain('The boiler runs on gas');
    expect(texts[0]).toContain('Nobody enters the room alone.');
    expect(texts[0]).not.toContain('# Roof');
  });

  it('returns the chunk alone when they are not', async () => {
    const { texts } = await ask('tiles shed', 'automerging', { text, output, topK: 1 });
    expect(texts[0]).toContain('Tiles are kept in the shed.');
    expect(texts[0]).not.toContain('The roof was renewed');
  });
});

describe('subquestion', () => {
  it('searches each part on its own, in this document only', async () => {
    bench.models.answer({ questions: ['warranty parts', 'cafeteria lunch'] });
    const { texts } = await ask('Compare two things.', 'subquestion', { topK: 2, output: { llm: 'large' } });
    expect(texts.join(' ')).toContain('warranty');
    expect(texts.join(' ')).toContain('cafeteria');
    expect(bench.models.asked).toHaveLength(1);
  });

  it('says which part a passage is for, and when parts were left out', async () => {
    bench.models.answer({ questions: ['warranty parts', 'cafeteria lunch', 'warranty months'] });
    const asked = await ask('Compare two things.', 'subquestion', { topK: 2, output: { llm: 'large' } });
    const questionsOf = (word: string) => asked.passages.find(({ text }) => text.includes(word))?.questions;
    expect(questionsOf('warranty')).toEqual(['warranty parts']);
    expect(questionsOf('cafeteria')).toEqual(['cafeteria lunch']);
    expect(asked.warnings).toEqual([expect.stringContaining('2 of 3 sub-questions')]);
    expect(bench.models.embedded).toEqual([['warranty parts', 'cafeteria lunch']]);
  });
});

describe('router', () => {
  it.each([
    ['keywords', 0],
    ['meaning', 1],
  ])('lets the arm search that the model chose: %s', async (route, embeddings) => {
    bench.models.answer({ route });
    const { texts, warnings } = await ask('remuneration board', 'router', {
      topK: 1,
      output: { llm: 'large' },
    });
    expect(texts[0]).toContain('Remuneration');
    expect(warnings).toEqual([]);
    expect(bench.models.asked).toHaveLength(1);
    expect(bench.models.embedded).toHaveLength(embeddings);
  });

  it('offers a search by meaning only where there is one', async () => {
    bench.models.answer({ route: 'meaning' });
    const { warnings } = await ask('remuneration', 'router', {
      output: { llm: 'large', embedding: undefined },
    });
    expect(warnings).toEqual([expect.stringContaining('did not choose')]);
  });
});

describe('without a language model', () => {
  it.each(['router', 'subquestion'] as const)('%s runs as hybrid and says so', async (strategy) => {
    const asked = await ask('remuneration board', strategy, { topK: 2 });
    const hybrid = await ask('remuneration board', 'hybrid', { topK: 2 });
    expect(asked.passages).toEqual(hybrid.passages);
    expect(asked.warnings).toEqual([expect.stringMatching(/ran as "hybrid".*embedded reader/)]);
  });
});

describe('isolation', () => {
  it.each(RETRIEVAL_STRATEGIES)('%s never leaves the document and the organisation', async (strategy) => {
    bench.models.answer({ route: 'meaning', questions: ['secret code'] });
    const secret = (name: string) => `The secret code of ${name} is here.\n\n${FACTS.join('\n\n')}`;
    const llm = { llm: 'large' };
    for (const [organization, name] of [
      ['one', 'alpha'],
      ['one', 'beta'],
      ['two', 'gamma'],
    ] as const) {
      await ask('secret code', strategy, { text: secret(name), organization, output: llm });
    }
    const { texts } = await ask('secret code', strategy, {
      text: secret('beta'),
      organization: 'one',
      output: llm,
    });
    expect(texts.join(' ')).toContain('beta');
    expect(texts.join(' ')).not.toMatch(/alpha|gamma/);
  });

  it('does not find the index of another organisation', async () => {
    const { request, ctx, index } = await ask('warranty', 'hybrid', { organization: 'one' });
    expect(await readChunkSet(bench.objects, 'stranger', index.doc_id)).toBeUndefined();
    const foreign = { ...request, task: { ...request.task, organization_id: 'stranger' } };
    await expect(retrieve(foreign, ctx)).rejects.toMatchObject({ code: 'index_missing' });
  });
});
