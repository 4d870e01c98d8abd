import { getHeapStatistics } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import { Refusal } from '../../conversion/protocol.ts';
import { type EngineDocument, type InPdfium, openEngineDocument } from './engine-document.ts';
import { drawGrey } from './grey.ts';
import { type Pdfium, startPdfium } from './pdfium.ts';
import type {
  EngineAnswer,
  EngineRequest,
  EngineStart,
  LostPage,
  PageProblem,
  ReadPage,
} from './protocol.ts';
import { readByEither } from './read-by-either.ts';
import { layOutWithOcr } from './read-page.ts';
import { renderPage } from './render.ts';
import type { CompiledModule } from './webassembly.ts';

/**
 * Entry of the worker thread in which PDFs are read: the host can end it at any time, whatever a file makes it do.
 * An abort inside PDFium is thrown out of here on purpose: its memory is no longer to be trusted, so the thread dies.
 */
const { memoryMb, current } = workerData as EngineStart;
const port = parentPort;
if (!port) throw new Error('This file is the entry of a worker thread');
const answer = (message: EngineAnswer, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);
const compiled = Promise.withResolvers<CompiledModule>();
let running: Pdfium | undefined;
let starting: Promise<Pdfium> | undefined;
let document: EngineDocument | undefined;

/** PDFium is started for the first page that needs it: many documents have none. */
function pdfium(): Promise<Pdfium> {
  if (!starting) answer({ kind: 'wants-pdfium' });
  starting ??= compiled.promise.then(async (module) => {
    running = await startPdfium(module, memoryMb);
    return running;
  });
  return starting;
}

/** Milliseconds of pages that are sent together: each message wakes the other thread up. */
const SEND_EVERY_MS = 50;

async function close() {
  await document?.close();
  document = undefined;
}

async function open(request: Extract<EngineRequest, { kind: 'open' }>) {
  await close();
  const opened = await openEngineDocument(request, pdfium);
  if (opened instanceof Refusal)
    return answer({ kind: 'refused', why: 'image', code: opened.code, message: opened.message });
  if (typeof opened === 'string') return answer({ kind: 'refused', why: opened });
  document = opened;
  answer({ kind: 'opened', pageCount: opened.pageCount, repaired: opened.repaired });
}

async function read({ pages, ...how }: Extract<EngineRequest, { kind: 'read' }>) {
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
    const found = await readByEither(document, page, how);
    read.push(typeof found === 'string' ? { page, why: found } : found);
    if (performance.now() - sentAt >= SEND_EVERY_MS) send();
  }
  current[0] = 0;
  answer({ kind: 'done', pages: read }, read.flatMap(buffersOf));
}

/** What PDFium alone can do with the open document. */
async function inPdfium<Found>(use: (opened: InPdfium) => Found): Promise<Found | PageProblem> {
  if (!document) throw new Error('No document is open');
  const opened = await document.inPdfium();
  return opened ? use(opened) : 'unreadable';
}

async function layOut(request: Extract<EngineRequest, { kind: 'lay-out' }>) {
  const read = await inPdfium((opened) => layOutWithOcr(opened.pdfium, opened.document, request));
  if (typeof read === 'string') answer({ kind: 'lost', page: request.page, why: read });
  else answer({ kind: 'page', page: read }, buffersOf(read));
  answer({ kind: 'done' });
}

const buffersOf = (page: ReadPage | LostPage): ArrayBuffer[] =>
  'why' in page ? [] : [page.words.buffer as ArrayBuffer, page.wordsOfLine.buffer as ArrayBuffer];

async function grey(request: Extract<EngineRequest, { kind: 'grey' }>) {
  const picture = await inPdfium((opened) => drawGrey(opened.pdfium, opened.document, request));
  if (typeof picture === 'string') answer({ kind: 'lost', page: request.page, why: picture });
  else answer({ kind: 'grey', picture }, [picture.pixels.buffer as ArrayBuffer]);
  answer({ kind: 'done' });
}

async function render({ page, width }: Extract<EngineRequest, { kind: 'render' }>) {
  const picture = await inPdfium((opened) => renderPage(opened.pdfium, opened.document, page, width));
  if (typeof picture === 'string') answer({ kind: 'lost', page, why: picture });
  else answer({ kind: 'rendered', picture });
  answer({ kind: 'done' });
}

async function closed() {
  await close();
  const bytes = (running?.bytes().length ?? 0) + getHeapStatistics().total_heap_size;
  answer({ kind: 'closed', heapMb: Math.round(bytes / 2 ** 20) });
}

port.on('message', (request: EngineRequest) => {
  // What goes wrong is thrown out of here: an unhandled rejection ends the thread.
  if (request.kind === 'open') void open(request);
  else if (request.kind === 'read') void read(request);
  else if (request.kind === 'render') void render(request);
  else if (request.kind === 'grey') void grey(request);
  else if (request.kind === 'lay-out') void layOut(request);
  else if (request.kind === 'pdfium') compiled.resolve(request.module);
  else void closed();
});
answer({ kind: 'ready' });
