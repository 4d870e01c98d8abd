import { permanentError } from '../contract/errors.ts';
import { imageType } from './detection/image-type.ts';
import type { EngineAnswer, RenderedPage } from './pdf/engine/protocol.ts';
import { openPdf, type PdfSession } from './pdf/session.ts';
import { EngineDied } from './pdf/thread.ts';

/** Megabytes of memory and milliseconds that drawing pictures may take. */
const MEMORY_MB = 512;
const TIMEOUT_MS = 120_000;
/** Pixels that a picture file may have, and bytes that tell its type. */
const MAX_PIXELS = 100_000_000;
const HEAD_BYTES = 64;

/**
 * Draws pages of a PDF or of a picture file (1-based) as PNG, `width` pixels wide, for reports. Boxes of `lines.json` fit on it after
 * scaling by `width / page width`. Throws the errors of extraction, and `limit_exceeded` for pages that would make
 * pictures of more than 20 million pixels or that take too long.
 */
export async function renderPages(
  bytes: Uint8Array,
  request: { pages: readonly number[]; width: number; password?: string },
  signal?: AbortSignal,
): Promise<RenderedPage[]> {
  const image = imageType(Buffer.from(bytes.subarray(0, HEAD_BYTES)).toString('latin1'));
  const session = await openPdf({
    bytes,
    password: request.password,
    ...(image && { image: { type: image, maxPixels: MAX_PIXELS } }),
    memoryMb: MEMORY_MB,
    timeoutMs: TIMEOUT_MS,
    signal,
  });
  try {
    const pictures: RenderedPage[] = [];
    for (const page of request.pages) pictures.push(await renderPage(session, page, request.width));
    return pictures;
  } finally {
    session.close();
  }
}

async function renderPage(session: PdfSession, page: number, width: number): Promise<RenderedPage> {
  if (page < 1 || page > session.pageCount)
    throw permanentError('no_pages', `The document has no page ${page}, only ${session.pageCount}.`);
  let answer: EngineAnswer | undefined;
  try {
    await session.ask({ kind: 'render', page, width: Math.max(1, Math.round(width)) }, (one) => {
      answer = one;
    });
  } catch (error) {
    throw error instanceof EngineDied ? cannot(page, 'drawing it takes too much time or memory') : error;
  }
  if (answer?.kind === 'rendered') return answer.picture;
  if (answer?.kind === 'lost' && answer.why === 'unreadable')
    throw permanentError('corrupt_document', `Page ${page} cannot be drawn: the file is damaged there.`);
  throw cannot(page, 'the picture would be too large');
}

const cannot = (page: number, why: string) =>
  permanentError('limit_exceeded', `Page ${page} cannot be drawn: ${why}.`);

export type { RenderedPage };
