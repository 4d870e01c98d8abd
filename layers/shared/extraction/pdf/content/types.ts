import type { PdfFont } from '../fonts/types.ts';

/**
 * Characters that are shown by one operator, with one font, size and matrix; upright ones that follow each other on one
 * line in one style are one run, by however many operators.
 */
export type TextRun = {
  font: PdfFont;
  /** Tf's size, before any matrix. */
  size: number;
  /** Text matrix with horizontal scaling and rise times the current transformation, a to f, where the run begins. */
  matrix: readonly [number, number, number, number, number, number];
  /** Tr; 3 is invisible. */
  renderMode: number;
};

/**
 * A page's characters in the order in which the file draws them, as PDFium's text page has them: blanks and line ends
 * (`\r\n`) stand where words and lines end without one being drawn. Arrays have one entry per UTF-16 unit of `text`.
 */
export type PageText = {
  text: string;
  /** Index into `runs`; -1 for what was not drawn. */
  runOf: Int32Array;
  runs: readonly TextRun[];
  /** The operator that drew it, by number; in memory that the next page is read into. */
  objectOf: Int32Array;
  /**
   * Four a unit: left, bottom, right, top in user space, of the character's advance by its font's ascent and descent,
   * and of the ink that reaches beyond it. They lie in memory that the next page is read into.
   */
  boxes: Float64Array;
  /** Whether the page draws a picture, however small: it may hold text too. */
  pictures: boolean;
};
