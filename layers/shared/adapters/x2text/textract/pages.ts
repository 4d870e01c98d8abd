import type { PageLines } from '../../../extraction/assemble.ts';
import { layOutPage } from '../../../extraction/pdf/layout/page.ts';
import type { LayoutOptions, PageToken } from '../../../extraction/pdf/layout/types.ts';
import { pageLines } from '../../../extraction/pdf/page-lines.ts';
import type { Mark, Read } from './blocks.ts';

export type PageSize = { width: number; height: number };

/** Textract tells parts of a page, not its size: US Letter, in points. */
export const DEFAULT_SIZE: PageSize = { width: 612, height: 792 };

/** Words that are turned by less are skewed, not written in another direction. */
const SKEWED = Math.PI / 36;
/** A word's box goes round its ink: about this part of the font's size, with and without long letters. */
const INK = 0.8;

/** A page of Textract's words through our own layout. */
export function layOut(
  { page, marks }: Read['pages'][number],
  size: PageSize,
  options: LayoutOptions,
): PageLines {
  const tokens = marks.map((mark) => tokenOf(mark, size));
  const text = layOutPage(tokens, options);
  return { ...pageLines({ page, ...size, ...text, unmapped: 0, characters: 0, outside: 0 }), source: 'ocr' };
}

function tokenOf(
  [text, left, top, right, bottom, turned, confidence]: Mark,
  { width, height }: PageSize,
): PageToken {
  const box: PageToken['box'] = [left * width, top * height, right * width, bottom * height];
  const angle = Math.abs(turned) < SKEWED ? 0 : turned;
  const upright = Math.abs(Math.cos(angle)) > Math.SQRT1_2;
  const thickness = upright ? box[3] - box[1] : box[2] - box[0];
  return { text, box, em: Math.max(thickness / INK, 1), angle, origin: [box[0], box[3]], confidence };
}
