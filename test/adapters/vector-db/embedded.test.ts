import { expect, test } from 'vitest';
import { embeddedVectorDb } from '#shared/adapters/vector-db/embedded.ts';
import { memoryObjects } from '../support/memory-objects.ts';

const SCOPE = { organization: 'org', docId: 'doc', dimensions: 2 };
const KEY = 'indexes/org/doc/vectors-2.f32';
const rows = [{ id: 'a', vector: Float32Array.from([1, 0.5]) }];
const query = Float32Array.from([1, 0]);
const corrupt = { code: 'corrupt_vector_file', retryable: false };

test('one object a document: header and little-endian floats', async () => {
  const objects = memoryObjects();
  await embeddedVectorDb('v', objects).replace(SCOPE, rows);
  const file = Buffer.from((await objects.get(KEY))?.body ?? []);
  const header = file.readUInt32LE(4);
  expect(file.toString('latin1', 0, 4)).toBe('PSWV');
  expect(JSON.parse(file.toString('utf8', 8, 8 + header))).toMatchObject({
    ...SCOPE,
    version: 1,
    ids: ['a'],
  });
  expect([file.readFloatLE(8 + header), file.readFloatLE(12 + header), file.length]).toEqual([
    1,
    0.5,
    16 + header,
  ]);
});

test("another process's new version is seen at once, and an unchanged one is not fetched again", async () => {
  const objects = memoryObjects();
  const db = embeddedVectorDb('v', objects);
  await db.replace(SCOPE, rows);
  let gets = 0;
  const { get } = objects;
  objects.get = (key) => {
    gets++;
    return get(key);
  };
  for (let i = 0; i < 3; i++) await db.query(SCOPE, query, 1);
  expect(gets).toBe(1);
  await embeddedVectorDb('w', { ...objects, get }).replace(SCOPE, [{ id: 'b', vector: query }]);
  expect(await db.query(SCOPE, query, 1)).toEqual([{ id: 'b', score: 1 }]);
  expect(gets).toBe(2);
});

test.each<[string, (file: Buffer) => Uint8Array]>([
  ['cut short', (file) => file.subarray(0, -1)],
  ['empty', () => Buffer.alloc(0)],
  ['something else', () => Buffer.from('%PDF-1.7 and more than eight bytes')],
  [
    'a header longer than the file',
    (file) => Buffer.concat([file.subarray(0, 4), Buffer.alloc(4, 0xff), file.subarray(8)]),
  ],
  ['a header that is no JSON', (file) => Buffer.from(file.toString('latin1').replace('{', 'x'), 'latin1')],
  ["another document's", (file) => Buffer.from(file.toString('latin1').replace('"doc"', '"cod"'), 'latin1')],
])("refuses a file that is not this document's: %s", async (_, spoil) => {
  const objects = memoryObjects();
  const db = embeddedVectorDb('v', objects);
  await db.replace(SCOPE, rows);
  await objects.put(KEY, spoil(Buffer.from((await objects.get(KEY))?.body ?? [])));
  await expect(db.query(SCOPE, query, 1)).rejects.toMatchObject(corrupt);
});
