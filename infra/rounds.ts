import type { StageName } from '#shared/contract/identifiers.ts';

/**
 * Workers whose runs may go on in another invocation, by a message to their own queue: long documents,
 * embeddings and answers. They may use up their time, round after round, and that is no fault.
 */
export const GOES_ON_IN_ROUNDS: ReadonlySet<StageName> = new Set(['extraction', 'chunking', 'autogen']);
