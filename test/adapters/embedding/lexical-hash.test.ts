import { expect, test } from 'vitest';
import { lexicalHashEmbedding } from '#shared/adapters/embedding/lexical-hash.ts';

const adapter = lexicalHashEmbedding('embedded-embedding');
const dot = (a: Float32Array, b: Float32Array) =>
  a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);

test('says what it is', () => {
  expect(adapter).toMatchObject({ provider: 'lexical-hash', dimensions: 1536, semantic: false });
});

test('is the same on every machine', async () => {
  const [vector] = await adapter.embed(['Invoice total: 12,50 €']);
  const places = [...(vector as Float32Array).entries()].filter(([, value]) => value !== 0);
  expect(places).toMatchInlineSnapshot(`
    [
      [
        67,
        -0.5,
      ],
      [
        470,
        0.5,
      ],
      [
        1429,
        0.5,
      ],
      [
        1521,
        -0.5,
      ],
    ]
  `);
});

test('finds equal words whatever their case, form and order', async () => {
  const [a, b, c] = (await adapter.embed(['Total amount due', 'DUE: ｔｏｔａｌ amount!', 'Cats sleep'])) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  expect(dot(a, b)).toBeCloseTo(1, 6);
  expect(Math.abs(dot(a, c))).toBeLessThan(0.01);
});

test('gives every text a vector of length 1, even one without words', async () => {
  const texts = ['', '…', 'a', 'word '.repeat(10_000), '漢字', '\u0000\ud800'];
  for (const vector of await adapter.embed(texts)) expect(dot(vector, vector)).toBeCloseTo(1, 5);
});
