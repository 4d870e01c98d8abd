import type { PageLine, PageLines } from './assemble.ts';
import { type EdgeLine, type EdgeLines, edgeLines } from './edge-lines.ts';
import { isFurniture } from './page-furniture.ts';
import { likeness, signatures } from './running-signatures.ts';

type Edge = keyof EdgeLines;
const ROLES: Record<Edge, PageLine['role']> = { header: 'header', footer: 'footer', side: 'header' };

/** Points by which a line may stand higher or lower from page to page. */
const SHIFT = 6;
/** Pages that must share a line; in short documents two do. */
const MANY = 3;
const SHORT_DOCUMENT = 5;
/** Letters' likeness from which a line is the same misread by OCR; compared with so many lines of the same place. */
const ALIKE = 0.8;
const MOST_COMPARED = 3;
/** White (in heights of the line) between running lines and the text. */
const SET_OFF = 0.5;
/** A repeated line of this many cells is the head of a table that goes on, not of the page. */
const TABLE_CELLS = 4;

/**
 * Marks the lines that repeat at the same place at the top or foot of pages, or along their sides, as header or
 * footer: same letters, where one number may count with the pages. They must be set off from the text and have
 * nothing but their like outside of them. Stamps and page numbers are marked on single pages too. Linear in lines.
 */
export function markRunningLines(pages: readonly PageLines[]): PageLines[] {
  const edges = pages.map(edgeLines);
  const needed = edges.filter(hasLines).length > SHORT_DOCUMENT ? MANY : 2;
  const repeated = countPlaces(pages, edges, needed);
  return pages.map((page, at) => {
    const roles = new Map<number, PageLine['role']>();
    for (const edge of Object.keys(ROLES) as Edge[]) {
      const lines = edges[at]?.[edge] ?? [];
      for (const { index } of runningOf(edge, lines, (line) => repeated(edge, line, page.page)))
        roles.set(index, ROLES[edge]);
    }
    if (roles.size === 0) return page;
    const lines = page.lines.map((line, index) => {
      const role = roles.get(index);
      return role ? { ...line, role } : line;
    });
    return { ...page, lines };
  });
}

const hasLines = ({ header, footer, side }: EdgeLines): boolean =>
  header.length + footer.length + side.length > 0;

/** How a line repeats: word for word or alike, or with a number that counts the pages. */
type Repeats = 'counted' | 'exact' | undefined;

/** The lines of one edge that are no text of the page. */
function runningOf(
  edge: Edge,
  lines: readonly EdgeLine[],
  repeats: (line: EdgeLine) => Repeats,
): readonly EdgeLine[] {
  if (edge === 'side') return lines.filter((line) => repeats(line) || isFurniture(edge, line, true));
  let setOff = 0;
  for (const [at, line] of lines.entries()) {
    const how =
      (line.inZone && repeats(line)) || (isFurniture(edge, line, at === setOff) ? 'counted' : undefined);
    if (!how) break;
    if (how === 'exact' && line.text.split(/\s{2,}/).length >= TABLE_CELLS) break;
    if (how === 'counted' || line.gap >= SET_OFF * line.height) setOff = at + 1;
  }
  return lines.slice(0, setOff);
}

/** Counts what stands where on how many pages; the answer tells of a line whether it is on `needed` of them. */
function countPlaces(pages: readonly PageLines[], edges: readonly EdgeLines[], needed: number) {
  const counts = new Map<string, number>();
  const texts = new Map<string, Map<string, number>>();
  pages.forEach(({ page }, at) => {
    const seen = new Set<string>();
    for (const edge of Object.keys(ROLES) as Edge[])
      for (const line of edges[at]?.[edge] ?? []) {
        const { exact, counted } = signatures(line.text, page);
        if (exact === '') continue;
        for (const place of placesOf(edge, line)) {
          for (const text of [exact, ...counted]) seen.add(`${place} ${text}`);
          const here = texts.get(place) ?? new Map<string, number>();
          texts.set(place, here.set(exact, (here.get(exact) ?? 0) + 1));
        }
      }
    for (const key of seen) counts.set(key, (counts.get(key) ?? 0) + 1);
  });
  const usual = new Map(
    [...texts].map(([place, here]) => [
      place,
      [...here]
        .filter(([text, count]) => count >= needed && text.length > 4)
        .sort((a, b) => b[1] - a[1])
        .slice(0, MOST_COMPARED)
        .map(([text]) => text),
    ]),
  );
  return (edge: Edge, line: EdgeLine, page: number): Repeats => {
    const { exact, counted } = signatures(line.text, page);
    if (exact === '') return undefined;
    const places = placesOf(edge, line);
    const often = (text: string) => places.some((place) => (counts.get(`${place} ${text}`) ?? 0) >= needed);
    if (counted.some(often)) return 'counted';
    const alike = () =>
      places.some((place) => usual.get(place)?.some((text) => likeness(text, exact) >= ALIKE));
    return often(exact) || alike() ? 'exact' : undefined;
  };
}

/** Two overlapping grids of places, so that lines a hair apart always share one. */
const placesOf = (edge: Edge, { distance }: EdgeLine): string[] => [
  `${edge} a${Math.floor(distance / (2 * SHIFT))}`,
  `${edge} b${Math.floor((distance + SHIFT) / (2 * SHIFT))}`,
];
