import type { Box } from '../../../contract/lines.ts';
import type { Glyph } from './right-to-left.ts';
import type { Style } from './token-style.ts';

/**
 * The characters of a page in the order in which the file draws them, blanks and line ends between words included,
 * from whichever reader has read them. `index` is the reader's own number of a character.
 */
export type TextPage = {
  text: string;
  /** The character that a UTF-16 unit of `text` belongs to. */
  indexOf(unit: number): number;
  /** A character's advance by its font's height, on the upright page. */
  boxOf(index: number): Box | undefined;
  styleOf(index: number): Style;
  /** Equal for neighbouring characters that are drawn as one run, in one style; 0 for none. */
  objectOf(index: number): number;
  /** Where a letter is drawn and where its glyph begins, from left to right on the page. */
  inkOf(index: number, box: Box): Pick<Glyph, 'ink' | 'origin'>;
  /** What a character without a meaning in Unicode shows all the same; undefined for one that nobody can name. */
  signOf(index: number, code: number): string | undefined;
};
