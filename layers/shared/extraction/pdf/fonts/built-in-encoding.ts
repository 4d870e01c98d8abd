import { NotPlain } from '../file/types.ts';
import { cffCodePoints } from './cff-program.ts';
import type { FontProgram } from './descriptor.ts';
import { type1CodePoints } from './type1-program.ts';

/** The encoding that a Type 1 font program has itself: code points by code, 0 for none. */
export function builtInEncoding({ key, isOpenType, bytes }: FontProgram): Uint32Array {
  if (key === 'FontFile2' || isOpenType) throw new NotPlain('A Type 1 font has a program of another type');
  return key === 'FontFile' ? type1CodePoints(bytes()) : cffCodePoints(bytes());
}
