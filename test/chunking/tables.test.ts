import { beforeAll, describe, expect, it } from 'vitest';
import { withBoxes } from '#shared/chunking/chunk-boxes.ts';
import { chunkText } from '#shared/chunking/chunk-text.ts';
import { searchableText, tableHeaderOf } from '#shared/chunking/searchable-text.ts';
import type { CountTokens } from '#shared/chunking/unit.ts';
import type { Line, Lines } from '#shared/contract/lines.ts';
import { loadTokenCounter } from '#shared/tokens/count-tokens.ts';

let count: CountTokens;
beforeAll(async () => {
  count = await loadTokenCounter();
});

function cut(text: string, size: number, overlap = 0, { pages, lines }: Partial<Lines> = {}) {
  const chunks = [...chunkText(text, pages ?? [], { size, overlap }, count, lines ?? [])];
  return chunks.map((chunk) => ({
    ...chunk,
    own: text.slice(chunk.start, chunk.end),
    header: tableHeaderOf({ text }, chunk),
  }));
}

const HEADER = 'Article              Quantity       Price';
const row = (i: number) => `Bolt number ${i}        ${i * 3} pcs        ${i * 7}.50`;
const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => row(from + i));

/** Pages of lines as the extraction assembles them: a form feed between pages, roles at top and foot. */
function paged(pages: { text: string; role?: 'header' | 'footer' }[][]): { text: string } & Lines {
  let text = '';
  const lines: Line[] = [];
  const ranges = pages.map((page, i) => {
    if (i > 0) text += '\n\f';
    const start = text.length;
    for (const [n, line] of page.entries()) {
      if (n > 0) text += '\n';
      const at = { page: i + 1, start: text.length, end: text.length + line.text.length };
      const box: [number, number, number, number] = [50, 20 + n * 12, 400, 30 + n * 12];
      lines.push({ ...at, box, source: 'text-layer', ...(line.role && { role: line.role }) });
      text += line.text;
    }
    return { page: i + 1, width: 595, height: 842, start, end: text.length };
  });
  return { text, version: 1, pages: ranges, lines };
}

describe('table headers', () => {
  it('stand in front of every chunk that begins inside a column-aligned table, within its size', () => {
    const text = ['Our offer:', '', HEADER, ...rows(1, 90), '', 'Thank you for your order.'].join('\n');
    const chunks = cut(text, 100);
    expect(chunks.length).toBeGreaterThan(10);
    for (const { own, header } of chunks) {
      expect(count(header + own)).toBeLessThanOrEqual(100);
      expect(header).toBe(own.startsWith('Bolt') ? `${HEADER}\n` : '');
    }
    const later = chunks.find(({ own }) => own.includes('Bolt number 60 '));
    expect(searchableText({ text }, later ?? expect.fail())).toMatch(/^Article +Quantity/);
    expect(chunks.map(({ own }) => own).join('')).toBe(text);
  });

  it('of Markdown are the row above the rule and the rule, also where all cells are words', () => {
    const body = Array.from({ length: 40 }, (_, i) => `| Street ${i} of the north | Mrs Miller | open |`);
    const text = ['| Place | Manager | State |', '|---|:---:|---|', ...body].join('\n');
    const [first, ...others] = cut(text, 80);
    expect(first?.header).toBe('');
    expect(others.length).toBeGreaterThan(4);
    for (const { header } of others) expect(header).toBe('| Place | Manager | State |\n|---|:---:|---|\n');
  });

  it('go on over page ends, whether or not the next page repeats them', () => {
    const furniture = (i: number) => ({
      text: `ACME CORP ANNUAL REPORT        Page ${i}`,
      role: 'header' as const,
    });
    const foot = { text: 'Confidential', role: 'footer' as const };
    const plain = (lines: string[]) => lines.map((text) => ({ text }));
    const document = paged([
      [furniture(1), ...plain([HEADER, ...rows(1, 20)]), foot],
      [furniture(2), ...plain(rows(20, 40)), foot],
      [furniture(3), ...plain([HEADER, ...rows(40, 60)]), foot],
    ]);
    const chunks = cut(document.text, 120, 0, document);
    for (const { own, header, headings } of chunks) {
      expect(header).toBe(
        own.startsWith('\fArticle') ||
          own.includes('ACME CORP ANNUAL REPORT        Page 1') ||
          /^\f?ACME|^Article/.test(own)
          ? ''
          : `${HEADER}\n`,
      );
      expect(headings).toEqual([]);
    }
    const repeated = document.text.lastIndexOf(HEADER);
    const last = chunks.at(-1);
    expect(last?.table_header?.ranges[0]?.[0]).toBe(repeated);
  });

  it('are none where nothing tells them from other rows, or where they would fill the chunk', () => {
    const words = Array.from(
      { length: 60 },
      (_, i) => `Left column ${'abc'.repeat(i % 3)}       right column text`,
    );
    for (const { header } of cut(words.join('\n'), 60)) expect(header).toBe('');
    const wide = `${'Very long column name   '.repeat(12)}\n${rows(1, 30).join('\n')}`;
    for (const { header } of cut(wide, 60)) expect(header).toBe('');
    const pairs = ['Name:      Miller', 'Total:      12.50', 'Tax:      3.20', 'Paid:      9.30'];
    for (const { header } of cut(pairs.join('\n'), 12)) expect(header).toBe('');
  });

  it('go in front of an overlap too', () => {
    const chunks = cut([HEADER, ...rows(1, 60)].join('\n'), 120, 40);
    for (const { own, header } of chunks.slice(1)) {
      expect(header).toBe(`${HEADER}\n`);
      expect(count(header + own)).toBeLessThanOrEqual(120);
    }
  });
});

