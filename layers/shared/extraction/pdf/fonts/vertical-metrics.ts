import { NotPlain } from '../file/types.ts';
import type { Descriptor } from './descriptor.ts';

export type VerticalMetrics = { ascent: number; descent: number };

/** What letters reach in most fonts, where PDFium measures the outlines of A and g. */
const USUAL: VerticalMetrics = { ascent: 720, descent: -210 };

/**
 * Ascent and descent as PDFium takes them: the descriptor's, unless it states no box, then the font program's own
 * (`ofProgram`); where both are zero it measures outlines, for which a usual font stands here. Only their proportion
 * counts, as boxes are normalised to one em.
 */
export function verticalMetrics(
  descriptor: Descriptor | undefined,
  ofProgram: () => VerticalMetrics | undefined,
): VerticalMetrics {
  const stated = descriptor?.hasBox ? descriptor : (ofProgram() ?? descriptor ?? USUAL);
  const { ascent, descent } = stated;
  if (ascent === 0 && descent === 0) return USUAL;
  if (ascent <= descent) throw new NotPlain('A font has no height');
  return { ascent, descent };
}
