import { Refusal } from '../../conversion/protocol.ts';
import { NotPlain } from '../file/types.ts';
import { type OpenDocument, openDocument } from './document.ts';
import { openImage } from './open-image.ts';
import type { Pdfium } from './pdfium.ts';
import { openPlain, type PlainDocument } from './plain-document.ts';
import type { EngineRequest, OpenFailure } from './protocol.ts';

export type InPdfium = { pdfium: Pdfium; document: OpenDocument };

/** An open document: our own reader has it as far as it is plain; PDFium, which is slower and reads all, on demand. */
export type EngineDocument = {
  pageCount: number;
  /** Its header was missing and had to be put in its place. */
  repaired: boolean;
  plain?: PlainDocument;
  /** The document in PDFium, opened when first asked for; undefined if PDFium cannot open it. */
  inPdfium(): Promise<InPdfium | undefined>;
  close(): Promise<void>;
};

type Open = Extract<EngineRequest, { kind: 'open' }>;

/** Opens a document, in PDFium only if our own reader cannot. `start` starts PDFium, or gives the running one. */
export async function openEngineDocument(
  request: Open,
  start: () => Promise<Pdfium>,
): Promise<EngineDocument | OpenFailure | Refusal> {
  const plain = request.image ? undefined : plainOrNothing(request);
  let opened: Promise<InPdfium | OpenFailure | Refusal> | undefined;
  const open = async () => {
    const pdfium = await start();
    const document = await openInPdfium(pdfium, request);
    return typeof document === 'string' || document instanceof Refusal ? document : { pdfium, document };
  };
  const inPdfium = async () => {
    opened ??= open();
    const found = await opened;
    return typeof found === 'string' || found instanceof Refusal ? undefined : found;
  };
  const close = async () => {
    const found = await opened;
    if (found && isOpen(found)) found.document.close();
  };
  if (plain) return { pageCount: plain.file.pages.length, repaired: false, plain, inPdfium, close };
  opened = open();
  const found = await opened;
  return isOpen(found) ? { ...factsOf(found), inPdfium, close } : found;
}

const isOpen = (found: InPdfium | OpenFailure | Refusal): found is InPdfium =>
  typeof found !== 'string' && !(found instanceof Refusal);

const factsOf = ({ document: { pageCount, repaired } }: InPdfium) => ({ pageCount, repaired });

const openInPdfium = (pdfium: Pdfium, { bytes, password, image }: Open) =>
  image ? openImage(pdfium, bytes, image) : openDocument(pdfium, bytes, password);

function plainOrNothing({ bytes, password }: Open): PlainDocument | undefined {
  try {
    return openPlain(bytes, password);
  } catch (error) {
    if (error instanceof NotPlain) return undefined;
    throw error;
  }
}
