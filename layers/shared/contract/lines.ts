import * as z from 'zod';

/** x0, y0, x1, y1 in points (1/72 inch), origin at the top left of the upright page. */
export const Box = z.tuple([z.number(), z.number(), z.number(), z.number()]);
export type Box = z.infer<typeof Box>;

/** Where a text came from. */
export const TextSource = z.enum(['text-layer', 'ocr', 'office', 'plain']);
export type TextSource = z.infer<typeof TextSource>;

/**
 * A word's place in the text (UTF-16 offsets, end exclusive) and on the page: start, end, x0, y0, x1, y1, and for a
 * word from OCR its confidence from 0 to 1.
 */
export const Word = z.tuple([
  z.int(),
  z.int(),
  z.number(),
  z.number(),
  z.number(),
  z.number(),
  z.number().min(0).max(1).optional(),
]);
export type Word = z.infer<typeof Word>;

/** One line of the extracted text. `start`/`end` are UTF-16 offsets into `extracted_text`, end exclusive. */
export const Line = z.object({
  /** 1-based page (sheet or slide where a format has no pages; 1 for plain text). */
  page: z.int().min(1),
  start: z.int().min(0),
  end: z.int().min(0),
  /** Absent where the format has no geometry (TXT, HTML, CSV). */
  box: Box.optional(),
  words: z.array(Word).optional(),
  /** 0 to 1; absent for a text layer, which is exact. */
  confidence: z.number().min(0).max(1).optional(),
  source: TextSource,
  /** Where a line without geometry stands, in the format's own terms: `B3:F3`, `paragraph 12`. */
  place: z.string().optional(),
  /** What repeats at the top or foot of the pages. */
  role: z.enum(['header', 'footer']).optional(),
});
export type Line = z.infer<typeof Line>;

/** A page's size in points, upright, and its range in the text. */
export const Page = z.object({
  page: z.int().min(1),
  /** Name of the sheet, slide or attachment that this page stands for. */
  name: z.string().optional(),
  width: z.number().optional(),
  height: z.number().optional(),
  start: z.int().min(0),
  end: z.int().min(0),
});
export type Page = z.infer<typeof Page>;

/** `lines.json` of a run: where each line of `extracted_text` stands in the document. */
export const Lines = z.object({ version: z.literal(1), pages: z.array(Page), lines: z.array(Line) });
export type Lines = z.infer<typeof Lines>;
