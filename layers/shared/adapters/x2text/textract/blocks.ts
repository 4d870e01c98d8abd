import type { Block, BoundingBox } from '@aws-sdk/client-textract';
import * as z from 'zod';

/** A word or check box: text, left, top, right, bottom (0–1 of the page), angle (radians), confidence (0–1). */
const Mark = z.tuple([z.string(), z.number(), z.number(), z.number(), z.number(), z.number(), z.number()]);
export type Mark = z.infer<typeof Mark>;

/** What is kept of a job's blocks: a fiftieth of their size. `lost`: pages that Textract could not read. */
export const Read = z.object({
  pageCount: z.int().min(0),
  pages: z.array(z.object({ page: z.int().min(1), marks: z.array(Mark) })),
  lost: z.array(z.number()),
});
export type Read = z.infer<typeof Read>;

/**
 * Takes the words and check boxes of blocks, as they come. Tables, forms and layout are built of the same words, which
 * the grid of our own layout keeps under each other.
 */
export function blockReader(): { take(blocks: readonly Block[]): void; pages(): Read['pages'] } {
  const pages = new Map<number, Mark[]>();
  /** By word, the line it stands on; lines come before their words. */
  const lines = new Map<string, Block>();
  return {
    take(blocks) {
      for (const block of blocks) {
        const page = block.Page ?? 1;
        if (block.BlockType === 'PAGE' && !pages.has(page)) pages.set(page, []);
        if (block.BlockType === 'LINE') for (const id of childrenOf(block)) lines.set(id, block);
        const text = textOf(block);
        const mark = text === undefined ? undefined : markOf(block, text, lines.get(block.Id ?? ''));
        lines.delete(block.Id ?? '');
        if (!mark) continue;
        const marks = pages.get(page);
        if (marks) marks.push(mark);
        else pages.set(page, [mark]);
      }
    },
    pages: () => [...pages].sort(([a], [b]) => a - b).map(([page, marks]) => ({ page, marks })),
  };
}

function textOf({ BlockType, Text, SelectionStatus }: Block): string | undefined {
  if (BlockType === 'WORD') return Text?.trim() || undefined;
  if (BlockType === 'SELECTION_ELEMENT') return SelectionStatus === 'SELECTED' ? '[X]' : '[ ]';
  return undefined;
}

const childrenOf = ({ Relationships }: Block): string[] =>
  (Relationships ?? []).flatMap(({ Type, Ids }) => (Type === 'CHILD' ? (Ids ?? []) : []));

/** A line that is so much higher than its word is skewed, or of several sizes. */
const MUCH_HIGHER = 2.2;

/** A word is as high as its line where it can be: then all words of a line stand on one height. */
function markOf(
  { Geometry, Confidence = 0 }: Block,
  text: string,
  line: Block | undefined,
): Mark | undefined {
  const own = extentOf(Geometry?.BoundingBox);
  if (!own) return undefined;
  const [left, top, right, bottom] = own;
  const ofLine = extentOf(line?.Geometry?.BoundingBox);
  const height = ofLine && ofLine[3] - ofLine[1] <= (bottom - top) * MUCH_HIGHER ? ofLine : own;
  const [from, to] = Geometry?.Polygon ?? [];
  // The first two corners are the upper ones as the text reads.
  const angle =
    from?.X !== undefined && from.Y !== undefined && to?.X !== undefined && to.Y !== undefined
      ? Math.atan2(to.Y - from.Y, to.X - from.X)
      : 0;
  const confidence = Math.min(Math.max(Confidence / 100, 0), 1);
  return [
    text,
    short(left),
    short(height[1]),
    short(right),
    short(height[3]),
    short(angle),
    short(confidence),
  ];
}

function extentOf(box: BoundingBox | undefined): [number, number, number, number] | undefined {
  const { Left, Top, Width, Height } = box ?? {};
  if (Left === undefined || Top === undefined || Width === undefined || Height === undefined)
    return undefined;
  return [Left, Top, Left + Width, Top + Height];
}

const short = (value: number): number => Math.round(value * 100_000) / 100_000;
