import { NotPlain } from '../file/types.ts';
import { decodeHexadecimal, decodeLiteral } from './strings.ts';
import {
  DELIMITER,
  endOfDictionary,
  endOfHexadecimal,
  endOfLine,
  endOfLiteral,
  isRegular,
  KINDS,
  NUMERIC,
  REGULAR,
  WHITE,
} from './syntax.ts';

/**
 * Takes a content stream apart (ISO 32000-1, 7.2 and 7.8.2). Operands go into `numbers`, names and strings are byte
 * ranges, an array's strings and numbers become segments; nothing is allocated for them. `next` gives the bytes of
 * the next operator as one integer, which is what the interpreter chooses by.
 */
export type Lexer = {
  bytes: Uint8Array;
  at: number;
  /** All operands before the operator, and how many of them are numbers. */
  operands: number;
  numeric: number;
  /** By place among the operands; 0 for what is no number. */
  readonly numbers: Float64Array;
  /** Kinds of the last operand and of the one before it. */
  last: number;
  beforeLast: number;
  nameFrom: number;
  nameTo: number;
  /** Of a string or a dictionary, without its delimiters. */
  from: number;
  to: number;
  /** Strings of the last operand, decoded; the end of each segment, and the numbers that follow it. */
  text: Uint8Array;
  segments: number;
  ends: Int32Array;
  adjustments: Float64Array;
  /** Sum of the numbers before the first string of an array. */
  before: number;
  emptyStrings: boolean;
  odd: boolean;
};

export const NUMBER = 1;
export const NAME = 2;
export const STRING = 3;
export const ARRAY = 4;
export const DICTIONARY = 5;
export const OTHER = 6;

/** End of the stream. */
export const END = 0;
const MAX_OPERANDS = 64;
/** PDFium cuts longer strings off. */
const MAX_STRING = 32767;

export function newLexer(bytes: Uint8Array): Lexer {
  return {
    bytes,
    at: 0,
    operands: 0,
    numeric: 0,
    numbers: new Float64Array(MAX_OPERANDS),
    last: 0,
    beforeLast: 0,
    nameFrom: 0,
    nameTo: 0,
    from: 0,
    to: 0,
    text: new Uint8Array(256),
    segments: 0,
    ends: new Int32Array(64),
    adjustments: new Float64Array(64),
    before: 0,
    emptyStrings: false,
    odd: false,
  };
}

/** Reads operands up to the next operator. */
export function next(lexer: Lexer): number {
  const { bytes } = lexer;
  const end = bytes.length;
  let at = lexer.at;
  lexer.operands = 0;
  lexer.numeric = 0;
  lexer.last = 0;
  lexer.beforeLast = 0;
  while (at < end) {
    const byte = bytes[at] as number;
    const kind = KINDS[byte] as number;
    if (kind === WHITE) {
      at++;
    } else if (kind === NUMERIC) {
      at = readNumber(lexer, at, true);
    } else if (kind === REGULAR) {
      let operator = byte;
      let length = 1;
      for (at++; at < end; at++, length++) {
        const following = bytes[at] as number;
        const kind = KINDS[following] as number;
        if (kind === WHITE || kind === DELIMITER) break;
        operator = length < 4 ? (operator << 8) | following : -1;
      }
      if ((length === 4 || length === 5) && isValue(bytes, at - length, length)) {
        push(lexer, OTHER);
        continue;
      }
      lexer.at = at;
      return operator === END ? -1 : operator;
    } else {
      at = readDelimited(lexer, byte, at);
    }
  }
  lexer.at = end;
  return END;
}

function push(lexer: Lexer, kind: number): void {
  if (lexer.operands < MAX_OPERANDS) lexer.numbers[lexer.operands] = 0;
  lexer.operands++;
  lexer.beforeLast = lexer.last;
  lexer.last = kind;
}

/** true, false and null are operands, not operators. */
function isValue(bytes: Uint8Array, at: number, length: number): boolean {
  const word = String.fromCharCode(...bytes.subarray(at, at + length));
  return word === 'true' || word === 'null' || word === 'false';
}

function readDelimited(lexer: Lexer, byte: number, at: number): number {
  const { bytes } = lexer;
  if (byte === 0x2f) {
    let to = at + 1;
    while (to < bytes.length && isRegular(bytes[to] as number)) to++;
    push(lexer, NAME);
    lexer.nameFrom = at + 1;
    lexer.nameTo = to;
    return to;
  }
  if (byte === 0x25) return endOfLine(bytes, at);
  if (byte === 0x5b) return readArray(lexer, at + 1);
  if (byte === 0x28) {
    push(lexer, STRING);
    lexer.from = at + 1;
    const to = endOfLiteral(bytes, at + 1);
    lexer.to = to;
    return to + 1;
  }
  if (byte === 0x3c && bytes[at + 1] !== 0x3c) {
    push(lexer, STRING);
    lexer.from = at + 1;
    const to = endOfHexadecimal(bytes, at + 1);
    lexer.to = to;
    return to + 1;
  }
  if (byte === 0x3c) {
    push(lexer, DICTIONARY);
    lexer.from = at + 2;
    const to = endOfDictionary(bytes, at + 2);
    lexer.to = to;
    return to + 2;
  }
  throw new NotPlain('A content stream has a delimiter out of place');
}

