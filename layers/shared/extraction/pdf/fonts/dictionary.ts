import { NotPlain, type PdfDict, type PdfFile, type PdfStream, type PdfValue } from '../file/types.ts';

/** Entries of font dictionaries by their type. Undefined where there is none; NotPlain where it has another type. */

export function dictionaryAt(file: PdfFile, dict: PdfDict, key: string): PdfDict | undefined {
  const value = file.resolve(dict.get(key));
  if (value === null) return undefined;
  if (value instanceof Map) return value;
  throw new NotPlain(`/${key} of a font is no dictionary`);
}

export function streamAt(file: PdfFile, dict: PdfDict, key: string): PdfStream | undefined {
  const value = file.resolve(dict.get(key));
  if (value === null) return undefined;
  if (isStream(value)) return value;
  throw new NotPlain(`/${key} of a font is no stream`);
}

export function arrayAt(file: PdfFile, dict: PdfDict, key: string): readonly PdfValue[] | undefined {
  const value = file.resolve(dict.get(key));
  if (value === null) return undefined;
  if (Array.isArray(value)) return value;
  throw new NotPlain(`/${key} of a font is no array`);
}

export function nameAt(file: PdfFile, dict: PdfDict, key: string): string | undefined {
  const value = file.resolve(dict.get(key));
  if (value === null) return undefined;
  if (typeof value === 'string') return value;
  throw new NotPlain(`/${key} of a font is no name`);
}

/** A number without its fraction, which is how PDFium reads all measures of fonts. */
export function integerAt(file: PdfFile, dict: PdfDict, key: string): number | undefined {
  const value = file.resolve(dict.get(key));
  return value === null ? undefined : integer(value);
}

export function integer(value: PdfValue): number {
  if (typeof value === 'number' && Math.abs(value) <= 0x7fffffff) return Math.trunc(value);
  throw new NotPlain('A measure of a font is no number');
}

export const isStream = (value: PdfValue): value is PdfStream =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'stream';
