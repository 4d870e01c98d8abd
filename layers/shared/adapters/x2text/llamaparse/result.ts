import * as z from 'zod';

const lenient = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);

/** No vendor takes more. */
const MOST_PAGES = 100_000;

/** `GET /job/{id}`. */
export const StatusReply = z.looseObject({
  status: z.string(),
  error_code: z.string().nullish(),
  error_message: z.string().nullish(),
});

/** x and y of the upper left corner, in points of the page. */
const ItemBox = z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() });

const Item = z.looseObject({
  value: lenient(z.string()),
  md: lenient(z.string()),
  bBox: lenient(ItemBox.nullable()),
});
export type Item = z.infer<typeof Item>;

const ParsedPage = z.looseObject({
  page: z.int().min(1).max(MOST_PAGES),
  text: z.string().nullish(),
  md: z.string().nullish(),
  width: lenient(z.number().positive()),
  height: lenient(z.number().positive()),
  /** `OK`, or what went wrong. */
  status: lenient(z.string()),
  items: lenient(z.array(Item)),
});
export type ParsedPage = z.infer<typeof ParsedPage>;

/** `GET /job/{id}/result/json`. */
export const ResultReply = z.looseObject({
  pages: z.array(ParsedPage),
  job_metadata: lenient(z.looseObject({ job_pages: lenient(z.number()) })),
});

/** What is kept of a result. */
export const Parsed = z.object({
  jobId: z.string(),
  partial: z.boolean(),
  pages: z.array(ParsedPage),
});
export type Parsed = z.infer<typeof Parsed>;
