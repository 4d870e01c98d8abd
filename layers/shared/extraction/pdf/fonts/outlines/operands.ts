/**
 * The operands of a charstring that stand before its next operator. Nothing is allocated for them: thousands of
 * operators are run for the glyphs of a page.
 */
export type Operands = { readonly values: Float64Array; count: number };

/** More than this is no charstring (Adobe Technical Note 5177, appendix B). */
const MOST = 513;
/** A number is pushed before its like are counted. */
const SPARE = 1;

export const newOperands = (): Operands => ({ values: new Float64Array(MOST + SPARE), count: 0 });

export const areTooMany = (operands: Operands): boolean => operands.count > MOST;

export function push(operands: Operands, value: number): void {
  operands.values[operands.count++] = value;
}

/** Takes the last one away; `otherwise` where there is none. */
export function pop(operands: Operands, otherwise: number): number {
  if (operands.count === 0) return otherwise;
  return operands.values[--operands.count] as number;
}

/** The operand at an index; 0 where it is missing. */
export const operandAt = ({ values, count }: Operands, index: number): number =>
  index < count ? (values[index] as number) : 0;

/**
 * Pushes the number that begins with `byte`, 32 to 255; `at` is behind that byte. Returns where the next operator or
 * operand begins. Type 1 and Type 2 differ in what the four bytes after 255 are parts of: `unit`
 * (Adobe Type 1 Font Format, 6.2; Adobe Technical Note 5177, 3.2).
 */
export function pushNumber(
  operands: Operands,
  bytes: Uint8Array,
  byte: number,
  at: number,
  unit: number,
): number {
  if (byte < 247) {
    push(operands, byte - 139);
    return at;
  }
  const next = bytes[at] as number;
  if (byte === 255) {
    const rest =
      ((bytes[at + 1] as number) << 16) | ((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number);
    push(operands, ((next << 24) | rest) / unit);
    return at + 4;
  }
  push(operands, byte < 251 ? (byte - 247) * 256 + next + 108 : -(byte - 251) * 256 - next - 108);
  return at + 1;
}
