import type { Lines, Page } from '../../contract/lines.ts';
import type { Citation } from '../../contract/results.ts';
import type { FieldAnswer } from '../field-answer.ts';
import { linesOf } from '../grounding/cite.ts';

/** Upstream's item: [page from 0, lower edge of the line, its height, page height] and, for OCR, its confidence. */
export type HighlightItem = number[];

/**
 * Highlight items of an answer as upstream's interface draws them (LLMWhisperer: the band from y − height to y across
 * the whole page): a list, nested like the value for JSON. In points; upstream's are pixels, but only the proportion
 * to the page height counts.
 */
export function highlightData(answer: FieldAnswer, lines: Lines): unknown {
  return nest(answer, (citation) => itemsOf(citation, lines));
}

/** The 1-based line numbers of an answer, shaped as the highlight items are. */
export function lineNumbers(answer: FieldAnswer): unknown {
  return nest(answer, (citation) => [citation.line]);
}

function nest<T>(answer: FieldAnswer, itemsOfPlace: (citation: Citation) => T[]): unknown {
  if (answer.places.every(({ path }) => path.length === 0))
    return answer.places.flatMap(({ citation }) => itemsOfPlace(citation));
  const byPath = new Map(
    answer.places.map(({ path, citation }) => [JSON.stringify(path), itemsOfPlace(citation)]),
  );
  return shapeOf(answer.value, [], byPath);
}

function shapeOf(value: unknown, path: (string | number)[], byPath: ReadonlyMap<string, unknown[]>): unknown {
  if (Array.isArray(value)) return value.map((item, index) => shapeOf(item, [...path, index], byPath));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, shapeOf(item, [...path, key], byPath)]),
    );
  return byPath.get(JSON.stringify(path)) ?? [];
}

function itemsOf(citation: Citation, lines: Lines): HighlightItem[] {
  const pages = new Map(lines.pages.map((page) => [page.page, page]));
  return linesOf(citation, lines).flatMap((line) => {
    const item = itemOf(line, pages.get(line.page));
    return item ? [item] : [];
  });
}

function itemOf(
  { page, box, confidence }: Lines['lines'][number],
  size: Page | undefined,
): HighlightItem | undefined {
  if (!box || size?.height === undefined) return undefined;
  const item = [page - 1, box[3], box[3] - box[1], size.height].map((value) => Math.round(value * 100) / 100);
  return confidence === undefined ? item : [...item, confidence];
}
