import { parentPort, workerData } from 'node:worker_threads';
import { csvToText } from './csv-to-text.ts';
import { htmlToText } from './html-to-text.ts';
import type { Conversion, ConversionAnswer } from './protocol.ts';

/**
 * Entry of the worker thread in which HTML and CSV become text: the host can end it at any time, whatever a file
 * makes it do, and its own thread stays free to renew leases.
 */
const port = parentPort;
if (!port) throw new Error('This file is the entry of a worker thread');
port.postMessage(await convert(workerData as Conversion));

async function convert(conversion: Conversion): Promise<ConversionAnswer> {
  try {
    return conversion.kind === 'html' ? await htmlToText(conversion.text) : await csvToText(conversion);
  } catch (error) {
    // Too deep for the stack, or a text longer than any string may be.
    if (!(error instanceof RangeError)) throw error;
    return {
      kind: 'refused',
      code: 'limit_exceeded',
      message: 'The file is too large or too deep to be read.',
    };
  }
}
