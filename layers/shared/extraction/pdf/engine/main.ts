import { once } from 'node:events';
import { getHeapStatistics } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import { Refusal } from '../../conversion/protocol.ts';
import { type OpenDocument, openDocument } from './document.ts';
import { drawGrey } from './grey.ts';
import { openImage } from './open-image.ts';
import { startPdfium } from './pdfium.ts';
import type {
  EngineAnswer,
  EngineRequest,
  EngineStart,
  LostPage,
  PageProblem,
  ReadPage,
} from './protocol.ts';
import { layOutWithOcr, readPage } from './read-page.ts';
import { renderPage } from './render.ts';
import type { CompiledModule } from './webassembly.ts';

/**
 * Entry of the worker thread in which PDFium runs: the host can end it at any time, whatever a file makes it do.
 * An abort inside PDFium is thrown out of here on purpose: its memory is no longer to be trusted, so the thread dies.
 */
const { memoryMb, current } = workerData as EngineStart;
const port = parentPort;
if (!port) throw new Error('This file is the entry of a worker thread');
const [module] = (await once(port, 'message')) as [CompiledModule];
const pdfium = await startPdfium(module, memoryMb);

const answer = (message: EngineAnswer, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);
let document: OpenDocument | undefined;

/** Milliseconds of pages that are sent together: each message wakes the other thread up. */
const SEND_EVERY_MS = 20;

function close() {
  document?.close();
  document = undefined;
}

async function open({ bytes, password, image }: Extract<EngineRequest, { kind: 'open' }>) {
  close();
  const opened = image ? await openImage(pdfium, bytes, image) : openDocument(pdfium, bytes, password);
  if (opened instanceof Refusal)
    return answer({ kind: 'refused', why: 'image', code: opened.code, message: opened.message });
  if (typeof opened === 'string') return answer({ kind: 'refused', why: opened });
  document = opened;
  answer({ kind: 'opened', pageCount: opened.pageCount, repaired: opened.repaired });
}

function read({ pages, ...how }: Extract<EngineRequest, { kind: 'read' }>) {
  if (!document) throw new Error('No document is open');
  let read: (ReadPage | LostPage)[] = [];
  let sentAt = performance.now();
  const send = () => {
    answer({ kind: 'pages', pages: read }, read.flatMap(buffersOf));
    read = [];
    sentAt = performance.now();
  };
  for (const page of pages) {
    current[0] = page;
    const found = readPage(pdfium, document, page, how);
    read.push(typeof found === 'string' ? { page, why: found } : found);
    if (performance.now() - sentAt >= SEND_EVERY_MS) send();
  }
  current[0] = 0;
  if (read.length > 0) send();
  answer({ kind: 'done' });
}

function layOut(request: Extract<EngineRequest, { kind: 'lay-out' }>) {
  if (!document) throw new Error('No document is open');
  answerPage(request.page, layOutWithOcr(pdfium, document, request));
  answer({ kind: 'done' });
}

function answerPage(page: number, read: ReadPage | PageProblem) {
  if (typeof read === 'string') answer({ kind: 'lost', page, why: read });
  else answer({ kind: 'page', page: read }, buffersOf(read));
}

const buffersOf = (page: ReadPage | LostPage): ArrayBuffer[] =>
  'why' in page ? [] : [page.words.buffer as ArrayBuffer, page.wordsOfLine.buffer as ArrayBuffer];

function grey(request: Extract<EngineRequest, { kind: 'grey' }>) {
  if (!document) throw new Error('No document is open');
  const picture = drawGrey(pdfium, document, request);
  if (typeof picture === 'string') answer({ kind: 'lost', page: request.page, why: picture });
  else answer({ kind: 'grey', picture }, [picture.pixels.buffer as ArrayBuffer]);
  answer({ kind: 'done' });
}

function render({ page, width }: Extract<EngineRequest, { kind: 'render' }>) {
  if (!document) throw new Error('No document is open');
  const picture = renderPage(pdfium, document, page, width);
  if (typeof picture === 'string') answer({ kind: 'lost', page, why: picture });
  else answer({ kind: 'rendered', picture });
  answer({ kind: 'done' });
}

port.on('message', (request: EngineRequest) => {
  // What goes wrong is thrown out of here too: an unhandled rejection ends the thread.
  if (request.kind === 'open') void open(request);
  else if (request.kind === 'read') read(request);
  else if (request.kind === 'render') render(request);
  else if (request.kind === 'grey') grey(request);
  else if (request.kind === 'lay-out') layOut(request);
  else {
    close();
    const bytes = pdfium.bytes().length + getHeapStatistics().total_heap_size;
    answer({ kind: 'closed', heapMb: Math.round(bytes / 2 ** 20) });
  }
});
answer({ kind: 'ready' });
