import * as z from 'zod';
import { RetrievalStrategy } from '../../contract/tool-settings.ts';

/** A part of the document that a prompt is answered from. `start`/`end` are UTF-16 offsets in the extracted text. */
export const Passage = z.object({
  chunkId: z.string(),
  text: z.string(),
  /** The header rows of the table that the text begins in, which stand further up in the document. */
  header: z.string().optional(),
  start: z.int(),
  end: z.int(),
  pages: z.array(z.int()),
  score: z.number(),
  /** 1 for the one that was found first. */
  rank: z.int().optional(),
  strategy: RetrievalStrategy.optional(),
  /** By what it was found: `bm25`, `vectors` … */
  arms: z.array(z.string()).readonly().optional(),
  /** The sub-questions that it was found for. */
  questions: z.array(z.string()).readonly().optional(),
});
export type Passage = z.infer<typeof Passage>;
