import type { Box, Line } from '../../../contract/lines.ts';
import type { PageLine, PageLines } from '../../../extraction/assemble.ts';
import type { Coordinates, Element } from './elements.ts';
import { tableLines } from './table-rows.ts';

/** Points of a page whose size is told in pixels only: as wide as US Letter. */
const WIDTH = 612;
/** Layouts up to this wide are in points as a rule, wider ones are pictures. */
const WIDEST_IN_POINTS = 1000;

const ROLES: Readonly<Record<string, Line['role']>> = {
  Header: 'header',
  Footer: 'footer',
  PageNumber: 'footer',
};

/** Elements as pages of lines, in reading order. The lines of an element share its box. */
export function pagesOf(elements: readonly Element[]): PageLines[] {
  const pages = new Map<number, PageLines & { lines: PageLine[] }>();
  let current = 1;
  for (const element of elements) {
    if (element.type === 'PageBreak') continue;
    const { page_number, page_name, coordinates } = element.metadata;
    current = page_number ?? current;
    let page = pages.get(current);
    if (!page) {
      page = { page: current, ...(page_name !== undefined && { name: page_name }), source: 'ocr', lines: [] };
      pages.set(current, page);
    }
    if (coordinates && page.width === undefined) Object.assign(page, sizeOf(coordinates));
    const lines = linesOf(element);
    if (lines.length === 0) continue;
    if (page.lines.length > 0 && /^(Title|Table)$/.test(element.type)) page.lines.push({ text: '' });
    page.lines.push(...lines);
  }
  return [...pages.values()].sort((a, b) => a.page - b.page);
}

function linesOf({ type, text, metadata }: Element): PageLine[] {
  const { text_as_html, coordinates, detection_class_prob: probability } = metadata;
  const table = text_as_html ? tableLines(text_as_html) : [];
  const lines = table.length > 0 ? table : (text ?? '').split(/\r\n?|\n/).map((line) => line.trimEnd());
  const role = ROLES[type];
  const more = {
    ...(coordinates && { box: boxOf(coordinates) }),
    ...(role && { role }),
    ...(probability !== undefined && probability >= 0 && probability <= 1 && { confidence: probability }),
  };
  return lines.some((line) => line !== '') ? lines.map((line) => ({ text: line, ...more })) : [];
}

const scaleOf = ({ layout_width: width }: Coordinates) => (width <= WIDEST_IN_POINTS ? 1 : WIDTH / width);

const sizeOf = (coordinates: Coordinates) => ({
  width: round(coordinates.layout_width * scaleOf(coordinates)),
  height: round(coordinates.layout_height * scaleOf(coordinates)),
});

/** The corners' extent; y counts upwards in `PointSpace`, downwards everywhere else. */
function boxOf(coordinates: Coordinates): Box {
  const scale = scaleOf(coordinates);
  const xs = coordinates.points.map(([x = 0]) => x * scale);
  const ys = coordinates.points.map(([, y = 0]) =>
    coordinates.system === 'PointSpace' ? (coordinates.layout_height - y) * scale : y * scale,
  );
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)].map(round) as Box;
}

const round = (points: number): number => Math.round(points * 100) / 100;
