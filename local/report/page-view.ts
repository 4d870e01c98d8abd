import type { Page } from '#shared/contract/lines.ts';
import { type Html, html } from './html.ts';
import type { Place } from './places.ts';

/** A page's picture; `width` and `height` in points are what the boxes are measured in. */
export type Picture = { page: number; width: number; height: number; png: Uint8Array };

/** Points around a cited box, so that the mark does not touch the letters. */
const PADDING = 2;

/** A page with its cited boxes marked; each mark leads back to its answer. */
export function pageView(picture: Picture, places: readonly Place[]): Html {
  const here = places.filter(({ citation }) => citation.page === picture.page);
  return html`
<figure class="page" id="page-${picture.page}">
  <div class="sheet">
    <img alt="Page ${picture.page} of the document" src="data:image/png;base64,${base64(picture.png)}">
    <svg viewBox="0 0 ${picture.width} ${picture.height}" preserveAspectRatio="none">${here.map(markView)}</svg>
  </div>
  <figcaption>Page ${picture.page}</figcaption>
</figure>`;
}

function markView({ id, answerId, answer, citation }: Place): Html {
  const boxes = citation.boxes.map(
    ([x0, y0, x1, y1]) =>
      html`<rect x="${x0 - PADDING}" y="${y0 - PADDING}" width="${x1 - x0 + 2 * PADDING}" height="${y1 - y0 + 2 * PADDING}" rx="2"/>`,
  );
  return html`<a id="${id}" href="#${answerId}"><title>${answer}: ${citation.text}</title>${boxes}</a>`;
}

const base64 = (png: Uint8Array) => Buffer.from(png).toString('base64');

/** Size of a page in points; undefined where the format has no geometry. */
export function sizeOf(page: Page | undefined): { width: number; height: number } | undefined {
  return page?.width && page.height ? { width: page.width, height: page.height } : undefined;
}
