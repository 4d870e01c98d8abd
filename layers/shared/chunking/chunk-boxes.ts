import type { Line } from '../contract/lines.ts';
import type { Chunk, PageBox } from './chunk-set.ts';

/** Lines whose gap is smaller than this many line heights belong to one box. */
const CLOSE = 1.5;
/** A chunk of more boxes than this (a whole document) has one a page. */
const MOST_BOXES = 64;

/** The chunks with the boxes of their lines; both in the text's order. Linear in chunks and lines. */
export function withBoxes(chunks: readonly Chunk[], lines: readonly Line[]): Chunk[] {
  let first = 0;
  return chunks.map((chunk) => {
    while (first < lines.length && (lines[first] as Line).end <= chunk.start) first++;
    const boxes = boxesOf(chunk, lines, first);
    return boxes.length > 0 ? { ...chunk, boxes } : chunk;
  });
}

function boxesOf(chunk: Chunk, lines: readonly Line[], first: number): PageBox[] {
  const boxes: PageBox[] = [];
  for (let i = first; i < lines.length; i++) {
    const { start, end, page, box, role } = lines[i] as Line;
    if (start >= chunk.end) break;
    // Running headers and footers stand in the text, but nobody marks them.
    if (!box || role || end <= chunk.start) continue;
    const [x0, y0, x1, y1] = box;
    add(boxes, [page, x0, y0, x1, y1]);
  }
  return (boxes.length > MOST_BOXES ? onePerPage(boxes) : boxes).map(rounded);
}

function add(boxes: PageBox[], line: PageBox): void {
  const last = boxes.at(-1);
  const height = line[4] - line[2];
  const close = last && last[0] === line[0] && line[2] - last[4] < CLOSE * height && line[4] >= last[2];
  if (last && close && line[1] < last[3] && line[3] > last[1]) boxes[boxes.length - 1] = union(last, line);
  else boxes.push(line);
}

function onePerPage(boxes: readonly PageBox[]): PageBox[] {
  const pages = new Map<number, PageBox>();
  for (const box of boxes) {
    const other = pages.get(box[0]);
    pages.set(box[0], other ? union(other, box) : box);
  }
  return [...pages.values()];
}

const union = (a: PageBox, b: PageBox): PageBox => [
  a[0],
  Math.min(a[1], b[1]),
  Math.min(a[2], b[2]),
  Math.max(a[3], b[3]),
  Math.max(a[4], b[4]),
];

const rounded = ([page, ...box]: PageBox): PageBox => {
  const [x0, y0, x1, y1] = box.map((value) => Math.round(value * 10) / 10) as [
    number,
    number,
    number,
    number,
  ];
  return [page, x0, y0, x1, y1];
};
