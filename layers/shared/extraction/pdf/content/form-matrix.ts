import { NotPlain, type PdfFile, type PdfStream } from '../file/types.ts';
import { IDENTITY, type Matrix } from './graphics-state.ts';

/** From a form's own space to where it is drawn (ISO 32000-1, 8.10.1). */
export function formMatrix(file: PdfFile, { dict }: PdfStream): Matrix {
  const value = file.resolve(dict.get('Matrix'));
  if (value === null) return IDENTITY;
  const numbers = Array.isArray(value) ? value.map((part) => file.resolve(part)) : [];
  if (numbers.length !== 6 || numbers.some((number) => typeof number !== 'number'))
    throw new NotPlain('The matrix of a form is none');
  return numbers as Matrix;
}
