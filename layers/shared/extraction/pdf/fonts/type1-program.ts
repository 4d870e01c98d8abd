import { NotPlain } from '../file/types.ts';
import { codePointIn, STANDARD } from './encodings.ts';
import { codePointOf } from './glyph-names.ts';
import { type1GlyphNames } from './type1-glyphs.ts';

/** The clear text of a Type 1 font program is at its beginning; the eexec part that follows is not read. */
const CLEAR_TEXT = 1 << 16;

const clearText = (bytes: Uint8Array): string => {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, CLEAR_TEXT)).toString(
    'latin1',
  );
  const end = text.indexOf('eexec');
  return end < 0 ? text : text.slice(0, end);
};

/**
 * Reads what a Type 1 font program says of its encoding: the code points of its codes, 0 for none and for glyphs that
 * the program does not have.
 */
export function type1CodePoints(bytes: Uint8Array): Uint32Array {
  const text = clearText(bytes);
  const start = text.indexOf('/Encoding');
  if (start < 0 || text.indexOf('/Encoding', start + 1) >= 0) throw untold();
  const codes = new Uint32Array(256);
  const glyphs = type1GlyphNames(bytes);
  const scanner = { text, at: start + '/Encoding'.length };
  const first = nextWord(scanner);
  if (first === 'StandardEncoding') {
    const present = new Set([...glyphs].map(codePointOf));
    for (let code = 0; code < 256; code++) {
      const codePoint = codePointIn(STANDARD, code);
      if (present.has(codePoint)) codes[code] = codePoint;
    }
    return codes;
  }
  if (first !== '256' || nextWord(scanner) !== 'array') throw untold();
  // `dup 65 /A put`, until the array is defined.
  for (let word = nextWord(scanner); word !== 'def' && word !== 'readonly'; word = nextWord(scanner)) {
    if (word === '') throw untold();
    if (word !== 'dup') continue;
    const code = Number(nextWord(scanner));
    const name = nextWord(scanner);
    if (!Number.isInteger(code) || code < 0 || code > 255 || !name.startsWith('/')) throw untold();
    codes[code] = glyphs.has(name.slice(1)) ? codePointOf(name.slice(1)) : 0;
  }
  return codes;
}

/** Top and bottom of the font's box, in thousandths of an em; undefined where it is not told plainly. */
export function type1Box(bytes: Uint8Array): { ascent: number; descent: number } | undefined {
  const text = clearText(bytes);
  const box = /\/FontBBox\s{0,9}[{[]([-+.\d\s]{7,80})[}\]]/.exec(text)?.[1];
  const sides = box?.trim().split(/\s+/).map(Number);
  if (sides?.length !== 4 || !sides.every(Number.isFinite)) return undefined;
  return { descent: Math.floor(sides[1] ?? 0), ascent: Math.ceil(sides[3] ?? 0) };
}

type Scanner = { text: string; at: number };

/** The next word of PostScript without comments; a name with its slash; '' at the end. */
function nextWord(scanner: Scanner): string {
  const { text } = scanner;
  let { at } = scanner;
  while (at < text.length && BLANKS.includes(text[at] as string)) at++;
  const from = at;
  if (text[at] === '%') throw untold();
  at++;
  while (at < text.length && !BLANKS.includes(text[at] as string) && !DELIMITERS.includes(text[at] as string))
    at++;
  scanner.at = at;
  return text.slice(from, at);
}

const BLANKS = ' \n\r\t\f\0';
const DELIMITERS = '/{}[]()<>%';

const untold = () => new NotPlain('The encoding of a font program is not told plainly');
