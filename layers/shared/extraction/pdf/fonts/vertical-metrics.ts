import { NotPlain } from '../file/types.ts';

/** Thousandths of an em above and below (negative) the base line. */
export type VerticalMetrics = { ascent: number; descent: number };

/**
 * How far up and down a font's characters reach, as PDFium takes it: by the descriptor's box, or the font program's
 * own (`ofProgram`) where that is missing or empty. What is flat has boxes of the characters' ink, which is not read.
 */
export function verticalMetrics(
  ofDescriptor: VerticalMetrics | undefined,
  ofProgram: () => VerticalMetrics | undefined,
): VerticalMetrics {
  const metrics = ofDescriptor ?? ofProgram();
  if (!metrics || metrics.ascent <= metrics.descent) throw new NotPlain('The box of a font cannot be told');
  return { ascent: metrics.ascent, descent: metrics.descent };
}
