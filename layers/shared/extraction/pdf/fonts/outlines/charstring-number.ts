/**
 * Pushes an operand of a charstring that begins with `byte`, 32 to 255; `at` is behind that byte. Returns where the next
 * operator or operand begins. Type 1 and Type 2 differ in what the four bytes after 255 are parts of: `unit`
 * (Adobe Type 1 Font Format, 6.2; Adobe Technical Note 5177, 3.2).
 */
export function pushNumber(
  stack: number[],
  bytes: Uint8Array,
  byte: number,
  at: number,
  unit: number,
): number {
  const next = (offset: number): number => bytes[at + offset] as number;
  if (byte === 255) {
    stack.push(((next(0) << 24) | (next(1) << 16) | (next(2) << 8) | next(3)) / unit);
    return at + 4;
  }
  if (byte < 247) stack.push(byte - 139);
  else stack.push(byte < 251 ? (byte - 247) * 256 + next(0) + 108 : -(byte - 251) * 256 - next(0) - 108);
  return byte < 247 ? at : at + 1;
}
