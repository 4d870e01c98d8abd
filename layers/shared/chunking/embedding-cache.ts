import * as z from 'zod';
import type { EmbeddingAdapter } from '../adapters/embedding/types.ts';
import { decodeVectors, encodeVectors } from '../adapters/vector-db/vector-file.ts';
import { isTaskError } from '../contract/errors.ts';
import { embeddingCachePrefix } from '../contract/keys.ts';
import type { StageContext } from '../stage.ts';
import { modelKey, sha256 } from './content-key.ts';
import type { Vectors } from './saved-steps.ts';

/** Chunks of a document that it is found by. Two documents that share most chunks share some of these, too. */
const SIGNS = 8;
/** Vectors of a pack: a few megabytes, one request. */
const PACK = 512;
/** A document is spread over this many packs more than it needs before they are made anew. */
const SPARE_PACKS = 8;
const READS_AT_ONCE = 4;

const Sign = z.object({ packs: z.array(z.string()) });

/** What the cache has for a document, and where. */
export type Cached = { vectors: Vectors; packs: Map<string, string[]>; signs: Map<string, string[]> };

/**
 * Vectors by (content key, model, dimension), shared by the documents of an organisation: whose text was embedded
 * once is not paid for again, also when the document has changed since or came under another name.
 *
 * An object a chunk would cost a request a chunk, so vectors stand in packs, `<cache>/packs/<pack>`, and a document is
 * looked up by its eight smallest content keys (a min-hash sketch, Broder 1997): `<cache>/signs/<key>` names the packs
 * of the last document that had this chunk. A new version of a document shares nearly all of them. 8 + packs requests
 * a look-up, and nothing is written for what is known. Best effort: whatever is missing or damaged is embedded again.
 */
export async function readEmbeddingCache(
  keys: readonly string[],
  embedding: EmbeddingAdapter,
  organization: string,
  ctx: Pick<StageContext, 'objects' | 'signal' | 'log'>,
): Promise<Cached> {
  const prefix = prefixOf(organization, embedding);
  const cached: Cached = { vectors: new Map(), packs: new Map(), signs: new Map() };
  await inTurns(signsOf(keys), async (sign) => {
    const packs = await readSign(`${prefix}signs/${sign}`, ctx);
    if (packs) cached.signs.set(sign, packs);
  });
  const wanted = new Set(keys);
  const packs = [...new Set([...cached.signs.values()].flat())].slice(0, mostPacks(keys.length) * SIGNS);
  await inTurns(packs, async (pack) => {
    const used: string[] = [];
    for (const [key, vector] of await readPack(prefix, pack, embedding, organization, ctx)) {
      if (!wanted.has(key) || cached.vectors.has(key)) continue;
      cached.vectors.set(key, vector);
      used.push(key);
    }
    if (used.length > 0) cached.packs.set(pack, used);
  });
  return cached;
}

/**
 * Adds a document's vectors that are not in the cache yet; nothing when all are.
 * @returns The keys of all objects that hold something of this document, for those who must delete it.
 */
export async function writeEmbeddingCache(
  keys: readonly string[],
  vectors: Vectors,
  cached: Cached,
  embedding: EmbeddingAdapter,
  organization: string,
  { objects }: Pick<StageContext, 'objects'>,
): Promise<string[]> {
  const prefix = prefixOf(organization, embedding);
  const known = [...new Set(keys)].filter((key) => vectors.has(key));
  const fresh = known.filter((key) => !cached.vectors.has(key));
  const scattered = cached.packs.size + Math.ceil(fresh.length / PACK) > mostPacks(known.length);
  const packs = scattered ? [] : [...cached.packs.keys()];
  for (const part of parts(scattered ? known : fresh)) {
    const pack = sha256(JSON.stringify(part)).slice(0, 40);
    const rows = part.map((id) => ({ id, vector: vectors.get(id) as Float32Array }));
    const file = encodeVectors({ organization, docId: pack, dimensions: embedding.dimensions }, rows);
    await objects.put(`${prefix}packs/${pack}`, file, 'application/octet-stream');
    packs.push(pack);
  }
  const signs = signsOf(known);
  const body = JSON.stringify({ packs } satisfies z.infer<typeof Sign>);
  await inTurns(signs, async (sign) => {
    if (JSON.stringify({ packs: cached.signs.get(sign) }) === body) return;
    await objects.put(`${prefix}signs/${sign}`, body);
  });
  return [...packs.map((pack) => `${prefix}packs/${pack}`), ...signs.map((sign) => `${prefix}signs/${sign}`)];
}

export const NOTHING_CACHED: Cached = { vectors: new Map(), packs: new Map(), signs: new Map() };

const prefixOf = (organization: string, embedding: EmbeddingAdapter) =>
  `${embeddingCachePrefix(organization)}${modelKey(embedding)}/`;

const signsOf = (keys: readonly string[]): string[] => [...new Set(keys)].sort().slice(0, SIGNS);

const mostPacks = (vectors: number) => Math.ceil(vectors / PACK) + SPARE_PACKS;

function* parts(keys: readonly string[]): Generator<string[]> {
  for (let at = 0; at < keys.length; at += PACK) yield keys.slice(at, at + PACK);
}

async function readSign(
  key: string,
  { objects, signal }: Pick<StageContext, 'objects' | 'signal'>,
): Promise<string[] | undefined> {
  const object = await objects.get(key, signal);
  if (!object) return undefined;
  try {
    return Sign.parse(JSON.parse(Buffer.from(object.body).toString('utf8'))).packs;
  } catch {
    return undefined;
  }
}

async function readPack(
  prefix: string,
  pack: string,
  { dimensions }: EmbeddingAdapter,
  organization: string,
  { objects, signal, log }: Pick<StageContext, 'objects' | 'signal' | 'log'>,
): Promise<[string, Float32Array][]> {
  const object = await objects.get(`${prefix}packs/${pack}`, signal);
  if (!object) return [];
  try {
    const { ids, data } = decodeVectors({ organization, docId: pack, dimensions }, object.body);
    return ids.map((id, row) => [id, data.slice(row * dimensions, (row + 1) * dimensions)]);
  } catch (error) {
    if (!isTaskError(error)) throw error;
    log.warn('A pack of cached vectors cannot be read; its chunks are embedded again', { pack });
    return [];
  }
}

/** A few at a time. */
async function inTurns<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const worker = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: READS_AT_ONCE }, worker));
}
