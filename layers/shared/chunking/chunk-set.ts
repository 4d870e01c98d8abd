import * as z from 'zod';
import { permanentError } from '../contract/errors.ts';
import { indexPrefix } from '../contract/keys.ts';
import type { ObjectStore } from '../store/objects.ts';

/** A place on a page: page, then x0, y0, x1, y1 in points from the top left. */
export const PageBox = z.tuple([z.int().min(1), z.number(), z.number(), z.number(), z.number()]);
export type PageBox = z.infer<typeof PageBox>;

/** One chunk of a document. `start`/`end` are UTF-16 offsets in the extracted text, end exclusive. */
export const Chunk = z.object({
  /** Unique in the document; ids sort as the chunks stand in it. */
  id: z.string(),
  start: z.int().min(0),
  end: z.int().min(0),
  tokens: z.int().min(0),
  pages: z.array(z.int()),
  /** The headings that the chunk's beginning stands under, from the outermost in. */
  headings: z.array(z.string()),
  /** Where its lines stand: [page, x0, y0, x1, y1], lines below each other as one box. Absent without geometry. */
  boxes: z.array(PageBox).optional(),
  /**
   * For a chunk that begins inside a table: the ranges of the table's header rows, which are read in front of the
   * chunk's own text, and their tokens. They are not part of the chunk; with them it holds `chunk_size`.
   */
  table_header: z
    .object({ ranges: z.array(z.tuple([z.int().min(0), z.int().min(0)])), tokens: z.int().min(0) })
    .optional(),
  /** Of the chunk's text: sha256, the first 32 hex digits. */
  hash: z.string(),
});
export type Chunk = z.infer<typeof Chunk>;

/** What the vectors of an index were made with. */
export const VectorInfo = z.object({
  /** Adapter instance id. */
  embedding: z.string(),
  provider: z.string(),
  model: z.string(),
  dimensions: z.int().min(1),
  semantic: z.boolean(),
  /** Adapter instance ids of the vector stores that hold them. */
  stores: z.array(z.string()),
  /** Objects of the embedding cache with vectors of this document; deleted with it. */
  cache_keys: z.array(z.string()).optional(),
});
export type VectorInfo = z.infer<typeof VectorInfo>;

/**
 * `indexes/<organization>/<doc_id>/chunks.json`: a document's chunks, and the text they are ranges of. It is
 * written last, in one piece, so whoever finds it finds a whole index.
 */
export const ChunkSet = z.object({
  version: z.literal(1),
  doc_id: z.string(),
  /** 0: the whole document is one chunk. */
  chunk_size: z.int().min(0),
  chunk_overlap: z.int().min(0),
  text: z.string(),
  chunks: z.array(Chunk),
  /** null when no vectors were made: none are needed to search by words, or for a single chunk. */
  vectors: VectorInfo.nullable(),
});
export type ChunkSet = z.infer<typeof ChunkSet>;

export const chunkSetKey = (organizationId: string, docId: string) =>
  `${indexPrefix(organizationId, docId)}chunks.json`;

/** Undefined when the document has no (whole) index. One that cannot be read is a permanent `index_corrupt`. */
export async function readChunkSet(
  objects: ObjectStore,
  organizationId: string,
  docId: string,
  signal?: AbortSignal,
): Promise<ChunkSet | undefined> {
  const stored = await objects.get(chunkSetKey(organizationId, docId), signal);
  if (!stored) return undefined;
  const parsed = ChunkSet.safeParse(parseJson(stored.body));
  if (parsed.success && parsed.data.doc_id === docId) return parsed.data;
  throw permanentError(
    'index_corrupt',
    `The index ${docId} cannot be read; send the document again with reindex.`,
  );
}

export async function writeChunkSet(
  objects: ObjectStore,
  organizationId: string,
  set: ChunkSet,
): Promise<void> {
  await objects.put(chunkSetKey(organizationId, set.doc_id), JSON.stringify(set), 'application/json');
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}
