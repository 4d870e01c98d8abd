import { NotPlain, type PdfDict, type PdfFile, type PdfStream, type PdfValue } from '../file/types.ts';

/** Where a content stream finds what it names (ISO 32000-1, 7.8.3): its own resources, else those of its page. */
export type Resources = { own: PdfDict; page: PdfDict };

/** PDFium looks into the page's resources only where a form has none of that kind at all. */
export function findResource(file: PdfFile, resources: Resources, kind: string, name: string): PdfValue {
  const holder =
    asDict(file.resolve(resources.own.get(kind))) ?? asDict(file.resolve(resources.page.get(kind)));
  return holder ? file.resolve(holder.get(name)) : null;
}

export const asDict = (value: PdfValue): PdfDict | undefined =>
  value instanceof Map ? (value as PdfDict) : undefined;

export const asStream = (value: PdfValue): PdfStream | undefined =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'stream'
    ? value
    : undefined;

/** The decoded content of a page; several streams are as if a blank stood between them (ISO 32000-1, 7.7.3.3). */
export function pageContent(file: PdfFile, page: PdfDict): Uint8Array {
  const contents = file.resolve(page.get('Contents'));
  if (contents === null) return new Uint8Array();
  const stream = asStream(contents);
  if (stream) return file.decode(stream);
  if (!Array.isArray(contents)) throw new NotPlain('The content of a page is neither a stream nor an array');
  if (contents.length > MAX_STREAMS) throw new NotPlain('A page has too many content streams');
  const parts = contents.map((part) => {
    const stream = asStream(file.resolve(part));
    if (!stream) throw new NotPlain('A part of the content of a page is no stream');
    return file.decode(stream);
  });
  return joined(parts);
}

const MAX_STREAMS = 10_000;
/** A page of text has some 10 KB, a drawing seldom more than a few MB. */
const MAX_BYTES = 64 * 1024 * 1024;

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length + 1, 0);
  if (length > MAX_BYTES) throw new NotPlain('The content of a page is too large');
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    whole[at + part.length] = 0x20;
    at += part.length + 1;
  }
  return whole;
}
