/** The CFF program within an OpenType wrapper (the OpenType specification's table directory); undefined if none. */
export function cffOfOpenType(program: Uint8Array): Uint8Array | undefined {
  const bytes = new DataView(program.buffer, program.byteOffset, program.byteLength);
  if (bytes.byteLength < 12 || bytes.getUint32(0) !== OTTO) return undefined;
  const count = bytes.getUint16(4);
  for (let at = 12; at < 12 + 16 * count && at + 16 <= bytes.byteLength; at += 16) {
    if (bytes.getUint32(at) !== CFF) continue;
    const from = bytes.getUint32(at + 8);
    const to = from + bytes.getUint32(at + 12);
    return to <= bytes.byteLength ? program.subarray(from, to) : undefined;
  }
  return undefined;
}

/** `OTTO` and `CFF `. */
const OTTO = 0x4f54544f;
const CFF = 0x43464620;
