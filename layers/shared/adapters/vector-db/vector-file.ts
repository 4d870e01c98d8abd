import { permanentError } from '../../contract/errors.ts';
import { indexPrefix } from '../../contract/keys.ts';
import { vectorLength } from '../embedding/normalise.ts';
import type { VectorRow, VectorScope } from './types.ts';

/** A document's vectors, row after row in one array, and their lengths. */
export type VectorMatrix = { ids: string[]; data: Float32Array; lengths: Float64Array };

export const NO_VECTORS: VectorMatrix = {
  ids: [],
  data: new Float32Array(),
  lengths: new Float64Array(),
};

/** Every machine that Lambda has is little-endian, as the file is, and copies it as it stands. */
const LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

const MAGIC = 'PSWV';
const VERSION = 1;

/** `indexes/<organization>/<doc_id>/vectors-<dimensions>.f32` */
export const vectorFileKey = (scope: VectorScope): string =>
  `${indexPrefix(scope.organization, scope.docId)}vectors-${scope.dimensions}.f32`;

/**
 * Writes `PSWV`, the header's length (uint32), a JSON header `{version, organization, docId, dimensions, ids}`
 * padded with spaces to a multiple of four bytes, and the vectors as float32. All numbers are little-endian, so
 * that x64 and arm64 read each other's files.
 */
export function encodeVectors(scope: VectorScope, rows: readonly VectorRow[]): Uint8Array {
  const json = JSON.stringify({ version: VERSION, ...scope, ids: rows.map((row) => row.id) });
  const plain = Buffer.from(json);
  const header = Buffer.concat([plain, Buffer.alloc((4 - (plain.length % 4)) % 4, ' ')]);
  const start = 8 + header.length;
  const file = Buffer.alloc(start + rows.length * scope.dimensions * 4);
  file.write(MAGIC, 0, 'latin1');
  file.writeUInt32LE(header.length, 4);
  header.copy(file, 8);
  let at = start;
  for (const { vector } of rows) {
    if (LITTLE_ENDIAN) {
      file.set(new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength), at);
      at += vector.byteLength;
    } else {
      for (const value of vector) at = file.writeFloatLE(value, at);
    }
  }
  return file;
}

/** Reads what `encodeVectors` wrote; throws `corrupt_vector_file` for anything else, other documents included. */
export function decodeVectors(scope: VectorScope, bytes: Uint8Array): VectorMatrix {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = readHeader(file);
  const start = 8 + header.length;
  const { version, organization, docId, dimensions, ids } = header.fields;
  const ours =
    version === VERSION &&
    organization === scope.organization &&
    docId === scope.docId &&
    dimensions === scope.dimensions &&
    Array.isArray(ids) &&
    file.length === start + ids.length * scope.dimensions * 4;
  if (!ours) throw corrupt();
  const data = readFloats(file, start, ids.length * scope.dimensions);
  const lengths = Float64Array.from(ids, (_, row) =>
    vectorLength(data.subarray(row * dimensions, (row + 1) * dimensions)),
  );
  return { ids: ids.map(String), data, lengths };
}

/** Where the file lies in memory as floats must, it is used where it lies. */
function readFloats(file: Buffer, start: number, count: number): Float32Array {
  const at = file.byteOffset + start;
  if (LITTLE_ENDIAN && at % 4 === 0) return new Float32Array(file.buffer, at, count);
  const data = new Float32Array(count);
  if (LITTLE_ENDIAN) new Uint8Array(data.buffer).set(file.subarray(start, start + count * 4));
  else for (let i = 0; i < count; i++) data[i] = file.readFloatLE(start + i * 4);
  return data;
}

function readHeader(file: Buffer): { length: number; fields: Record<string, unknown> } {
  if (file.length < 8 || file.toString('latin1', 0, 4) !== MAGIC) throw corrupt();
  const length = file.readUInt32LE(4);
  if (length > file.length - 8) throw corrupt();
  try {
    return { length, fields: JSON.parse(file.toString('utf8', 8, 8 + length)) };
  } catch {
    throw corrupt();
  }
}

const corrupt = () =>
  permanentError(
    'corrupt_vector_file',
    'A stored vector file is not readable; index the document again (reindex).',
  );
