/** The classes of bytes that separate a PDF file's words (ISO 32000-1, 7.2.2). */
export const REGULAR = 0;
export const BLANK = 1;
export const DELIMITER = 2;
/** Regular for the standard, blank for PDFium: 80 and FF hexadecimal. No word may contain one here. */
export const DISPUTED = 3;

/** The class of each byte. */
export const CLASS = new Uint8Array(256);
for (const byte of [0, 9, 10, 12, 13, 32]) CLASS[byte] = BLANK;
for (const sign of '()<>[]{}/%') CLASS[sign.charCodeAt(0)] = DELIMITER;
CLASS[0x80] = DISPUTED;
CLASS[0xff] = DISPUTED;

/** The value of each hexadecimal digit; 255 for every other byte. */
export const HEX_VALUE = new Uint8Array(256).fill(255);
for (let value = 0; value < 16; value++) {
  const digit = value.toString(16);
  HEX_VALUE[digit.charCodeAt(0)] = value;
  HEX_VALUE[digit.toUpperCase().charCodeAt(0)] = value;
}

export const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
