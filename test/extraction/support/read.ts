import { expect } from 'vitest';
import type { ExtractedDocument } from '#shared/adapters/x2text/types.ts';
import type { ExtractionSettings } from '#shared/contract/message.ts';
import { readWhole } from '#shared/extraction/read-document.ts';
import { limitsOf } from '#shared/runtime/limits.ts';
import { lineFaults } from './line-faults.ts';

export const LIMITS = limitsOf({ EXTRACTION_TIMEOUT_MS: 20_000, ENGINE_MEMORY_MB: 256 });

export function read(
  bytes: Uint8Array | string,
  fileName = 'document.pdf',
  settings: ExtractionSettings = {},
  progress: (done: number, total: number, unit: string) => void = () => {},
): Promise<ExtractedDocument> {
  return readWhole({
    bytes: typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes,
    fileName,
    settings,
    limits: LIMITS,
    progress,
  });
}

/** Every line and word lies in the text where it says, and the lines with what is between them are the whole text. */
export function expectTiled(document: ExtractedDocument): void {
  expect(lineFaults(document)).toEqual([]);
}

/** Text, box and page of each word. */
export function wordsOf({ text, lines }: ExtractedDocument) {
  return lines.lines.flatMap((line) =>
    (line.words ?? []).map(([start, end, ...box]) => ({
      text: text.slice(start, end),
      page: line.page,
      box,
    })),
  );
}
