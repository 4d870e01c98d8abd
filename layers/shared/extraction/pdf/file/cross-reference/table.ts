import { isDigit } from '../objects/characters.ts';
import { isDict } from '../objects/kinds.ts';
import { type Reader, readCount, skipBlanks, skipWord } from '../objects/reader.ts';
import { readValue } from '../objects/values.ts';
import { NotPlain, type PdfDict } from '../types.ts';
import { addEntry, type Entries, FREE, IN_FILE } from './entries.ts';
import { findObjects } from './without-table.ts';

const ENTRY = 20;
/** Of writers that end lines by a single byte. */
const SHORT_ENTRY = 19;
const KEYWORD = 'xref';
const SPACE = 0x20;
const LETTER_F = 0x66;
const LETTER_N = 0x6e;

/** Reads a cross-reference table behind its keyword and the trailer behind it (ISO 32000-1, 7.5.4, 7.5.5). */
export function readTable(reader: Reader, entries: Entries): PdfDict {
  const table = reader.at - KEYWORD.length;
  let short = false;
  while (!short && isDigit(skipBlanks(reader))) {
    const first = readCount(reader);
    const count = readCount(reader);
    skipBlanks(reader);
    if (reader.at + count * SHORT_ENTRY > reader.bytes.length)
      throw new NotPlain('A cross-reference table is cut off');
    short = count > 0 && entries.kinds.length === 0 && isShort(reader);
    if (short) reader.at += count * SHORT_ENTRY;
    else for (let i = 0; i < count; i++) readEntry(reader, first + i, entries);
  }
  if (!skipWord(reader, 'trailer')) throw new NotPlain('A cross-reference table has no trailer');
  const trailer = readValue(reader);
  if (!isDict(trailer)) throw new NotPlain('A trailer is malformed');
  if (short) findObjects(reader, table, entries, trailer);
  if (!skipWord(reader, 'startxref')) throw new NotPlain('A trailer is malformed');
  return trailer;
}

/** Whether the first entry's line ends by one byte, and something else follows. */
const isShort = ({ bytes, at }: Reader): boolean => isLineEnd(bytes[at + 18]) && !isLineEnd(bytes[at + 19]);

/** An entry takes 20 bytes exactly: `nnnnnnnnnn ggggg n` and two that end its line. */
function readEntry(reader: Reader, object: number, entries: Entries) {
  const { bytes, at } = reader;
  const offset = digits(bytes, at, 10);
  const generation = digits(bytes, at + 11, 5);
  const kind = bytes[at + 17];
  const wellFormed =
    bytes[at + 10] === SPACE &&
    bytes[at + 16] === SPACE &&
    (kind === LETTER_N || kind === LETTER_F) &&
    isLineEnd(bytes[at + 18]) &&
    isLineEnd(bytes[at + 19]);
  if (!wellFormed) throw new NotPlain('A cross-reference entry is malformed');
  addEntry(entries, object, kind === LETTER_N ? IN_FILE : FREE, kind === LETTER_N ? offset : 0, generation);
  reader.at = at + ENTRY;
}

const isLineEnd = (byte: number | undefined): boolean => byte === SPACE || byte === 0x0d || byte === 0x0a;

function digits(bytes: Uint8Array, start: number, count: number): number {
  let value = 0;
  for (let at = start; at < start + count; at++) {
    const byte = bytes[at] as number;
    if (!isDigit(byte)) throw new NotPlain('A cross-reference entry is malformed');
    value = value * 10 + (byte - 0x30);
  }
  return value;
}
