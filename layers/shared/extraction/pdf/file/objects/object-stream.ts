import type { Resolve } from '../filters/decode-stream.ts';
import { NotPlain, type PdfDict, type PdfValue } from '../types.ts';
import { type Budget, readCount, readerOf, spend } from './reader.ts';
import { readValue } from './values.ts';

/** A decoded object stream: the numbers of its objects and where in its bytes each one begins. */
export type ObjectStream = { bytes: Uint8Array; numbers: Uint32Array; offsets: Uint32Array };

/** Reads what stands before the objects of one (ISO 32000-1, 7.5.7). */
export function openObjectStream(
  dict: PdfDict,
  bytes: Uint8Array,
  resolve: Resolve,
  budget: Budget,
): ObjectStream {
  const count = resolve(dict.get('N'));
  const first = resolve(dict.get('First'));
  if (dict.get('Type') !== 'ObjStm' || !isSize(count, bytes) || !isSize(first, bytes))
    throw new NotPlain('An object stream is malformed');
  spend(budget, count);
  const numbers = new Uint32Array(count);
  const offsets = new Uint32Array(count);
  const reader = readerOf(bytes, 0, budget);
  for (let i = 0; i < count; i++) {
    numbers[i] = readCount(reader);
    offsets[i] = first + readCount(reader);
  }
  return { bytes, numbers, offsets };
}

const isSize = (value: PdfValue, bytes: Uint8Array): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= bytes.length;

export function objectIn(stream: ObjectStream, number: number, index: number, budget: Budget): PdfValue {
  if (stream.numbers[index] !== number)
    throw new NotPlain('An object is not where its stream should have it');
  return readValue(readerOf(stream.bytes, stream.offsets[index] as number, budget));
}
