import * as z from 'zod';

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
});
export type Passage = z.infer<typeof Passage>;
