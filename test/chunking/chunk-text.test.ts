import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Chunk } from '#shared/chunking/chunk-set.ts';
import { chunkText } from '#shared/chunking/chunk-text.ts';
import { tableHeaderOf } from '#shared/chunking/searchable-text.ts';
import type { CountTokens } from '#shared/chunking/unit.ts';
import { loadTokenCounter } from '#shared/tokens/count-tokens.ts';

let count: CountTokens;
beforeAll(async () => {
  count = await loadTokenCounter();
});

const chunk = (text: string, size: number, overlap = 0) => [...chunkText(text, [], { size, overlap }, count)];
const textOf = (text: string, { start, end }: Chunk) => text.slice(start, end);

/** Texts of everything that can stand in a document. */
const piece = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    'The quick brown fox jumps over the lazy dog. ',
    'Dr. Smith paid 1,234.50 EUR on 3. März; see No. 7.',
    '2.1 Scope of Work\n',
    '# Heading\n\n',
    'GENERAL TERMS\n',
    '- first item\n',
    '| a | b | c |\n',
    'Item      Qty     Price\n',
    'Bolt M8      12     3.50\n',
    '/ M9   7   1,20\n',
    'Region      City      Manager\nNorth      7      8\nSouth      7      9\n',
    '| a | b |\n|---|---|\n| x | y |\n',
    '合同双方同意以下条款。甲方应当在三十日内付款！',
    '本契約は日本法に準拠する。本書は正本二通を作成し',
    'สวัสดีครับ ผมชื่อสมชาย ',
    '👩‍👩‍👧‍👦🏳️‍🌈',
    '\n',
    '\n\n',
    '\r\n',
    '\f',
    '    ',
    '\t',
    ' ',
    '/usr/bin\n',
    '.\n/x',
    'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    '1234567890',
    '<|endoftext|>',
  ),
);
const text = fc.array(piece, { minLength: 1, maxLength: 60 }).map((pieces) => pieces.join(''));

describe('chunkText', () => {
  it('tiles the text: no character lost, none doubled outside an overlap, no chunk over its size', () => {
    fc.assert(
      fc.property(
        text,
        fc.integer({ min: 8, max: 90 }),
        fc.double({ min: 0, max: 0.9, noNaN: true }),
        (t, size, part) => {
          const overlap = Math.floor(size * part);
          const chunks = chunk(t, size, overlap);
          let end = 0;
          for (const [i, one] of chunks.entries()) {
            if (i === 0) expect(one.start).toBe(0);
            expect(one.start).toBeLessThanOrEqual(end);
            expect(one.end).toBeGreaterThan(end);
            if (overlap === 0) expect(one.start).toBe(end);
            if (one.start < end) {
              expect(one.start).toBeGreaterThan(chunks[i - 1]?.start ?? 0);
              expect(count(t.slice(one.start, end))).toBeLessThanOrEqual(overlap);
            }
            expect(one.tokens).toBe(count(textOf(t, one)));
            const header = tableHeaderOf({ text: t }, one);
            expect(count(header + textOf(t, one))).toBeLessThanOrEqual(size);
            for (const [from, to] of one.table_header?.ranges ?? []) {
              expect(to).toBeLessThanOrEqual(one.start);
              expect(to).toBeGreaterThan(from);
            }
            end = one.end;
          }
          expect(end).toBe(t.length);
        },
      ),
      { numRuns: 1500 },
    );
  });
});
