import type { VectorRow, VectorScope } from '../types.ts';
import type { Generation } from './manifest.ts';

/** A document's rows of one version: part of every row's key, of its fields, and of every filter. */
export type RowScope = VectorScope & { generation: string };

/** A row as the store gave it back. `key` is the store's own, and is checked against the scope it was asked for. */
export type StoredHit = { key: string; id: string; score: number };

/**
 * A server that keeps rows and knows no transactions. Every call carries organisation, document and generation, and
 * an implementation puts all three into keys and filters. Errors are TaskErrors `vector_db_*`.
 */
export type RowStore = {
  /** Server and collections, without secrets. */
  place: string;
  /** Limits of the service: rows and bytes of one write, writes at the same time, hits of one query. */
  limits: { rows: number; bytes: number; concurrency: number; hits: number };
  /** A row's key in the store; no two scopes or ids have the same. */
  keyOf(scope: RowScope, id: string): string;
  /** Makes what a number of dimensions needs where it is missing; refuses what is there with another number. */
  prepare(scope: VectorScope, signal?: AbortSignal): Promise<void>;
  /** Writes at most `limits.rows` rows; a second time with the same rows changes nothing. */
  write(scope: RowScope, rows: readonly VectorRow[], signal?: AbortSignal): Promise<void>;
  /** Nearest by cosine. */
  query(scope: RowScope, vector: Float32Array, topK: number, signal?: AbortSignal): Promise<StoredHit[]>;
  /** How many of `expected` rows of the generation queries can see by now; undefined where a store cannot tell. */
  visible(scope: RowScope, expected: number, signal?: AbortSignal): Promise<number | undefined>;
  /** Deletes one generation's rows. */
  remove(scope: RowScope, generation: Generation): Promise<void>;
  /** Deletes the document's rows, those of forgotten generations too where the store can find them. */
  removeAll(scope: VectorScope, known: readonly Generation[]): Promise<void>;
  close(): Promise<void>;
};
