import { randomUUID } from 'node:crypto';

export type FormField = readonly [name: string, value: string];
export type FormFile = { name: string; fileName: string; type: string; bytes: Uint8Array };

/** A form as `multipart/form-data` (RFC 7578), the file last. */
export function multipart(
  fields: readonly FormField[],
  file: FormFile,
): { contentType: string; body: Uint8Array } {
  const boundary = `psw-${randomUUID()}`;
  const head = (disposition: string, more = '') =>
    `--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n${more}\r\n`;
  const before = fields.map(([name, value]) => `${head(`name="${quoted(name)}"`)}${value}\r\n`).join('');
  const fileHead = head(
    `name="${quoted(file.name)}"; filename="${quoted(file.fileName)}"`,
    `Content-Type: ${file.type}\r\n`,
  );
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.concat([Buffer.from(before + fileHead), file.bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  };
}

/** As browsers do: quotes and line ends in percent form. */
const quoted = (text: string) =>
  text.replace(
    /["\r\n]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );

const TYPES: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  tif: 'image/tiff',
  webp: 'image/webp',
  html: 'text/html',
  txt: 'text/plain',
  csv: 'text/csv',
  md: 'text/markdown',
  eml: 'message/rfc822',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
};

/** Media type of a file by its short type. */
export const mediaType = (fileType: string): string => TYPES[fileType] ?? 'application/octet-stream';

/** A name whose ending says what the file is: services go by it. */
export const sentName = (fileName: string, fileType: string): string =>
  /\.[A-Za-z0-9]{1,8}$/.test(fileName) || fileType === 'unknown'
    ? fileName
    : `${fileName || 'document'}.${fileType}`;
