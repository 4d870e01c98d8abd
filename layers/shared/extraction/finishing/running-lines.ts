import type { PageLine, PageLines } from '../assemble.ts';
import { type EdgeLine, type EdgeLines, edgeLines } from './edge-lines.ts';
import { isFurniture } from './page-furniture.ts';
import { likeness, signatures } from './running-signatures.ts';

type Edge = keyof EdgeLines;
const ROLES: Record<Edge, PageLine['role']> = { header: 'header', footer: 'footer', side: 'header' };

const EDGES = Object.keys(ROLES) as Edge[];

/** Points by which a line may stand higher or lower from page to page. */
const SHIFT = 6;
/** Pages that must share a line; in short documents two do. */
const MANY = 3;
const SHORT_DOCUMENT = 5;
/** Letters' likeness from which a line is the same misread by OCR, and which lines of its place it is compared with. */
const ALIKE = 0.8;
const MOST_COMPARED = 3;
const LEAST_COMPARED = 5;
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
    for (const edge of EDGES) {
      const lines = edges[at]?.[edge] ?? [];
      for (const { index } of runningOf(edge, lines, repeated)) roles.set(index, ROLES[edge]);
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

/** What a line has in common with its like, and the places at which that is counted. */
type Signed = { exact: string; counted: string[]; places: number[]; ocr: boolean };

/** Counts what stands where on how many pages; the answer tells of a line whether it is on `needed` of them. */
function countPlaces(pages: readonly PageLines[], edges: readonly EdgeLines[], needed: number) {
  const counts = new Map<number, Map<string, PageCount>>();
  const signed = new Map<EdgeLine, Signed>();
  pages.forEach(({ page, source, lines }, at) => {
    for (const edge of EDGES)
      for (const line of edges[at]?.[edge] ?? []) {
        const { exact, counted } = signatures(line.text, page);
        if (exact === '') continue;
        const ocr = (lines[line.index]?.source ?? source) === 'ocr';
        const own = { exact, counted, places: placesOf(edge, line), ocr };
        signed.set(line, own);
        for (const place of own.places) {
          const here = counts.get(place) ?? new Map<string, PageCount>();
          counts.set(place, here);
          countPage(here, exact, at);
          for (const text of counted) countPage(here, text, at);
        }
      }
  });
  const often = (places: readonly number[], text: string) =>
    places.some((place) => (counts.get(place)?.get(text)?.pages ?? 0) >= needed);
  // Only lines read by OCR are compared letter by letter.
  let usual: ReadonlyMap<number, string[]> | undefined;
  const isMisread = ({ exact, places }: Signed): boolean => {
    usual ??= usualTexts(signed.values(), often);
    const known = places.flatMap((place) => usual?.get(place) ?? []);
    return known.some((text) => likeness(text, exact) >= ALIKE);
  };
  return (line: EdgeLine): Repeats => {
    const own = signed.get(line);
    if (!own) return undefined;
    if (own.counted.some((text) => often(own.places, text))) return 'counted';
    if (often(own.places, own.exact)) return 'exact';
    return own.ocr && isMisread(own) ? 'exact' : undefined;
  };
}

/** The first few texts of each place that repeat there. */
function usualTexts(
  lines: Iterable<Signed>,
  often: (places: readonly number[], text: string) => boolean,
): Map<number, string[]> {
  const usual = new Map<number, string[]>();
  for (const { exact, places } of lines)
    for (const place of places) {
      const texts = usual.get(place) ?? [];
      if (texts.length >= MOST_COMPARED || exact.length < LEAST_COMPARED || !often([place], exact)) continue;
      if (!texts.includes(exact)) usual.set(place, [...texts, exact]);
    }
  return usual;
}

/** On how many pages something stands, and the last of them. */
type PageCount = { pages: number; last: number };

function countPage(counts: Map<string, PageCount>, text: string, page: number): void {
  const count = counts.get(text);
  if (!count) counts.set(text, { pages: 1, last: page });
  else if (count.last !== page) {
    count.pages++;
    count.last = page;
  }
}

/** Numbers of places in two overlapping grids at each edge, so that lines a hair apart always share one. */
function placesOf(edge: Edge, { distance }: EdgeLine): number[] {
  const grid = 2 * EDGES.indexOf(edge);
  const grids = 2 * EDGES.length;
  return [
    Math.floor(distance / (2 * SHIFT)) * grids + grid,
    Math.floor((distance + SHIFT) / (2 * SHIFT)) * grids + grid + 1,
  ];
}
