import { parentPort, workerData } from 'node:worker_threads';
import { type OpenDocument, openDocument } from './document.ts';
import { drawGrey } from './grey.ts';
import { startPdfium } from './pdfium.ts';
import type { EngineAnswer, EngineRequest, EngineStart, PageProblem, ReadPage } from './protocol.ts';
import { layOutWithOcr, readPage } from './read-page.ts';
import { renderPage } from './render.ts';

/**
 * Entry of the worker thread in which PDFium runs: the host can end it at any time, whatever a file makes it do.
 * An abort inside PDFium is thrown out of here on purpose: its memory is no longer to be trusted, so the thread dies.
 */
const { module, memoryMb } = workerData as EngineStart;
const port = parentPort;
if (!port) throw new Error('This file is the entry of a worker thread');
const pdfium = await startPdfium(module, memoryMb);

const answer = (message: EngineAnswer, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);
let document: OpenDocument | undefined;

function close() {
  document?.close();
  document = undefined;
}

function open({ bytes, password }: Extract<EngineRequest, { kind: 'open' }>) {
  close();
  const opened = openDocument(pdfium, bytes, password);
  if (typeof opened === 'string') return answer({ kind: 'refused', why: opened });
  document = opened;
  answer({ kind: 'opened', pageCount: opened.pageCount });
}

function read({ pages, ...how }: Extract<EngineRequest, { kind: 'read' }>) {
  if (!document) throw new Error('No document is open');
  for (const page of pages) answerPage(page, readPage(pdfium, document, page, how));
  answer({ kind: 'done' });
}

function layOut(request: Extract<EngineRequest, { kind: 'lay-out' }>) {
  if (!document) throw new Error('No document is open');
  answerPage(request.page, layOutWithOcr(pdfium, document, request));
  answer({ kind: 'done' });
}

function answerPage(page: number, read: ReadPage | PageProblem) {
  if (typeof read === 'string') answer({ kind: 'lost', page, why: read });
  else
    answer({ kind: 'page', page: read }, [
      read.words.buffer as ArrayBuffer,
      read.wordsOfLine.buffer as ArrayBuffer,
    ]);
}

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
  if (request.kind === 'open') open(request);
  else if (request.kind === 'read') read(request);
  else if (request.kind === 'render') render(request);
  else if (request.kind === 'grey') grey(request);
  else if (request.kind === 'lay-out') layOut(request);
  else {
    close();
    answer({ kind: 'done' });
  }
});
answer({ kind: 'ready' });