describe('page ends', () => {
  it('part no sentence, and running lines are no headings', () => {
    const document = paged([
      [
        { text: 'THE GENERAL TERMS', role: 'header' },
        { text: 'The supplier delivers the goods within thirty days of' },
        { text: '- 1 -', role: 'footer' },
      ],
      [
        { text: 'THE GENERAL TERMS', role: 'header' },
        { text: 'the order, unless the buyer asks for a later day. Then he waits.' },
      ],
    ]);
    const chunks = cut(document.text, 45, 0, document);
    expect(chunks).toHaveLength(1);
    expect(chunks[0]?.headings).toEqual([]);
    expect(cut(document.text, count(document.text) - 2, 0, document)[0]?.own.trimEnd()).toMatch(
      /later day\.$/,
    );
  });
});

describe('boxes', () => {
  it('of a chunk are those of its lines, one for lines below each other, without running lines', () => {
    const document = paged([
      [
        { text: 'Top of the page', role: 'header' },
        { text: 'First line of text' },
        { text: 'second line of it.' },
      ],
      [{ text: 'Third line on a new page.' }],
    ]);
    const [chunk] = withBoxes(cut(document.text, 200, 0, document), document.lines);
    expect(chunk?.boxes).toEqual([
      [1, 50, 32, 400, 54],
      [2, 50, 20, 400, 30],
    ]);
    const separate = withBoxes(cut(document.text, 16, 0, document), document.lines);
    expect(separate.at(-1)?.boxes).toEqual([[2, 50, 20, 400, 30]]);
  });

  it('of a whole document are one a page', () => {
    const page = Array.from({ length: 40 }, (_, i) => ({ text: `Line ${i} stands here.` }));
    const document = paged([page, page, page]);
    const lines = document.lines.map((line) => ({
      ...line,
      box: [50, line.start * 40, 60, line.start * 40 + 8] as [number, number, number, number],
    }));
    const [chunk] = withBoxes(cut(document.text, 5000, 0, document), lines);
    expect(chunk?.boxes?.map(([number]) => number)).toEqual([1, 2, 3]);
  });

  it('are absent where the format has no geometry', () => {
    const [chunk] = withBoxes(cut('Plain text.', 20), [{ page: 1, start: 0, end: 11, source: 'plain' }]);
    expect(chunk).not.toHaveProperty('boxes');
  });
});
