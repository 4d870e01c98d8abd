import type { Box } from '../../../contract/lines.ts';
import type { PageLine, PageLines } from '../../../extraction/assemble.ts';
import type { Item, ParsedPage } from './result.ts';

/** A page of LlamaParse as lines. A line that is also one of its items, or a line of one, has that item's box. */
export function pageLines(page: ParsedPage, resultType: 'text' | 'markdown'): PageLines {
  const text = (resultType === 'markdown' ? page.md : page.text) ?? page.text ?? page.md ?? '';
  const boxes = boxesByLine(page.items ?? []);
  const lines = text.split(/\r\n?|\n/).map((raw): PageLine => {
    const line = raw.replaceAll('\f', '').trimEnd();
    // Taken one by one: a line that stands on the page twice has two items.
    const box = boxes.get(plain(line))?.shift();
    return { text: line, ...(box && { box }) };
  });
  const last = lines.findLastIndex((line) => line.text !== '');
  const size = page.width && page.height ? { width: page.width, height: page.height } : {};
  return { page: page.page, ...size, source: 'ocr', lines: lines.slice(0, last + 1) };
}

/** Failed pages, or pages missing between the others, which are named in a warning. `pages` in order. */
export function lostPages(pages: readonly ParsedPage[], selection: readonly number[] | undefined): number[] {
  const failed = pages.filter(({ status }) => status !== undefined && !/^(ok|success)$/i.test(status));
  const there = new Set(pages.map(({ page }) => page));
  const last = pages.at(-1)?.page ?? 0;
  const wanted = selection ?? Array.from({ length: last }, (_none, index) => index + 1);
  const missing = wanted.filter((page) => !there.has(page));
  return [...new Set([...failed.map(({ page }) => page), ...missing])].sort((a, b) => a - b);
}

function boxesByLine(items: readonly Item[]): Map<string, Box[]> {
  const boxes = new Map<string, Box[]>();
  for (const { value, md, bBox } of items) {
    if (!bBox) continue;
    const box = [bBox.x, bBox.y, bBox.x + bBox.w, bBox.y + bBox.h].map(
      (n) => Math.round(n * 100) / 100,
    ) as Box;
    for (const line of new Set(`${value ?? ''}\n${md ?? ''}`.split('\n').map(plain))) {
      if (line === '') continue;
      const known = boxes.get(line);
      if (known) known.push(box);
      else boxes.set(line, [box]);
    }
  }
  return boxes;
}

/** Without Markdown's marks and the grid's blanks. */
const plain = (line: string): string =>
  line
    .replace(/[#*_|]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
