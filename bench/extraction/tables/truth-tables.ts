/** A cell of the ICDAR-2013 truth; rows and columns count from 0, the box is in points from the bottom left. */
export type TruthCell = {
  page: number;
  rows: readonly [number, number];
  columns: readonly [number, number];
  box: { left: number; bottom: number; right: number; top: number };
  content: string;
};

/** Tables of one `-str.xml` file; the parts of a table on several pages are tables of their own. */
export function readTruth(xml: string): TruthCell[][] {
  return [...xml.matchAll(/<region ([^>]*)>(.*?)<\/region>/gs)].map(([, head = '', body = '']) => {
    const page = numberOf(head, 'page') ?? 1;
    return [...body.matchAll(/<cell ([^>]*)>(.*?)<\/cell>/gs)].map(([, cell = '', inner = '']) =>
      readCell(page, cell, inner),
    );
  });
}

function readCell(page: number, cell: string, inner: string): TruthCell {
  const row = numberOf(cell, 'start-row') ?? 0;
  const column = numberOf(cell, 'start-col') ?? 0;
  const box = /<bounding-box ([^>]*)>/.exec(inner)?.[1] ?? '';
  const content = /<content[^>]*>(.*?)<\/content>/s.exec(inner)?.[1] ?? '';
  return {
    page,
    rows: [row, numberOf(cell, 'end-row') ?? row],
    columns: [column, numberOf(cell, 'end-col') ?? column],
    box: {
      left: numberOf(box, 'x1') ?? 0,
      right: numberOf(box, 'x2') ?? 0,
      bottom: numberOf(box, 'y1') ?? 0,
      top: numberOf(box, 'y2') ?? 0,
    },
    content: decode(content),
  };
}

function numberOf(attributes: string, name: string): number | undefined {
  const found = new RegExp(`\\b${name}=["'](-?[\\d.]+)["']`).exec(attributes)?.[1];
  return found === undefined ? undefined : Number(found);
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const decode = (text: string): string =>
  text
    .replace(/<!\[CDATA\[(.*?)\]\]>/gs, '$1')
    .replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (_all, hex, decimal, name) =>
      name ? (NAMED[name] ?? '') : String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal)),
    );
