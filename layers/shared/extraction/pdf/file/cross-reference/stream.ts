import { decodeStream } from '../filters/decode-stream.ts';
import { readBody, readHead } from '../objects/indirect-object.ts';
import { isArray, isStream } from '../objects/kinds.ts';
import type { Reader } from '../objects/reader.ts';
import { NotPlain, type PdfDict, type PdfValue } from '../types.ts';
import { addEntry, type Entries, FREE, IN_FILE, IN_STREAM } from './entries.ts';

/** So many bytes a number may take and still be exact. */
const WIDEST = 6;

/** Reads a cross-reference stream at the reader's place; its dictionary is the trailer (ISO 32000-1, 7.5.8). */
export function readCrossReferenceStream(reader: Reader, entries: Entries): PdfDict {
  // Nothing in it may be a reference: where objects stand is only known afterwards.
  const stream = readBody(reader, readHead(reader), (dict) => dict.get('Length') ?? null);
  if (!isStream(stream) || stream.dict.get('Type') !== 'XRef')
    throw new NotPlain('A cross-reference section is no such stream');
  const { dict } = stream;
  const data = decodeStream(stream.raw, dict, (value) => value ?? null);
  const [typeWidth = 0, placeWidth = 0, detailWidth = 0] = counts(dict.get('W'), 3);
  if (typeWidth > 1 || placeWidth > WIDEST || detailWidth > WIDEST)
    throw new NotPlain('A cross-reference stream has too wide fields');
  const index = dict.has('Index') ? counts(dict.get('Index')) : [0, ...counts([dict.get('Size') ?? null])];
  const width = typeWidth + placeWidth + detailWidth;
  if (width === 0 || index.length % 2 !== 0) throw new NotPlain('A cross-reference stream is malformed');
  let at = 0;
  for (let pair = 0; pair < index.length; pair += 2) {
    const first = index[pair] as number;
    const count = index[pair + 1] as number;
    if (at + count * width > data.length) throw new NotPlain('A cross-reference stream is cut off');
    for (let i = 0; i < count; i++, at += width) {
      const type = typeWidth === 0 ? 1 : (data[at] as number);
      const place = field(data, at + typeWidth, placeWidth);
      const detail = field(data, at + typeWidth + placeWidth, detailWidth);
      if (type === 0) addEntry(entries, first + i, FREE, 0, detail);
      else if (type === 1) addEntry(entries, first + i, IN_FILE, place, detail);
      else if (type === 2) addEntry(entries, first + i, IN_STREAM, place, detail);
      else throw new NotPlain('A cross-reference stream has an unknown kind of entry');
    }
  }
  return dict;
}

function counts(value: PdfValue | undefined, length?: number): number[] {
  const all = isArray(value) ? value : [];
  const numbers = all.filter((item) => typeof item === 'number' && Number.isInteger(item) && item >= 0);
  if (numbers.length === 0 || numbers.length !== (length ?? all.length))
    throw new NotPlain('A cross-reference stream is malformed');
  return numbers as number[];
}

function field(data: Uint8Array, start: number, width: number): number {
  let value = 0;
  for (let at = start; at < start + width; at++) value = value * 256 + (data[at] as number);
  return value;
}
