import { expect } from 'vitest';
import type { ExtractedDocument } from '#shared/adapters/x2text/types.ts';
import type { ExtractionSettings } from '#shared/contract/message.ts';
import { readWhole } from '#shared/extraction/read-document.ts';
import { limitsOf } from '#shared/runtime/limits.ts';

export const LIMITS = limitsOf({ EXTRACTION_TIMEOUT_MS: 20_000, ENGINE_MEMORY_MB: 256 });

export function read(
  bytes: Uint8Array | string,
  fileName = 'document.pdf',
  settings: ExtractionSettings = {},
): Promise<ExtractedDocument> {
  return readWhole({
    bytes: typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes,
    fileName,
    settings,
    limits: LIMITS,
  });
}

/** Every line and word lies in the text where it says, and the lines with what is between them are the whole text. */
export function expectTiled({ text, lines }: ExtractedDocument): void {
  let at = 0;
  for (const line of lines.lines) {
    expect(text.slice(at, line.start)).toMatch(/^(|\n|\n\f|(\n\f)+)$/);
    expect(text.slice(line.start, line.end)).not.toContain('\n');
    let word = line.start;
    for (const [start, end, x0, y0, x1, y1] of line.words ?? []) {
      expect(start).toBeGreaterThanOrEqual(word);
      expect(text.slice(word, start).trim()).toBe('');
      expect(text.slice(start, end)).toMatch(/^\S+$/);
      expect(x1).toBeGreaterThanOrEqual(x0);
      expect(y1).toBeGreaterThanOrEqual(y0);
      word = end;
    }
    if (line.words) expect(text.slice(word, line.end).trim()).toBe('');
    at = line.end;
  }
  expect(text.slice(at)).toBe('');
  for (const page of lines.pages) {
    const own = lines.lines.filter((line) => line.page === page.page);
    if (own.length > 0) expect([page.start, page.end]).toEqual([own[0]?.start, own.at(-1)?.end]);
  }
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
