/** One character of a string that is shown: its code, how many bytes it took, and what it means and measures. */
export type PdfFont = {
  /** /BaseFont, for the signs of symbol fonts. */
  name: string;
  /** Codes of a shown string, one after the other. */
  codes(bytes: Uint8Array): readonly number[] | Uint8Array | Uint16Array;
  /**
   * Set where every code takes so many bytes, high byte first, whatever the bytes (simple fonts, Identity-H): such
   * strings are taken apart without a call of `codes`.
   */
  bytesPerCode?: 1 | 2;
  /** Whether the code is the single byte 32, which word spacing applies to (ISO 32000-1, 9.3.3). */
  isWordSpace(code: number): boolean;
  /** UTF-16 text of a code, as PDFium has it; '' for one that it shows as nothing. */
  text(code: number): string;
  /** Advance in thousandths of the font size. */
  width(code: number): number;
  /**
   * Thousandths of an em above and below (negative) the base line that PDFium measures characters by: top and bottom
   * of the descriptor's /FontBBox, or of the font program's where that is missing or empty (not /Ascent, /Descent).
   */
  ascent: number;
  descent: number;
  /**
   * The box of the glyph that a code shows, by the font program: left, bottom, right, top in thousandths of an em from
   * where it is drawn; undefined where that cannot be told.
   */
  glyphBox(code: number): readonly [left: number, bottom: number, right: number, top: number] | undefined;
  /** Code of the blank, or undefined: its width tells PDFium which gaps are blanks. */
  spaceCode: number | undefined;
};
