import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openFile } from '#shared/extraction/pdf/file/open-file.ts';
import { NotPlain, type PdfFile, type PdfValue } from '#shared/extraction/pdf/file/types.ts';
import { makePdf, mappedFont, onePage, put } from '../../support/make-pdf.ts';

/** All that can be reached from the pages; how many objects. What is not plain is passed over. */
function readAll(file: PdfFile): number {
  const seen = new Set<number>();
  const visit = (value: PdfValue | undefined, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > 100) return;
    if (value instanceof Map) for (const item of value.values()) visit(item, depth + 1);
    else if (Array.isArray(value)) for (const item of value) visit(item, depth + 1);
    else if ('kind' in value && value.kind === 'stream') {
      unlessNotPlain(() => file.decode(value));
      visit(value.dict, depth + 1);
    } else if ('kind' in value && value.kind === 'ref' && !seen.has(value.number)) {
      seen.add(value.number);
      visit(
        unlessNotPlain(() => file.resolve(value)),
        depth + 1,
      );
    }
  };
  for (const page of file.pages) visit(page.dict, 0);
  return seen.size;
}

function unlessNotPlain<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof NotPlain) return undefined;
    throw error;
  }
}

/** Numerical Recipes' generator: the same changes in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const WORDS = [
  '/Kids',
  '/Count 9',
  '/Prev 0',
  '/Length',
  'endobj',
  'stream',
  ' 0 R',
  '<<',
  '>>',
  '[',
  ']',
  '(',
  '%',
];

function damaged(bytes: Uint8Array, number: (below: number) => number): Uint8Array {
  const copy = Buffer.from(bytes);
  for (let changes = 1 + number(5); changes > 0; changes--) {
    const at = number(copy.length);
    if (number(2) === 0) copy[at] = number(256);
    else copy.write(WORDS[number(WORDS.length)] as string, at, 'latin1');
  }
  return number(5) === 0 ? copy.subarray(0, number(copy.length)) : copy;
}

const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url));

describe('a damaged file', () => {
  const { resources, more } = mappedFont(['a', 'b']);
  const files: [string, () => Promise<Uint8Array> | Uint8Array, string][] = [
    ['by hand', () => onePage('BT /F 9 Tf (ab) Tj ET', { resources, more }), ''],
    [
      'compressed',
      () => makePdf((pdf) => put(pdf, 'Text', 10, 10), { info: { CreationDate: new Date(0) } }),
      '',
    ],
    ['RC4', () => fixture('encrypted-v4-rc4.pdf'), 'user'],
    ['AES', () => fixture('encrypted-v5-r6.pdf'), 'user'],
  ];

  it.each(files)('(%s) ends in nothing but NotPlain', async (_what, make, password) => {
    const bytes = await make();
    expect(readAll(openFile(bytes, password))).toBeGreaterThan(1);
    const number = numbers(20261122);
    let refused = 0;
    for (let i = 0; i < 400; i++) {
      const copy = damaged(bytes, number);
      if (unlessNotPlain(() => readAll(openFile(copy, password))) === undefined) refused++;
    }
    expect(refused).toBeGreaterThan(40);
    expect(refused).toBeLessThan(400);
  });
});
