import { NotPlain } from '../file/types.ts';
import {
  CLOSE,
  type CMapLexer,
  END,
  HEX,
  isText,
  lexCMap,
  NAME,
  NUMBER,
  nextToken,
  OPEN,
  WORD,
} from './cmap-lexer.ts';

/** Texts by code; holes where the map says nothing. `''` marks a code whose text cannot be told. */
export type ToUnicode = { texts: readonly (string | undefined)[]; spaceCode: number | undefined };

/** Codes that a map may give text to, repeated ones counted. */
const MOST_CODES = 1 << 18;
/** Texts of more than one unit among them: PDFium numbers these in 16 bits. */
const MOST_LONG_TEXTS = 0xffff;
const LAST_CODE = 0xffff;
/** UTF-16 units of one code's text. */
const LONGEST_TEXT = 64;

/** Maps of this kind go on in one of PDFium's own tables where they say nothing. */
const BASE_MAPS = ['Adobe-Korea1-UCS2', 'Adobe-Japan1-UCS2', 'Adobe-CNS1-UCS2', 'Adobe-GB1-UCS2'];

/**
 * Reads a font's ToUnicode CMap (ISO 32000-1, 9.10.3) as PDFium does: ranges stay within 256 codes that share their
 * upper bytes, and of a code's texts the one counts that `preferred` tells. What it would leave out – sections that are
 * longer or shorter than they say, empty ranges – is not plain.
 */
export function readToUnicode(bytes: Uint8Array): ToUnicode {
  const lexer = lexCMap(bytes);
  const map: Building = { codes: [], texts: [], last: -1, longTexts: 0 };
  let count = 0;
  for (let kind = nextToken(lexer); kind !== END; kind = nextToken(lexer)) {
    if (kind === WORD && isText(lexer, 'beginbfchar')) readChars(lexer, map, count);
    else if (kind === WORD && isText(lexer, 'beginbfrange')) readRanges(lexer, map, count);
    else if (kind === NAME && BASE_MAPS.some((name) => isText(lexer, name))) {
      throw new NotPlain('A ToUnicode map goes on in a table of CJK characters');
    }
    count = kind === NUMBER ? lexer.value : 0;
  }
  return arrange(map);
}

type Building = { codes: number[]; texts: string[]; last: number; longTexts: number };

function readChars(lexer: CMapLexer, map: Building, count: number): void {
  for (let entry = 0; entry < count; entry++) {
    nextToken(lexer);
    const code = codeOf(lexer);
    nextToken(lexer);
    addText(map, code, lexer);
  }
  expectEnd(lexer, 'endbfchar');
}

function readRanges(lexer: CMapLexer, map: Building, count: number): void {
  for (let entry = 0; entry < count; entry++) {
    nextToken(lexer);
    const low = codeOf(lexer);
    nextToken(lexer);
    const high = (low & ~0xff) | (codeOf(lexer) & 0xff);
    if (high < low) throw damaged();
    if (nextToken(lexer) === OPEN) {
      for (let code = low; code <= high; code++) {
        nextToken(lexer);
        addText(map, code, lexer);
      }
      if (nextToken(lexer) !== CLOSE) throw damaged();
    } else addRange(map, low, high, lexer);
  }
  expectEnd(lexer, 'endbfrange');
}

function expectEnd(lexer: CMapLexer, word: string): void {
  if (nextToken(lexer) !== WORD || !isText(lexer, word)) throw damaged();
}

/** A text without a whole unit says nothing. */
function addText(map: Building, code: number, lexer: CMapLexer): void {
  const text = textOf(lexer);
  if (lexer.units.length > 0) add(map, code, text);
}

/** The last unit counts up; one that would carry into the unit before it is not told. */
function addRange(map: Building, low: number, high: number, lexer: CMapLexer): void {
  const isOdd = lexer.digits < 4 || (lexer.digits > 4 && lexer.units.length === 1);
  const text = isOdd ? '' : textOf(lexer);
  const before = text.slice(0, -1);
  const last = text.charCodeAt(text.length - 1);
  for (let code = low; code <= high; code++) {
    const unit = last + code - low;
    add(map, code, text === '' || unit > 0xffff ? '' : before + String.fromCharCode(unit));
  }
}

function add(map: Building, code: number, text: string): void {
  map.codes.push(code);
  map.texts.push(isTold(text) ? text : '');
  if (code > map.last) map.last = code;
  if (text.length > 1) map.longTexts++;
  if (map.codes.length > MOST_CODES || map.longTexts > MOST_LONG_TEXTS) {
    throw new NotPlain('A ToUnicode map has too many codes');
  }
}

/** U+0000 and U+FFFF are PDFium's own signs for nothing, and half a surrogate pair is no text. */
function isTold(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0 || unit >= 0xfffe) return false;
  }
  return text.isWellFormed();
}

function arrange({ codes, texts, last }: Building): ToUnicode {
  const byCode = new Array<string | undefined>(last + 1).fill(undefined);
  let spaceCode: number | undefined;
  for (let at = 0; at < codes.length; at++) {
    const code = codes[at] as number;
    const text = texts[at] as string;
    const earlier = byCode[code];
    byCode[code] = earlier === undefined ? text : preferred(earlier, text);
    if (text === ' ' && (spaceCode === undefined || code < spaceCode)) spaceCode = code;
  }
  return { texts: byCode, spaceCode };
}

/** Of several texts for a code PDFium takes the lowest single unit, else the one that the map has first. */
function preferred(earlier: string, later: string): string {
  if (earlier === '' || later === '') return '';
  if (later.length > 1) return earlier;
  return earlier.length > 1 || later < earlier ? later : earlier;
}

function codeOf(lexer: CMapLexer): number {
  if (lexer.kind !== HEX || lexer.digits === 0 || !(lexer.value <= LAST_CODE)) throw damaged();
  return lexer.value;
}

/** Whole units; what is left over does not count. */
function textOf(lexer: CMapLexer): string {
  if (lexer.kind !== HEX) throw damaged();
  if (lexer.units.length > LONGEST_TEXT) return '';
  return lexer.units.length === 1
    ? String.fromCharCode(lexer.units[0] as number)
    : String.fromCharCode(...lexer.units);
}

const damaged = () => new NotPlain('A ToUnicode map is not built as the standard says');
