import { NotPlain } from '../file/types.ts';

/** What kind of token a CMap lexer stands on. */
export const END = 0;
/** `<20ac>`: see `digits`, `value` and `units`. */
export const HEX = 1;
export const NUMBER = 2;
/** A name, without its slash. */
export const NAME = 3;
export const WORD = 4;
export const OPEN = 5;
export const CLOSE = 6;
/** Strings in brackets, dictionaries, procedures: nothing that mappings are made of. */
export const OTHER = 7;

/**
 * A lexer of CMap files (Adobe technical note 5014) by hand, one object for the whole file: ToUnicode maps have
 * thousands of tokens, and every document has several.
 */
export type CMapLexer = {
  readonly bytes: Uint8Array;
  at: number;
  kind: number;
  /** Where the token's own characters begin and end. */
  start: number;
  end: number;
  /** Hexadecimal digits of a HEX token, and its value if it has at most eight; the value of a NUMBER. */
  digits: number;
  value: number;
  /** A HEX token's UTF-16 units: four digits each, what is left over does not count. */
  units: number[];
};

export const lexCMap = (bytes: Uint8Array): CMapLexer => ({
  bytes,
  at: 0,
  kind: END,
  start: 0,
  end: 0,
  digits: 0,
  value: 0,
  units: [],
});

/** Goes on to the next token and returns its kind. */
export function nextToken(lexer: CMapLexer): number {
  const { bytes } = lexer;
  let at = skipBlank(bytes, lexer.at);
  if (at >= bytes.length) {
    lexer.at = at;
    lexer.kind = END;
    return END;
  }
  const first = bytes[at] as number;
  lexer.start = at;
  if (first === 0x3c && bytes[at + 1] !== 0x3c) return readHex(lexer, at + 1);
  if (first === 0x5b || first === 0x5d) return finish(lexer, first === 0x5b ? OPEN : CLOSE, at + 1);
  if (first === 0x28) return finish(lexer, OTHER, skipString(bytes, at + 1));
  if (first === 0x3c || first === 0x3e) return finish(lexer, OTHER, at + (bytes[at + 1] === first ? 2 : 1));
  if (isDelimiter(first) && first !== 0x2f) return finish(lexer, OTHER, at + 1);
  if (first === 0x2f) lexer.start = at + 1;
  at++;
  while (at < bytes.length && !isBlank(bytes[at] as number) && !isDelimiter(bytes[at] as number)) at++;
  finish(lexer, first === 0x2f ? NAME : WORD, at);
  return first === 0x2f ? NAME : asNumber(lexer);
}

/** Whether the token's characters are these; allocates nothing. */
export function isText(lexer: CMapLexer, text: string): boolean {
  if (lexer.end - lexer.start !== text.length) return false;
  for (let at = 0; at < text.length; at++) {
    if (lexer.bytes[lexer.start + at] !== text.charCodeAt(at)) return false;
  }
  return true;
}

function finish(lexer: CMapLexer, kind: number, at: number): number {
  lexer.kind = kind;
  lexer.end = at;
  lexer.at = at;
  return kind;
}

function readHex(lexer: CMapLexer, from: number): number {
  const { bytes, units } = lexer;
  let digits = 0;
  let value = 0;
  let unit = 0;
  let at = from;
  units.length = 0;
  for (; at < bytes.length && bytes[at] !== 0x3e; at++) {
    const digit = hexDigit(bytes[at] as number);
    if (digit < 0 && isBlank(bytes[at] as number)) continue;
    if (digit < 0) throw new NotPlain('A CMap has a code that is not written in hexadecimal digits alone');
    digits++;
    value = digits <= 8 ? value * 16 + digit : Number.NaN;
    unit = unit * 16 + digit;
    if (digits % 4 === 0) {
      units.push(unit);
      unit = 0;
    }
  }
  if (at >= bytes.length) throw new NotPlain('A CMap ends inside of a code');
  lexer.digits = digits;
  lexer.value = value;
  return finish(lexer, HEX, at + 1);
}

function asNumber(lexer: CMapLexer): number {
  let value = 0;
  for (let at = lexer.start; at < lexer.end; at++) {
    const digit = (lexer.bytes[at] as number) - 0x30;
    if (digit < 0 || digit > 9) return WORD;
    value = value * 10 + digit;
  }
  lexer.value = value;
  lexer.kind = NUMBER;
  return NUMBER;
}

function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 87 : -1;
}

function skipBlank(bytes: Uint8Array, from: number): number {
  let at = from;
  for (; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (byte === 0x25) {
      while (at < bytes.length && bytes[at] !== 0x0a && bytes[at] !== 0x0d) at++;
    } else if (!isBlank(byte)) break;
  }
  return at;
}

function skipString(bytes: Uint8Array, from: number): number {
  let depth = 1;
  let at = from;
  for (; at < bytes.length && depth > 0; at++) {
    const byte = bytes[at];
    if (byte === 0x5c) at++;
    else if (byte === 0x28) depth++;
    else if (byte === 0x29) depth--;
  }
  return at;
}

const isBlank = (byte: number): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09 || byte === 0x0c || byte === 0;

/** ( ) < > [ ] { } / % */
const isDelimiter = (byte: number): boolean =>
  byte === 0x28 ||
  byte === 0x29 ||
  byte === 0x3c ||
  byte === 0x3e ||
  byte === 0x5b ||
  byte === 0x5d ||
  byte === 0x7b ||
  byte === 0x7d ||
  byte === 0x2f ||
  byte === 0x25;
