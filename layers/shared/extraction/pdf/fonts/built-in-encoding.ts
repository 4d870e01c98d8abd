import { NotPlain, type PdfFile } from '../file/types.ts';
import type { FontProgram } from './descriptor.ts';

/** Code points by code, 0 for none. */
export type BuiltInEncoding = Uint32Array;

/** The encoding that a Type 1 font program has itself. */
export function builtInEncoding(_file: PdfFile, _program: FontProgram): BuiltInEncoding {
  throw new NotPlain('The encoding inside of a font program is not read');
}
