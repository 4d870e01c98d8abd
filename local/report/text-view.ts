import type { Page } from '#shared/contract/lines.ts';
import { type Html, html } from './html.ts';
import type { Place } from './places.ts';

/** Texts of more lines are shown around their cited places only, and say so. */
const MOST_LINES = 3000;
const LINES_AROUND = 12;
/** Lines with gaps are rows of columns, which must not wrap; running text may. */
const COLUMNS = /\S {2,}\S/;

type TextLine = { number: number; start: number; text: string; places: Place[]; begins: Page[] };

/** A document's text with the cited ranges marked, for formats without page pictures. Several pages have headings. */
export function textView(text: string, places: readonly Place[], pages: readonly Page[] = []): Html {
  const lines = linesOf(text, places, pages.length > 1 ? pages : []);
  const shown = lines.length <= MOST_LINES ? lines.map(() => true) : nearCited(lines);
  const rows = lines.flatMap((line, index) => {
    if (shown[index]) return [...line.begins.map(headingView), lineView(line)];
    const firstHidden = index === 0 || shown[index - 1];
    return firstHidden ? [leftOut(shown, index)] : [];
  });
  return html`<div class="text">${rows}</div>`;
}

function linesOf(text: string, places: readonly Place[], pages: readonly Page[]): TextLine[] {
  let start = 0;
  let next = 0;
  return text.split('\n').map((line, index) => {
    const end = start + line.length;
    const here = places.filter(({ citation }) => citation.start < end && citation.end > start);
    const from = next;
    while ((pages[next]?.start ?? Number.POSITIVE_INFINITY) <= end) next++;
    const result = { number: index + 1, start, text: line, places: here, begins: pages.slice(from, next) };
    start = end + 1;
    return result;
  });
}

function nearCited(lines: readonly TextLine[]): boolean[] {
  const near = lines.map(() => false);
  for (const [index, { places }] of lines.entries()) {
    if (places.length > 0) near.fill(true, Math.max(0, index - LINES_AROUND), index + LINES_AROUND + 1);
  }
  return near;
}

function leftOut(shown: readonly boolean[], from: number): Html {
  const next = shown.indexOf(true, from);
  const count = (next < 0 ? shown.length : next) - from;
  return html`<p class="left-out">${count} lines without a cited place are left out</p>`;
}

const headingView = ({ page, name }: Page): Html =>
  html`<p class="heading">Page ${page}${name !== undefined && `: ${name}`}</p>`;

/** Anchors come first, so that a targeted one can colour the marks after it. */
function lineView({ number, start, text, places }: TextLine): Html {
  const anchors = places
    .filter(({ citation }) => citation.start >= start - 1)
    .map(({ id }) => html`<i id="${id}"></i>`);
  return html`<p class="${COLUMNS.test(text) ? 'line' : 'line prose'}">${anchors}<span class="number">${number}</span>${marked(text, start, places)}</p>`;
}

/** The line's text with every cited stretch marked; overlapping stretches become one mark. */
function marked(text: string, start: number, places: readonly Place[]): Html[] {
  const parts: Html[] = [];
  let at = 0;
  for (const { citation, answerId, answer } of places.toSorted(
    (a, b) => a.citation.start - b.citation.start,
  )) {
    const from = Math.max(at, citation.start - start);
    const to = Math.min(text.length, citation.end - start);
    if (to <= from) continue;
    parts.push(
      html`${text.slice(at, from)}<a href="#${answerId}" title="${answer}"><mark>${text.slice(from, to)}</mark></a>`,
    );
    at = to;
  }
  return [...parts, html`${text.slice(at)}`];
}
