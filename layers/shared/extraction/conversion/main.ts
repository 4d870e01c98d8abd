import { parentPort, workerData } from 'node:worker_threads';
import { mailToText } from '../mail/mail-to-text.ts';
import { readOffice } from '../office/read-office.ts';
import { csvToText } from '../plain/csv-to-text.ts';
import { guessed } from '../plain/decode-text.ts';
import { decodeLeniently } from '../plain/eight-bit.ts';
import { guessEncoding } from '../plain/guess-encoding.ts';
import { htmlToText } from '../plain/html-to-text.ts';
import { textPage } from '../plain/text-page.ts';
import { rtfToText } from '../rtf/rtf-to-text.ts';
import {
  type Conversion,
  type ConversionAnswer,
  type Converted,
  Refusal,
  type TextContent,
} from './protocol.ts';

/**
 * Entry of the worker thread in which files become lines of text: the host can end it at any time, whatever a file
 * makes it do, and its own thread stays free to renew leases.
 */
const port = parentPort;
if (!port) throw new Error('This file is the entry of a worker thread');
const answer = await convert(workerData as Conversion);
port.postMessage(answer, buffersOf(answer));

async function convert(conversion: Conversion): Promise<ConversionAnswer> {
  try {
    return { kind: 'done', converted: await read(conversion) };
  } catch (error) {
    if (error instanceof Refusal) return { kind: 'refused', code: error.code, message: error.message };
    // Too deep for the stack, or a text longer than any string may be.
    if (!(error instanceof RangeError)) throw error;
    return {
      kind: 'refused',
      code: 'limit_exceeded',
      message: 'The file is too large or too deep to be read.',
    };
  }
}

/** Attachments change hands instead of being copied. */
function buffersOf(answer: ConversionAnswer): ArrayBuffer[] {
  const parts = answer.kind === 'done' ? (answer.converted.parts ?? []) : [];
  const buffers = parts.map(({ bytes }) => bytes.buffer).filter((buffer) => buffer instanceof ArrayBuffer);
  return [...new Set(buffers)];
}

async function read(conversion: Conversion): Promise<Converted> {
  switch (conversion.kind) {
    case 'html':
      return withText(conversion, htmlToText);
    case 'csv':
      return withText(conversion, (text) => csvToText(text, conversion.delimiter));
    case 'plain':
      return withText(conversion, (text) => textPage(text, conversion.fileType));
    case 'rtf':
      return rtfToText(conversion.bytes);
    case 'mail':
      return mailToText(conversion.bytes, conversion.attachments);
    case 'office':
      return readOffice(conversion, (done, total) => port?.postMessage({ kind: 'progress', done, total }));
  }
}

/** Finds the encoding first where nothing says it, and warns of the guess. */
async function withText(
  content: TextContent,
  toLines: (text: string) => Converted | Promise<Converted>,
): Promise<Converted> {
  if ('text' in content) return toLines(content.text);
  const encoding = guessEncoding(content.bytes);
  const converted = await toLines(decodeLeniently(encoding, content.bytes));
  return { ...converted, warnings: [guessed(encoding), ...converted.warnings] };
}
