import type { PdfDict, PdfRef, PdfStream, PdfValue } from '../types.ts';

/** Which kind of value one is. A name is a string, a PDF string is a Uint8Array. */
export const isDict = (value: PdfValue | undefined): value is PdfDict => value instanceof Map;

export const isArray = (value: PdfValue | undefined): value is readonly PdfValue[] => Array.isArray(value);

export const isStream = (value: PdfValue | undefined): value is PdfStream =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'stream';

export const isRef = (value: PdfValue | undefined): value is PdfRef =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'ref';

export const isString = (value: PdfValue | undefined): value is Uint8Array => value instanceof Uint8Array;
