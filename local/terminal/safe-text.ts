/**
 * Text of a document for a terminal: control and direction characters would let a hostile document move the
 * cursor, change colours or show text in another order. They are shown as `\u{…}` instead; tabs become a space.
 */
export function safeText(text: string): string {
  return text
    .replace(/\t/g, ' ')
    .replace(HOSTILE, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/** C0 but newline, DEL, C1, and the characters that set the direction of text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is what it is for
const HOSTILE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A value as one line of text; `null` is a missing answer and looks like one. */
export function showValue(value: unknown): string {
  if (value === null || value === undefined) return '–';
  return safeText(typeof value === 'string' ? value : JSON.stringify(value));
}
