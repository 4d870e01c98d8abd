/**
 * A part of an Office file cannot be read (its compression or its XML is broken). Whoever reads the part decides
 * whether the rest of the file can do without it.
 */
export class Damaged extends Error {
  override readonly name = 'Damaged';
}
