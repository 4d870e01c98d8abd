import type { Shape, Vectors } from './vectors.ts';

/** An open store. Rows are named by their number. */
export type OpenContender = {
  /** Over all rows. */
  query(vector: Float32Array, most: number): Promise<number[]>;
  /** Over one document's rows. */
  queryDocument(document: number, vector: Float32Array, most: number): Promise<number[]>;
  close(): Promise<void>;
};

/** A store that keeps vectors in a folder. */
export type Contender = {
  insert(folder: string, shape: Shape, vectors: Vectors): Promise<void>;
  open(folder: string, shape: Shape): Promise<OpenContender>;
};

/** `load` finds a package that this project does not depend on, in the folder given by `--peers`. */
export type LoadPeer = <T>(name: string) => Promise<T>;
export type MakeContender = (load: LoadPeer) => Promise<Contender>;

/** All contenders; those after the first two are peers, and loaded only when asked for. */
export const CONTENDERS: Record<string, () => Promise<MakeContender>> = {
  embedded: async () => (await import('./contenders/embedded.ts')).embedded,
  'plain scan': async () => (await import('./contenders/plain-scan.ts')).plainScan,
  pglite: async () => (await import('./contenders/pglite.ts')).pglite,
  'sqlite-vec': async () => (await import('./contenders/sqlite-vec.ts')).sqliteVec,
  orama: async () => (await import('./contenders/orama.ts')).orama,
};
