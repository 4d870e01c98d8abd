import type { PageLine } from '../../assemble.ts';
import { type Area, readingOrder } from './reading-order.ts';

/** A shape with text. `area` is unknown where neither the slide nor its layout places it. */
export type SlideItem = { role: 'title' | 'body' | 'footer'; area: Area | undefined; lines: string[] };

/** The texts of shapes in reading order: titles first, what stands at the foot last. */
export function orderedItems(items: readonly SlideItem[]): SlideItem[] {
  const withText = items.filter(({ lines }) => lines.some((line) => line.trim() !== ''));
  const placed = withText.flatMap((item) => (item.area ? [{ ...item, area: item.area }] : []));
  const ordered: SlideItem[] = [...readingOrder(placed), ...withText.filter(({ area }) => !area)];
  return (['title', 'body', 'footer'] as const).flatMap((role) =>
    ordered.filter((item) => item.role === role),
  );
}

/** Lines of a slide and of its speaker's notes, which are marked as such. */
export function slideLines(items: readonly SlideItem[], notes: readonly string[], place: string): PageLine[] {
  const lines: PageLine[] = [];
  let before: SlideItem | undefined;
  for (const item of orderedItems(items)) {
    if (before && (before.lines.length > 1 || item.lines.length > 1 || before.role === 'title'))
      lines.push({ text: '' });
    for (const text of item.lines)
      if (text.trim() !== '')
        lines.push({ text: text.trimEnd(), place, ...(item.role === 'footer' && { role: 'footer' }) });
    before = item;
  }
  if (notes.length === 0) return lines;
  if (lines.length > 0) lines.push({ text: '' });
  return [...lines, ...['Notes:', ...notes].map((text) => ({ text, place: `${place} notes` }))];
}
