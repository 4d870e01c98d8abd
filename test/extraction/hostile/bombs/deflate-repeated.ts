import { constants, crc32, deflateRawSync } from 'node:zlib';

/** Something that is written many times over. */
export type Repeated = readonly [what: string | Uint8Array, times: number];

const BLOCK_BYTES = 1024 * 1024;

/**
 * Deflates data that would be too large to have: each piece is packed once, up to a state from which the packed bytes
 * can be written again.
 */
export function deflateRepeated(pieces: readonly Repeated[]): { packed: Buffer; size: number; crc: number } {
  const parts: Uint8Array[] = [];
  let size = 0;
  let crc = 0;
  for (const [what, times] of pieces)
    for (const [block, count] of inBlocks(Buffer.from(what), times)) {
      const packed = deflateRawSync(block, { finishFlush: constants.Z_FULL_FLUSH, level: 9 });
      for (let number = 0; number < count; number++) parts.push(packed);
      // Beyond that nobody gets to the checksum.
      if (size < 2 ** 30) for (let number = 0; number < count; number++) crc = crc32(block, crc);
      size += block.length * count;
    }
  parts.push(deflateRawSync(new Uint8Array()));
  return { packed: Buffer.concat(parts), size, crc };
}

/** Many times a little is a few times much, and a rest. */
function inBlocks(piece: Buffer, times: number): [Buffer, number][] {
  const inBlock = Math.min(times, Math.max(1, Math.floor(BLOCK_BYTES / Math.max(1, piece.length))));
  if (inBlock === 0) return [];
  const blocks = Math.floor(times / inBlock);
  const rest = times - blocks * inBlock;
  return [
    [Buffer.concat(Array.from({ length: inBlock }, () => piece)), blocks],
    ...(rest > 0
      ? ([[Buffer.concat(Array.from({ length: rest }, () => piece)), 1]] as [Buffer, number][])
      : []),
  ];
}

/** The same in zlib's wrapping, whose checksum is left wrong: who gets there has unpacked it all. */
export const zlibRepeated = (pieces: readonly Repeated[]): Buffer =>
  Buffer.concat([Buffer.from([0x78, 0xda]), deflateRepeated(pieces).packed, Buffer.alloc(4)]);
