import { beforeAll, describe, expect, it } from 'vitest';
import { chunkText } from '#shared/chunking/chunk-text.ts';
import { docIdOf } from '#shared/chunking/doc-id.ts';
import { splitText } from '#shared/chunking/split-text.ts';
import type { CountTokens } from '#shared/chunking/unit.ts';
import type { Page } from '#shared/contract/lines.ts';
import { loadTokenCounter } from '#shared/tokens/count-tokens.ts';

let count: CountTokens;
beforeAll(async () => {
  count = await loadTokenCounter();
});

function cut(text: string, size: number, overlap = 0, pages: Page[] = []) {
  const chunks = [...chunkText(text, pages, { size, overlap }, count)];
  return { chunks, texts: chunks.map(({ start, end }) => text.slice(start, end)) };
}

describe('structure', () => {
  it('never cuts a table row, and keeps a table head with its first row', () => {
    const rows = Array.from(
      { length: 120 },
      (_, i) => `Item ${i}        ${i * 3} pcs        ${i * 7},50 EUR`,
    );
    const text = [
      'Our offer of today:',
      '',
      'Article       Quantity       Price',
      ...rows,
      '',
      'Thank you.',
    ].join('\n');
    const { texts } = cut(text, 120);
    expect(texts.length).toBeGreaterThan(8);
    for (const row of rows) expect(texts.filter((one) => one.includes(row))).toHaveLength(1);
    expect(texts.find((one) => one.includes('Article'))).toContain('Item 0 ');
  });

  it('keeps whole rows in the overlap', () => {
    const rows = Array.from({ length: 60 }, (_, i) => `| ${i} | name ${i} | ${i * 11} |`);
    const { texts } = cut(rows.join('\n'), 80, 25);
    for (const one of texts) for (const line of one.trim().split('\n')) expect(rows).toContain(line);
  });

  it('begins chunks at headings, never parts a heading from its text, and knows the path', () => {
    const section = (n: number) =>
      `## ${n} Section number ${n}\n\n${`This sentence belongs to section ${n} alone. `.repeat(4)}\n\n`;
    const text = `# The Agreement\n\n${Array.from({ length: 12 }, (_, i) => section(i + 1)).join('')}`;
    const { chunks, texts } = cut(text, 100);
    expect(texts.length).toBeGreaterThan(5);
    for (const one of texts) {
      expect(one).toMatch(/^#/);
      expect(one.trim().split('\n').at(-1)).not.toMatch(/^#/);
    }
    expect(chunks[3]?.headings).toEqual(['The Agreement', expect.stringMatching(/^\d+ Section number/)]);
  });

  it('cuts a long paragraph at sentence ends, not behind titles, initials, ordinals or line ends', () => {
    const sentences = Array.from(
      { length: 40 },
      (_, i) =>
        `On the 3. of May Dr. A. Smith paid\n1,234.5${i} EUR to Acme Inc. for item No. ${i} and left.`,
    );
    const { texts } = cut(sentences.join(' '), 90);
    expect(texts.length).toBeGreaterThan(5);
    for (const one of texts) expect(one.trim()).toMatch(/^On the[\s\S]*and left\.$/);
  });

  it('cuts Chinese, Japanese and Thai at sentence or word ends within the size', () => {
    const chinese = cut('合同双方同意以下条款。甲方应当在三十日内付款！乙方应当按时交货？'.repeat(30), 60);
    expect(chinese.texts.length).toBeGreaterThan(10);
    for (const one of chinese.texts) expect(one).toMatch(/[。！？]$/);
    const japanese = cut('本契約は日本法に準拠する。'.repeat(50), 40);
    for (const one of japanese.texts) expect(one).toMatch(/^本[\s\S]*。$/);
    const words = new Set(
      [...new Intl.Segmenter('th', { granularity: 'word' }).segment('สวัสดีครับผมชื่อสมชาย'.repeat(60))].map(
        ({ segment }) => segment,
      ),
    );
    const thai = cut('สวัสดีครับผมชื่อสมชาย'.repeat(60), 20);
    expect(thai.texts.length).toBeGreaterThan(10);
    for (const one of thai.texts) expect([...words].some((word) => one.startsWith(word))).toBe(true);
  });

  it('fills chunks of a text without spaces, though its words count for more alone', () => {
    const { chunks } = cut(
      '中国人民共和国合同法规定当事人应当遵循公平原则确定各方的权利和义务'.repeat(40),
      100,
    );
    const full = chunks.slice(0, -1);
    expect(full.reduce((sum, one) => sum + one.tokens, 0) / full.length).toBeGreaterThan(90);
  });

  it('cuts a word that is longer than a chunk, but no character', () => {
    const { texts } = cut('👩‍👩‍👧‍👦'.repeat(50), 40);
    for (const one of texts) expect(one).toMatch(/^(?:👩‍👩‍👧‍👦)+$/u);
  });

  it('overlaps by whole sentences, as many as fit', () => {
    const sentences = Array.from({ length: 60 }, (_, i) => `Sentence number ${i} is here to be counted.`);
    const text = sentences.join(' ');
    const { chunks } = cut(text, 60, 25);
    for (const [i, one] of chunks.entries()) {
      if (i === 0) continue;
      const shared = text.slice(one.start, chunks[i - 1]?.end);
      expect(shared.trim()).toMatch(/^Sentence number \d+[\s\S]*counted\.$/);
      expect(count(shared)).toBeLessThanOrEqual(25);
      expect(count(shared)).toBeGreaterThan(12);
    }
  });

  it('overlaps by words where a sentence is longer than the overlap', () => {
    const text = `${'word and another '.repeat(300)}end.`;
    const { chunks } = cut(text, 100, 10);
    for (const [i, one] of chunks.entries()) {
      if (i > 0) expect(count(text.slice(one.start, chunks[i - 1]?.end))).toBeGreaterThan(7);
    }
  });

  it('knows the pages of a chunk', () => {
    const pages = ['First page.\n', '\fSecond page.\n', '\fThird page, with more text on it.\n'];
    const text = pages.join('');
    let start = 0;
    const ranges = pages.map((page, i) => {
      const range = { page: i + 1, start, end: start + page.length };
      start += page.length;
      return range;
    });
    expect(cut(text, 100, 0, ranges).chunks[0]?.pages).toEqual([1, 2, 3]);
    expect(cut(text, 6, 0, ranges).chunks.map((one) => one.pages)[1]).toEqual([2]);
  });

  it('takes time in proportion to the text, also for one line and one word', () => {
    const time = (text: string) => {
      const started = performance.now();
      const { chunks } = cut(text, 200);
      expect(chunks.at(-1)?.end).toBe(text.length);
      return performance.now() - started;
    };
    // Each is minutes where a part is quadratic (Intl.Segmenter, byte-pair merging, form feed search).
    expect(time('A sentence of a line that never ends. '.repeat(20_000))).toBeLessThan(6000);
    expect(time('x'.repeat(200_000))).toBeLessThan(6000);
    expect(time(' '.repeat(200_000))).toBeLessThan(6000);
    expect(time('one two three '.repeat(20_000))).toBeLessThan(6000);
    expect(time('a line\n'.repeat(60_000))).toBeLessThan(6000);
  });
});

describe('splitText', () => {
  it('splits into pieces that make up the text', async () => {
    const text = 'One sentence. Another sentence! '.repeat(50);
    const pieces = await splitText(text, 30);
    expect(pieces.join('')).toBe(text);
    for (const piece of pieces) expect(count(piece)).toBeLessThanOrEqual(30);
    expect(await splitText('', 30)).toEqual([]);
  });

  it('refuses sizes that are none', async () => {
    for (const size of [0, -1, 1.5, Number.NaN])
      await expect(splitText('text', size)).rejects.toMatchObject({ code: 'invalid_chunk_settings' });
  });
});

describe('docIdOf', () => {
  const identity = {
    fileHash: 'f',
    text: 't',
    chunkSize: 100,
    chunkOverlap: 10,
    embedding: { provider: 'openai', model: 'm', dimensions: 8 },
    vectorDbProvider: 'postgres',
  };

  it('is the same for the same meaning, and never changes by itself', () => {
    // Everything else an adapter has – id, key, time-out – does not count.
    const more = { ...identity, embedding: { ...identity.embedding, id: 'other', timeout: 3 } };
    expect(docIdOf(more)).toBe(docIdOf(identity));
    expect(docIdOf(identity)).toMatchInlineSnapshot(`"5925a70fb0b09126551d9af9518f2428d7dd6b0e"`);
  });

  it.each<[string, Partial<typeof identity>]>([
    ['file', { fileHash: 'g' }],
    ['text', { text: 'u' }],
    ['size', { chunkSize: 101 }],
    ['overlap', { chunkOverlap: 11 }],
    ['model', { embedding: { provider: 'openai', model: 'n', dimensions: 8 } }],
    ['dimension', { embedding: { provider: 'openai', model: 'm', dimensions: 9 } }],
    ['kind of store', { vectorDbProvider: 'embedded' }],
  ])('changes with the %s', (_what, change) => {
    expect(docIdOf({ ...identity, ...change })).not.toBe(docIdOf(identity));
  });
});
