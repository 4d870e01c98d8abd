import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CONTENDERS, type Contender, type LoadPeer } from './contender.ts';
import { DOCUMENTS, documentOf, exactNearest, makeVectors, type Shape, type Vectors } from './vectors.ts';

const MOST = 10;
/** Answers that are judged against the exact ones, which are slow to find. */
const JUDGED = 10;

/** One half of a contender's trial, run in a process of its own: its memory is the process's. */
export type Half = {
  contender: string;
  half: 'insert' | 'query';
  folder: string;
  shape: Shape;
  peers?: string;
};
export type InsertFigures = { insertMs: number; rowsPerSecond: number };
export type QueryFigures = {
  openMs: number;
  queryP50Ms: number;
  queryP95Ms: number;
  filteredP50Ms: number;
  filteredP95Ms: number;
  recall: number;
  filteredRecall: number;
  megabytes: number;
};

export async function runHalf(half: Half): Promise<InsertFigures | QueryFigures> {
  const make = await CONTENDERS[half.contender]?.();
  if (!make) throw new Error(`There is no contender "${half.contender}".`);
  const contender = await make(peerLoader(half.peers));
  return half.half === 'insert' ? insert(contender, half) : query(contender, half);
}

async function insert(contender: Contender, { folder, shape }: Half): Promise<InsertFigures> {
  const vectors = makeVectors(shape);
  const start = performance.now();
  await contender.insert(folder, shape, vectors);
  const insertMs = performance.now() - start;
  return { insertMs, rowsPerSecond: (shape.rows / insertMs) * 1000 };
}

/** Opening includes the first query: some stores read nothing before it. */
async function query(contender: Contender, { folder, shape }: Half): Promise<QueryFigures> {
  // The queries alone need no set of rows, and the rows would count as the store's memory.
  const { queries } = makeVectors({ ...shape, rows: 0 });
  const [first = new Float32Array(shape.dimensions)] = queries;
  const start = performance.now();
  const store = await contender.open(folder, shape);
  await store.query(first, MOST);
  const openMs = performance.now() - start;
  const answers: number[][] = [];
  const filtered: number[][] = [];
  const queryMs = await timeEach(queries, async (vector) => {
    answers.push(await store.query(vector, MOST));
  });
  // Once before it counts, as the store may read a document when it is first asked for.
  const ask = async (vector: Float32Array, i: number) => store.queryDocument(i % DOCUMENTS, vector, MOST);
  for (const [i, vector] of queries.entries()) await ask(vector, i);
  const filteredMs = await timeEach(queries, async (vector, i) => {
    filtered.push(await ask(vector, i));
  });
  const megabytes = process.resourceUsage().maxRSS / 1024;
  await store.close();
  return {
    openMs,
    queryP50Ms: quantile(queryMs, 0.5),
    queryP95Ms: quantile(queryMs, 0.95),
    filteredP50Ms: quantile(filteredMs, 0.5),
    filteredP95Ms: quantile(filteredMs, 0.95),
    megabytes,
    ...judge(shape, answers, filtered),
  };
}

/** How many of the exact nearest were found. */
function judge(shape: Shape, answers: number[][], filtered: number[][]) {
  const { data, queries }: Vectors = makeVectors(shape);
  const documents = Array.from({ length: DOCUMENTS + 1 }, (_, document) => {
    let row = Math.floor((document * shape.rows) / DOCUMENTS);
    while (row < shape.rows && documentOf(row, shape.rows) < document) row++;
    return row;
  });
  const recall = (found: number[], exact: number[]) =>
    exact.filter((row) => found.includes(row)).length / exact.length;
  const judged = queries.slice(0, JUDGED);
  // The queries after a set of rows are others than those after none: they are drawn one after the other.
  const asked = makeVectors({ ...shape, rows: 0 }).queries.slice(0, judged.length);
  const all = asked.map((vector, i) => recall(answers[i] ?? [], exactNearest(data, vector, MOST)));
  const some = asked.map((vector, i) => {
    const exact = exactNearest(data, vector, MOST, documents[i % DOCUMENTS], documents[(i % DOCUMENTS) + 1]);
    return recall(filtered[i] ?? [], exact);
  });
  return { recall: mean(all), filteredRecall: mean(some) };
}

async function timeEach(
  vectors: readonly Float32Array[],
  work: (vector: Float32Array, i: number) => Promise<void>,
): Promise<number[]> {
  const times: number[] = [];
  for (const [i, vector] of vectors.entries()) {
    const start = performance.now();
    await work(vector, i);
    times.push(performance.now() - start);
  }
  return times;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** Packages are looked for in this project first, then in the folder that was named. */
function peerLoader(peers: string | undefined): LoadPeer {
  return async (name) => {
    const from = peers ? join(peers, 'package.json') : import.meta.filename;
    return import(pathToFileURL(createRequire(from).resolve(name)).href);
  };
}