/** Reads a number, as an operand or into `lastNumber` only. Words like 1-2 or 1.2.3 mean something else to each reader. */
function readNumber(lexer: Lexer, from: number, operand: boolean): number {
  const { bytes } = lexer;
  const end = bytes.length;
  let at = from;
  let byte = bytes[at] as number;
  const negative = byte === 0x2d;
  if (negative || byte === 0x2b) byte = at + 1 < end ? (bytes[++at] as number) : 0;
  let digits = 0;
  let value = 0;
  while (byte >= 0x30 && byte <= 0x39) {
    value = value * 10 + (byte - 0x30);
    digits++;
    byte = ++at < end ? (bytes[at] as number) : 0;
  }
  if (digits > 9) throw new NotPlain('A number is too large');
  if (byte === 0x2e) {
    let scale = 1;
    byte = ++at < end ? (bytes[at] as number) : 0;
    while (byte >= 0x30 && byte <= 0x39) {
      if (scale < 1e15) {
        value = value * 10 + (byte - 0x30);
        scale *= 10;
      }
      digits++;
      byte = ++at < end ? (bytes[at] as number) : 0;
    }
    value /= scale;
  }
  const kind = KINDS[byte] as number;
  if (digits === 0 || (at < end && (kind === REGULAR || kind === NUMERIC)))
    throw new NotPlain('A content stream has a word that only begins like a number');
  const number = negative ? -value : value;
  if (!operand) {
    lastNumber[0] = number;
    return at;
  }
  if (lexer.operands < MAX_OPERANDS) lexer.numbers[lexer.operands] = number;
  lexer.operands++;
  lexer.numeric++;
  lexer.beforeLast = lexer.last;
  lexer.last = NUMBER;
  return at;
}

/** The number that was read last; a variable would be allocated anew for each. */
const lastNumber = new Float64Array(1);

/** Makes the last operand, a string, the only segment. */
export function takeString(lexer: Lexer): void {
  lexer.before = 0;
  lexer.emptyStrings = false;
  lexer.odd = false;
  const length = decodeString(lexer, lexer.from, lexer.to, 0);
  lexer.segments = length > 0 ? 1 : 0;
  lexer.ends[0] = length;
  lexer.adjustments[0] = 0;
}

function readArray(lexer: Lexer, from: number): number {
  const { bytes } = lexer;
  const end = bytes.length;
  lexer.segments = 0;
  lexer.before = 0;
  lexer.emptyStrings = false;
  lexer.odd = false;
  let length = 0;
  for (let at = from; at < end; ) {
    const byte = bytes[at] as number;
    const kind = KINDS[byte] as number;
    if (kind === WHITE) {
      at++;
    } else if (kind === NUMERIC) {
      at = readNumber(lexer, at, false);
      const segment = lexer.segments - 1;
      if (segment < 0) lexer.before += lastNumber[0] as number;
      else lexer.adjustments[segment] = (lexer.adjustments[segment] as number) + (lastNumber[0] as number);
    } else if (byte === 0x28 || (byte === 0x3c && bytes[at + 1] !== 0x3c)) {
      const to = byte === 0x28 ? endOfLiteral(bytes, at + 1) : endOfHexadecimal(bytes, at + 1);
      const longer = decodeString(lexer, at + 1, to, length);
      if (longer > length) addSegment(lexer, longer);
      else lexer.emptyStrings = true;
      length = longer;
      at = to + 1;
    } else if (byte === 0x5d) {
      push(lexer, ARRAY);
      return at + 1;
    } else {
      at = skipOdd(lexer, byte, at);
    }
  }
  throw new NotPlain('An array does not end');
}

function addSegment(lexer: Lexer, end: number): void {
  const segment = lexer.segments++;
  if (segment === lexer.ends.length) {
    const [ends, adjustments] = [new Int32Array(segment * 2), new Float64Array(segment * 2)];
    ends.set(lexer.ends);
    adjustments.set(lexer.adjustments);
    lexer.ends = ends;
    lexer.adjustments = adjustments;
  }
  lexer.ends[segment] = end;
  lexer.adjustments[segment] = 0;
}

/** What text is not shown by: names and words, which arrays of other operators may have. */
function skipOdd(lexer: Lexer, byte: number, at: number): number {
  if (byte === 0x25) return endOfLine(lexer.bytes, at);
  if (byte !== 0x2f && KINDS[byte] === DELIMITER) throw new NotPlain('An array holds other objects');
  lexer.odd = true;
  let to = at + 1;
  while (to < lexer.bytes.length && isRegular(lexer.bytes[to] as number)) to++;
  return to;
}

/** Decodes a string of `bytes` to where `text` has been filled; returns the new end. Its delimiters tell its kind. */
function decodeString(lexer: Lexer, from: number, to: number, length: number): number {
  if (to - from > MAX_STRING) throw new NotPlain('A string is too long');
  if (length + to - from > lexer.text.length) {
    const more = new Uint8Array((length + to - from) * 2);
    more.set(lexer.text);
    lexer.text = more;
  }
  return lexer.bytes[from - 1] === 0x28
    ? decodeLiteral(lexer.bytes, from, to, lexer.text, length)
    : decodeHexadecimal(lexer.bytes, from, to, lexer.text, length);
}
