import { NotPlain, type PdfDict, type PdfRef, type PdfValue } from '../types.ts';
import { isDigit } from './characters.ts';
import { readName } from './names.ts';
import { readNumber } from './numbers.ts';
import { endsWord, isRegular, type Reader, skipBlanks, spend, startsWith } from './reader.ts';
import { readHexString, readLiteralString } from './strings.ts';

const SLASH = 0x2f;
const OPEN = 0x28;
const LESS = 0x3c;
const GREATER = 0x3e;
const ARRAY = 0x5b;
const ARRAY_END = 0x5d;
const LETTER_R = 0x52;
/** Below PDFium's 64. */
const DEEPEST = 60;
/** Units of memory of what an empty one takes (see `VALUE_BUDGET`). */
const ARRAY_COST = 4;
const DICT_COST = 16;
const WORDS: readonly (readonly [string, PdfValue])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];

/** Reads the value behind blanks at the reader's place: any but a stream (ISO 32000-1, 7.3). */
export function readValue(reader: Reader, depth = 0): PdfValue {
  const byte = skipBlanks(reader);
  const value = readItem(reader, byte, depth);
  return isDigit(byte) ? (asReference(reader, value as number) ?? value) : value;
}

/** A value, except that a reference is only its first number. */
function readItem(reader: Reader, byte: number, depth: number): PdfValue {
  spend(reader.budget, 1);
  if (isDigit(byte) || byte === 0x2d || byte === 0x2e || byte === 0x2b) return readNumber(reader);
  if (byte === SLASH) {
    reader.at++;
    return readName(reader);
  }
  if (byte === OPEN) {
    reader.at++;
    return decrypted(reader, readLiteralString(reader));
  }
  if (byte === ARRAY) return readArray(reader, depth);
  if (byte === LESS) {
    if (reader.bytes[reader.at + 1] === LESS) return readDict(reader, depth);
    reader.at++;
    return decrypted(reader, readHexString(reader));
  }
  return readKeyword(reader);
}

function readArray(reader: Reader, depth: number): PdfValue[] {
  enter(reader, depth, ARRAY_COST);
  reader.at++;
  const items: PdfValue[] = [];
  for (;;) {
    const byte = skipBlanks(reader);
    if (byte === ARRAY_END) break;
    // Numbers are read one by one, since in most arrays they are no references.
    if (byte === LETTER_R) items.push(referenceFrom(reader, items));
    else items.push(readItem(reader, byte, depth + 1));
  }
  reader.at++;
  return items;
}

function referenceFrom(reader: Reader, items: PdfValue[]): PdfRef {
  const generation = items.pop();
  const number = items.pop();
  reader.at++;
  if (!isCount(number) || !isCount(generation) || isRegular(reader.bytes[reader.at]))
    throw new NotPlain('A reference is malformed');
  return { kind: 'ref', number, generation };
}

const isCount = (value: PdfValue | undefined): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0;

/** Of keys that stand twice the last one counts, as in PDFium. */
function readDict(reader: Reader, depth: number): PdfDict {
  enter(reader, depth, DICT_COST);
  reader.at += 2;
  const dict = new Map<string, PdfValue>();
  for (;;) {
    const byte = skipBlanks(reader);
    if (byte === GREATER && reader.bytes[reader.at + 1] === GREATER) break;
    if (byte !== SLASH) throw new NotPlain('A dictionary has a key that is no name');
    reader.at++;
    const key = readName(reader);
    if (key === '') throw new NotPlain('A dictionary has an empty key');
    spend(reader.budget, 2);
    dict.set(key, readValue(reader, depth + 1));
  }
  reader.at += 2;
  return dict;
}

function enter(reader: Reader, depth: number, cost: number) {
  if (depth >= DEEPEST) throw new NotPlain('Values are nested too deeply');
  spend(reader.budget, cost);
}

/** A number that is followed by another one and R; the place stays behind the first number if it is not. */
function asReference(reader: Reader, number: number): PdfRef | undefined {
  const behind = reader.at;
  if (isDigit(skipBlanks(reader))) {
    const generation = readNumber(reader);
    if (
      skipBlanks(reader) === LETTER_R &&
      endsWord(reader.bytes, reader.at + 1) &&
      isCount(number) &&
      isCount(generation)
    ) {
      reader.at++;
      return { kind: 'ref', number, generation };
    }
  }
  reader.at = behind;
  return undefined;
}

function decrypted(reader: Reader, string: Uint8Array): Uint8Array {
  spend(reader.budget, 8 + (string.length >> 4));
  return reader.decrypt === undefined ? string : reader.decrypt(string);
}

function readKeyword(reader: Reader): PdfValue {
  for (const [word, value] of WORDS) {
    const end = reader.at + word.length;
    if (startsWith(reader.bytes, reader.at, word) && endsWord(reader.bytes, end)) {
      reader.at = end;
      return value;
    }
  }
  throw new NotPlain('A value was expected');
}
