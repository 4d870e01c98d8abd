import { crc32 } from 'node:zlib';
import { Inflate } from 'fflate';
import type { ZipEntry } from '../../archive/zip-directory.ts';
import { Refusal } from '../../conversion/protocol.ts';
import { Damaged } from '../damaged.ts';

/** Bytes all parts of a file may still unfold to. */
export type Budget = { bytesLeft: number; total: number };

/** Compressed bytes at a time: deflate makes at most 1032 of one, so no step makes more than some 16 MB. */
const STEP = 16 * 1024;
const LOCAL_HEADER = 0x04034b50;

/**
 * The content of one file of an archive, piece by piece; counted while it unfolds, for declared sizes are claims.
 *
 * @throws Damaged when it is broken or fails its checksum (after the last piece), Refusal `limit_exceeded` when the
 * budget is spent, `encrypted_document` for an archive with a password.
 */
export function* inflateEntry(bytes: Uint8Array, entry: ZipEntry, budget: Budget): Generator<Uint8Array> {
  if (entry.encrypted)
    throw new Refusal(
      'encrypted_document',
      'The file is protected by a password. Remove the protection and send it again.',
    );
  let checksum = 0;
  for (const piece of piecesOf(contentOf(bytes, entry), entry)) {
    budget.bytesLeft -= piece.length;
    if (budget.bytesLeft < 0) throw tooLarge(budget.total);
    checksum = crc32(piece, checksum);
    yield piece;
  }
  if (checksum !== entry.crc32) throw new Damaged('its checksum is wrong');
}

function contentOf(bytes: Uint8Array, entry: ZipEntry): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = entry.offset;
  if (!(at >= 0) || at + 30 > bytes.length || view.getUint32(at, true) !== LOCAL_HEADER)
    throw new Damaged('it is not where the list of contents says');
  const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  return bytes.subarray(start, start + entry.compressedSize);
}

function* piecesOf(content: Uint8Array, { method }: ZipEntry): Generator<Uint8Array> {
  if (method !== 0 && method !== 8)
    throw new Damaged(`it is compressed by method ${method}, which Office does not use`);
  const pieces: Uint8Array[] = [];
  const inflate = method === 8 ? new Inflate((piece) => pieces.push(piece)) : undefined;
  for (let at = 0; at < content.length; at += STEP) {
    const step = content.subarray(at, at + STEP);
    if (inflate) pushInto(inflate, step, at + STEP >= content.length);
    else pieces.push(step);
    for (const piece of pieces) if (piece.length > 0) yield piece;
    pieces.length = 0;
  }
}

function pushInto(inflate: Inflate, step: Uint8Array, last: boolean): void {
  try {
    inflate.push(step, last);
  } catch {
    throw new Damaged('its compressed data is broken');
  }
}

const tooLarge = (total: number) =>
  new Refusal(
    'limit_exceeded',
    `The file unfolds to more than ${total} bytes. Split it, or raise MAX_EXPANDED_BYTES.`,
  );
