import * as z from 'zod';

const lenient = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);

const Coordinates = z.object({
  points: z.array(z.array(z.number()).min(2)).min(1).max(100),
  system: z.string().optional(),
  layout_width: z.number().positive(),
  layout_height: z.number().positive(),
});
export type Coordinates = z.infer<typeof Coordinates>;

/** One element of a reply; what is not used here may be missing or of a new form. */
export const Element = z.looseObject({
  type: z.string(),
  text: z.string().nullish(),
  metadata: z.looseObject({
    page_number: lenient(z.int().min(1).max(100_000)),
    page_name: lenient(z.string()),
    text_as_html: lenient(z.string()),
    coordinates: lenient(Coordinates),
    detection_class_prob: lenient(z.number()),
  }),
});
export type Element = z.infer<typeof Element>;

/** The whole reply. An elements list in a list is what the service gives for several files. */
export const Elements = z.array(Element);
