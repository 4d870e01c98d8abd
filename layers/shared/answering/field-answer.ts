import * as z from 'zod';
import { Citation, FieldReport } from '../contract/results.ts';
import { Passage } from './context/passage.ts';

/** One answered (or failed) prompt, as its checkpoint keeps it. */
export const FieldAnswer = z.object({
  /** Null when there is none. */
  value: z.unknown(),
  report: FieldReport,
  /** Where the parts of a JSON value stand; one place with an empty path for any other value. */
  places: z.array(z.object({ path: z.array(z.union([z.string(), z.number()])), citation: Citation })),
  /** What the prompt was answered from; absent for the whole document. */
  passages: z.array(Passage).optional(),
  /** Seconds by step, upstream's names. */
  seconds: z.object({ context_retrieval: z.number(), extraction_llm: z.number() }).optional(),
});
export type FieldAnswer = z.infer<typeof FieldAnswer>;

/** An answer that is none, and why. */
export function noAnswer(
  status: 'failed' | 'skipped' | 'incomplete',
  error: { code: string; message: string },
): FieldAnswer {
  return {
    value: null,
    report: { status, confidence: 0, grounded: null, citations: [], error },
    places: [],
  };
}
