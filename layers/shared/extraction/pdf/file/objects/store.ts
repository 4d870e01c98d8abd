import { type CrossReference, type Entries, IN_FILE, IN_STREAM } from '../cross-reference/entries.ts';
import type { Decryption } from '../encryption/standard-handler.ts';
import { decodeStream, MOST_DECODED } from '../filters/decode-stream.ts';
import { NotPlain, type PdfStream, type PdfValue } from '../types.ts';
import { type ObjectHead, readBody, readHead } from './indirect-object.ts';
import { isRef, isStream } from './kinds.ts';
import { type ObjectStream, objectIn, openObjectStream } from './object-stream.ts';
import { type Budget, type Reader, readerOf } from './reader.ts';

/** A file's indirect objects, each parsed when it is first asked for, and kept. */
export type Store = {
  resolve(value: PdfValue | undefined): PdfValue;
  decode(stream: PdfStream): Uint8Array;
  /** From here on strings and streams are encrypted; what was read before is kept as it is. */
  decryptWith(decryption: Decryption): void;
};

/** Of all object streams together, which stay in memory. */
const MOST_IN_STREAMS = MOST_DECODED;
/** A stream needs its length, an object its stream: no more. */
const MOST_NESTED = 8;

export function openStore(bytes: Uint8Array, { entries, trailer }: CrossReference, budget: Budget): Store {
  const objects = new Map<number, PdfValue>();
  const streams = new Map<number, ObjectStream>();
  const beingRead = new Set<number>();
  const size = sizeOf(trailer.get('Size'));
  let decryption: Decryption | undefined;
  let inStreams = 0;

  function resolve(value: PdfValue | undefined): PdfValue {
    if (value === undefined) return null;
    return isRef(value) ? objectOf(value.number, value.generation) : value;
  }

  function objectOf(number: number, generation: number): PdfValue {
    const kind = entries.kinds[number] ?? 0;
    if (kind !== IN_FILE && kind !== IN_STREAM) return null;
    if (generation !== generationOf(entries, number))
      throw new NotPlain('A reference has another generation');
    const known = objects.get(number);
    if (known !== undefined) return known;
    if (number >= size) throw new NotPlain("An object has a number beyond the trailer's size");
    if (beingRead.has(number) || beingRead.size > MOST_NESTED)
      throw new NotPlain('An object needs others that need it');
    beingRead.add(number);
    let value: PdfValue;
    try {
      value = kind === IN_FILE ? objectInFile(number) : objectInStream(number);
    } finally {
      beingRead.delete(number);
    }
    if (isRef(value)) throw new NotPlain('An object is a reference');
    objects.set(number, value);
    return value;
  }

  /** The reader stands behind the head. */
  function headAt(number: number): { reader: Reader; head: ObjectHead } {
    const offset = entries.places[number] as number;
    if (offset === 0 || offset >= bytes.length) throw new NotPlain('An object lies outside of the file');
    const reader = readerOf(bytes, offset, budget);
    const head = readHead(reader);
    if (head.number !== number || head.generation !== entries.details[number])
      throw new NotPlain('Another object stands where one should');
    return { reader, head };
  }

  function objectInFile(number: number): PdfValue {
    const { reader, head } = headAt(number);
    reader.decrypt = decryption && stringsOf(decryption, head);
    return readBody(reader, head, (dict) => resolve(dict.get('Length')));
  }

  function objectInStream(number: number): PdfValue {
    const container = entries.places[number] as number;
    const stream = streams.get(container) ?? openContainer(container);
    return objectIn(stream, number, entries.details[number] as number, budget);
  }

  function openContainer(number: number): ObjectStream {
    // A stream cannot lie in another one.
    const value =
      entries.kinds[number] === IN_FILE ? objectOf(number, entries.details[number] as number) : null;
    if (!isStream(value)) throw new NotPlain('An object stream is missing');
    const opened = openObjectStream(value.dict, decode(value), resolve, budget);
    inStreams += opened.bytes.length;
    if (inStreams > MOST_IN_STREAMS) throw new NotPlain('The object streams are too large');
    streams.set(number, opened);
    return opened;
  }

  function decode({ raw, dict, ref }: PdfStream): Uint8Array {
    const plain = decryption && ref ? decryption(raw, ref.number, ref.generation) : raw;
    return decodeStream(plain, dict, resolve);
  }

  const first = entries.kinds.indexOf(IN_FILE);
  // As PDFium does: where the first object stands elsewhere, it builds the table anew.
  if (first >= 0) headAt(first);

  return {
    resolve,
    decode,
    decryptWith(given) {
      decryption = given;
    },
  };
}

const stringsOf =
  (decryption: Decryption, { number, generation }: ObjectHead) =>
  (string: Uint8Array) =>
    decryption(string, number, generation);

const generationOf = (entries: Entries, number: number): number =>
  entries.kinds[number] === IN_FILE ? (entries.details[number] as number) : 0;

function sizeOf(value: PdfValue | undefined): number {
  if (typeof value !== 'number' || value < 1) throw new NotPlain('The trailer has no size');
  return value;
}
