import { isArray, isDict } from '../objects/kinds.ts';
import { NotPlain, type PdfDict, type PdfValue } from '../types.ts';
import { decodeAscii85 } from './ascii-85.ts';
import { decodeAsciiHex } from './ascii-hex.ts';
import { inflate } from './inflate.ts';
import { decodeLzw } from './lzw.ts';
import { undoPredictor } from './predictor.ts';
import { decodeRunLength } from './run-length.ts';

/** A stream that decodes to more is not plain. */
export const MOST_DECODED = 64 * 1024 * 1024;
const MOST_FILTERS = 8;

/** Follows references. */
export type Resolve = (value: PdfValue | undefined) => PdfValue;

/** A stream's decrypted bytes without its filters (ISO 32000-1, 7.4). Those of images are not undone. */
export function decodeStream(bytes: Uint8Array, dict: PdfDict, resolve: Resolve): Uint8Array {
  const names = resolve(dict.get('Filter'));
  if (names === null && !dict.has('F')) return bytes;
  if (dict.has('F')) throw new NotPlain('A stream lies in another file');
  const parameters = resolve(dict.get('DecodeParms'));
  if (typeof names === 'string') return applied(bytes, names, parameters, resolve);
  if (!isArray(names) || names.length > MOST_FILTERS) throw new NotPlain('A stream has malformed filters');
  if (parameters !== null && !isArray(parameters) && names.length > 0)
    throw new NotPlain('A stream has malformed parameters');
  let decoded = bytes;
  for (const [i, name] of names.entries()) {
    decoded = applied(decoded, resolve(name), resolve(isArray(parameters) ? parameters[i] : null), resolve);
  }
  return decoded;
}

function applied(bytes: Uint8Array, name: PdfValue, given: PdfValue, resolve: Resolve): Uint8Array {
  if (given !== null && !isDict(given)) throw new NotPlain('A stream has malformed parameters');
  const parameter = (key: string, otherwise: number): number => {
    const value = resolve(given?.get(key)) ?? otherwise;
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 0)
      throw new NotPlain('A stream has malformed parameters');
    return value;
  };
  if (name === 'FlateDecode' || name === 'Fl') return undoPredictor(inflate(bytes, MOST_DECODED), parameter);
  if (name === 'LZWDecode' || name === 'LZW')
    return undoPredictor(decodeLzw(bytes, parameter('EarlyChange', 1), MOST_DECODED), parameter);
  if (name === 'ASCII85Decode' || name === 'A85') return decodeAscii85(bytes, MOST_DECODED);
  if (name === 'ASCIIHexDecode' || name === 'AHx') return decodeAsciiHex(bytes);
  if (name === 'RunLengthDecode' || name === 'RL') return decodeRunLength(bytes, MOST_DECODED);
  throw new NotPlain('A stream has a filter that is not read here');
}
