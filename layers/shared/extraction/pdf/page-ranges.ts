/** Page numbers for people: 1, 2, 3, 7 → "1-3, 7". */
export function pageRanges(pages: readonly number[]): string {
  const parts: [number, number][] = [];
  for (const page of [...pages].sort((a, b) => a - b)) {
    const last = parts.at(-1);
    if (last && page === last[1] + 1) last[1] = page;
    else parts.push([page, page]);
  }
  return parts.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(', ');
}

/** "Page 3: text." or "Pages 1-3, 7: text."; nothing without pages. */
export function pageWarning(pages: readonly { page: number }[], text: string): string[] {
  if (pages.length === 0) return [];
  return [`${pages.length === 1 ? 'Page' : 'Pages'} ${pageRanges(pages.map(({ page }) => page))}: ${text}.`];
}
