import { NotPlain, type PdfFile } from '../file/types.ts';
import type { FontProgram } from './descriptor.ts';

export function charmapPlatforms(_file: PdfFile, _program: FontProgram): { windows: boolean; mac: boolean } {
  throw new NotPlain('The encoding inside of a font program is not read');
}
export function symbolicCodePoints(
  _file: PdfFile,
  _program: FontProgram,
  _named: Uint32Array | undefined,
): Uint32Array {
  throw new NotPlain('The encoding inside of a font program is not read');
}
