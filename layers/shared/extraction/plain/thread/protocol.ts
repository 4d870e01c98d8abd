/** What the text thread is started with: one text and what it is. */
export type Conversion = { kind: 'html'; text: string } | { kind: 'csv'; text: string; delimiter: string };

/** The text as people read it, with what they should know of it. */
export type Converted = { text: string; warnings: string[] };

export type ConversionAnswer =
  | ({ kind: 'done' } & Converted)
  | { kind: 'refused'; code: 'corrupt_document' | 'limit_exceeded'; message: string };
