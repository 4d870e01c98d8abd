import type { Page } from '../contract/lines.ts';

/** The pages that a range of the text stands on; white space at its ends is on no page. */
export function pagesOf(text: string, pages: readonly Page[], start: number, end: number): number[] {
  let from = start;
  let to = end;
  while (from < to && /\s/.test(text.charAt(from))) from++;
  while (to > from && /\s/.test(text.charAt(to - 1))) to--;
  const found: number[] = [];
  for (let i = firstEndingAfter(pages, from); i < pages.length; i++) {
    const page = pages[i] as Page;
    if (page.start >= to) break;
    found.push(page.page);
  }
  return found;
}

function firstEndingAfter(pages: readonly Page[], at: number): number {
  let low = 0;
  let high = pages.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((pages[middle] as Page).end > at) high = middle;
    else low = middle + 1;
  }
  return low;
}
