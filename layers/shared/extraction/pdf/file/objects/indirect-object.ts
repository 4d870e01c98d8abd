import { NotPlain, type PdfDict, type PdfStream, type PdfValue } from '../types.ts';
import { isDict } from './kinds.ts';
import { type Reader, readCount, skipBlanks, skipWord, startsWith } from './reader.ts';
import { readValue } from './values.ts';

/** What `N G obj` says before an object (ISO 32000-1, 7.3.10). */
export type ObjectHead = { number: number; generation: number };

export function readHead(reader: Reader): ObjectHead {
  const number = readCount(reader);
  const generation = readCount(reader);
  if (!skipWord(reader, 'obj')) throw new NotPlain('An object does not begin where it should');
  return { number, generation };
}

/** Reads an object behind its head, to its `endobj`. `lengthOf` tells a stream's /Length, which may be a reference. */
export function readBody(
  reader: Reader,
  { number, generation }: ObjectHead,
  lengthOf: (dict: PdfDict) => PdfValue,
): PdfValue {
  const value = readValue(reader);
  if (isDict(value) && skipWord(reader, 'stream')) {
    const raw = readStream(reader, lengthOf(value));
    const stream: PdfStream = { kind: 'stream', dict: value, raw, ref: { kind: 'ref', number, generation } };
    return ended(reader, stream);
  }
  return ended(reader, value);
}

function ended<T>(reader: Reader, value: T): T {
  if (!skipWord(reader, 'endobj')) throw new NotPlain('An object does not end where it should');
  return value;
}

/** A stream's bytes as they stand behind its keyword, to its `endstream`. */
function readStream(reader: Reader, length: PdfValue): Uint8Array {
  const { bytes } = reader;
  skipLineEnd(reader);
  if (typeof length !== 'number' || !Number.isInteger(length) || length < 0)
    throw new NotPlain('A stream has no length');
  const start = reader.at;
  const end = start + length;
  if (end > bytes.length) throw new NotPlain('A stream is longer than the file');
  reader.at = end;
  // A comment sign would be its data, and no blank.
  if (bytes[end] === 0x25) throw new NotPlain('A stream does not end where it should');
  skipBlanks(reader);
  if (!startsWith(bytes, reader.at, 'endstream')) throw new NotPlain('A stream does not end where it should');
  reader.at += 'endstream'.length;
  return bytes.subarray(start, end);
}

/** Blanks before the line's end and a lone carriage return are as in PDFium, though not in the standard. */
function skipLineEnd(reader: Reader) {
  const { bytes } = reader;
  while (bytes[reader.at] === 0x20 || bytes[reader.at] === 0x09) reader.at++;
  if (bytes[reader.at] === 0x0d) {
    reader.at++;
    if (bytes[reader.at] === 0x0a) reader.at++;
  } else if (bytes[reader.at] === 0x0a) reader.at++;
  else throw new NotPlain('A stream does not begin on a line of its own');
}
