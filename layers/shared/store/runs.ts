import type * as z from 'zod';

/** A run's folder, `runs/<organization>/<run>/`; names are relative to it (`extraction.json`). */
export type RunFolder = {
  readonly prefix: string;
  /** Reads and validates; undefined when absent. A document that does not fit its schema is a permanent error. */
  read<T>(name: string, schema: z.ZodType<T>): Promise<T | undefined>;
  write(name: string, value: unknown): Promise<void>;
  /** Writes only when absent; true when this call created it. First writer wins. */
  create(name: string, value: unknown): Promise<boolean>;
  /** Names under a prefix, in byte order. */
  list(prefix: string): Promise<string[]>;
  delete(name: string): Promise<void>;
};
