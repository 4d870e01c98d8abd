import { childrenOf, type XmlElement } from '../xml/tree.ts';
import type { OpenContext } from './context.ts';
import { type Counts, nextLabel } from './list-styles.ts';

/** What stands in a list item: its first block carries the label. */
export type ListBlock = { block: XmlElement; label: string; level: number };

/** Writes a list's blocks out in order, those of lists within it too. */
export function listBlocks(list: XmlElement, context: OpenContext): ListBlock[] {
  const style = list.attributes['text:style-name'] ?? '';
  const counts = startOf(list, style, context);
  const blocks = blocksAt(list, 1, style, counts, context);
  context.counts.set(style, counts);
  const id = list.attributes['xml:id'];
  if (id !== undefined) context.counts.set(`#${id}`, counts);
  return blocks;
}

/** A list goes on where another ended when it says so. */
function startOf(list: XmlElement, style: string, { counts }: OpenContext): Counts {
  const before = list.attributes['text:continue-list'];
  if (before !== undefined) return [...(counts.get(`#${before}`) ?? [])];
  return list.attributes['text:continue-numbering'] === 'true' ? [...(counts.get(style) ?? [])] : [];
}

function blocksAt(
  list: XmlElement,
  level: number,
  outer: string,
  counts: Counts,
  context: OpenContext,
): ListBlock[] {
  const style = list.attributes['text:style-name'] ?? outer;
  return childrenOf(list).flatMap((item) => {
    if (item.name !== 'text:list-item' && item.name !== 'text:list-header') return [];
    const start = item.attributes['text:start-value'];
    let label: string | undefined;
    return childrenOf(item).flatMap((block): ListBlock[] => {
      if (block.name === 'text:list') return blocksAt(block, level + 1, style, counts, context);
      const first = label === undefined && item.name === 'text:list-item';
      label = first
        ? nextLabel(
            context.styles.lists.get(style),
            level,
            counts,
            start === undefined ? undefined : Number(start),
          )
        : '';
      return [{ block, label, level }];
    });
  });
}
