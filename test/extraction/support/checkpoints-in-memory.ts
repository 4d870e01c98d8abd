import type { X2TextCheckpoints } from '#shared/adapters/x2text/types.ts';

/** Checkpoints of a run in a map; JSON as in the bucket, so that nothing else survives. */
export const checkpointsIn = (kept: Map<string, string>, remainingMs: () => number): X2TextCheckpoints => ({
  async read(name) {
    const text = kept.get(name);
    return text === undefined ? undefined : JSON.parse(text);
  },
  async write(name, value) {
    kept.set(name, JSON.stringify(value));
  },
  remainingMs,
});
