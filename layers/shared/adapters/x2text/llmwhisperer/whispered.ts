import * as z from 'zod';

/** Page from 0, lower edge of the line, its height, page height (pixels); with line confidence, that as well. */
export const LineMetadata = z.array(z.number());

const WordConfidence = z.looseObject({ text: z.string(), confidence: z.coerce.number() });
export type WordConfidence = z.infer<typeof WordConfidence>;

/** What is kept of a retrieved text. The service gives it once only. */
export const Whispered = z.object({
  hash: z.string(),
  text: z.string(),
  /** By line; only words below 0.9 are listed. */
  confidences: z.array(z.array(WordConfidence)).default([]),
  /** By line; where the service sends it with the text. */
  lines: z.array(LineMetadata).default([]),
  failedPages: z.array(z.number()).default([]),
});
export type Whispered = z.infer<typeof Whispered>;

const lenient = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);

/** `/whisper-retrieve`; v1 says `text`. What is beside the text may be missing or of a new form. */
export const RetrieveReply = z
  .looseObject({
    result_text: z.string().optional(),
    text: z.string().optional(),
    confidence_metadata: lenient(z.array(z.array(WordConfidence))),
    line_metadata: lenient(z.array(LineMetadata)),
  })
  .refine((reply) => (reply.result_text ?? reply.text) !== undefined);

/** `/whisper-status`. */
export const StatusReply = z.looseObject({
  status: z.string(),
  message: lenient(z.string()),
  detail: lenient(z.array(z.looseObject({ page_no: z.number(), message: z.string() }))),
});
export type StatusReply = z.infer<typeof StatusReply>;

/** `/highlights`: by line number from 1. */
export const HighlightsReply = z.record(
  z.string(),
  z.looseObject({
    raw: lenient(LineMetadata),
    page: z.number().default(0),
    base_y: z.number().default(0),
    height: z.number().default(0),
    page_height: z.number().default(0),
  }),
);
export type HighlightsReply = z.infer<typeof HighlightsReply>;
