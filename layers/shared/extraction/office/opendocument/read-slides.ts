import type { PageLines } from '../../assemble.ts';
import { type Converted, type OfficeFile, Refusal } from '../../conversion/protocol.ts';
import { Damaged } from '../damaged.ts';
import { createLosses, picturesIn } from '../losses.ts';
import type { Package } from '../package/open.ts';
import { selectedOf } from '../selection.ts';
import type { Area } from '../slides/reading-order.ts';
import { orderedItems, type SlideItem, slideLines } from '../slides/slide-lines.ts';
import { childOf, childrenOf, readElements, type XmlElement } from '../xml/tree.ts';
import { blockLines } from './blocks.ts';
import { newContext, type OpenContext } from './context.ts';
import { pointsOf } from './lengths.ts';
import { readStyles } from './read-styles.ts';
import { STYLE_CONTAINERS, takeStyle } from './styles.ts';

const ENTERED = new Set([...STYLE_CONTAINERS, 'office:body', 'office:presentation']);
const FEET = new Set(['footer', 'date-time', 'page-number', 'header']);

/**
 * Reads an OpenDocument presentation: each slide is a page, hidden ones too, with its notes behind it.
 *
 * @throws Refusal `corrupt_document`, `limit_exceeded`, `no_pages`, `invalid_settings`.
 */
export function readOpenSlides(
  parts: Package,
  file: OfficeFile,
  progress: (done: number, total: number) => void,
): Converted {
  const warnings: string[] = [];
  const losses = createLosses();
  const context = newContext(parts, readStyles(parts, warnings), losses);
  const slides: PageLines['lines'][] = [];
  const hidden: number[] = [];
  try {
    readElements(parts.read('content.xml'), ENTERED, (element) => {
      if (element.name !== 'draw:page') return takeStyle(element, context.styles);
      if (context.styles.hidden.has(element.attributes['draw:style-name'] ?? ''))
        hidden.push(slides.length + 1);
      slides.push(readSlide(element, slides.length + 1, context));
    });
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    if (slides.length === 0)
      throw new Refusal(
        'corrupt_document',
        `The presentation cannot be read: ${error.message}. Save or upload it again.`,
      );
    warnings.push(
      `The file is damaged (${error.message}); what stands behind slide ${slides.length} is missing.`,
    );
  }
  if (slides.length === 0) throw new Refusal('no_pages', 'The presentation has no slides.');
  const selected = selectedOf(slides.length, file);
  if (hidden.length > 0)
    warnings.push(`Hidden in a slide show, but read: slides ${hidden.slice(0, 50).join(', ')}.`);
  progress(selected.length, selected.length);
  losses.count('pictures', picturesIn(parts.names()));
  return {
    fileType: 'odp',
    pageCount: slides.length,
    pages: selected.map((page) => ({
      page,
      name: `Slide ${page}`,
      source: 'office',
      lines: slides[page - 1] ?? [],
    })),
    warnings: [...warnings, ...losses.warnings()],
  };
}

function readSlide(page: XmlElement, number: number, context: OpenContext) {
  const items = childrenOf(page).flatMap((shape) => itemsOf(shape, context));
  const notes = childrenOf(childOf(page, 'presentation:notes'))
    .filter(({ attributes }) => attributes['presentation:class'] === 'notes')
    .flatMap((frame) => itemsOf(frame, context).flatMap(({ lines }) => lines));
  return slideLines(items, notes, `slide ${number}`);
}

/** The text of a shape, frame or group; empty places that only tell what to fill in are left out. */
function itemsOf(shape: XmlElement, context: OpenContext): SlideItem[] {
  const { name, attributes } = shape;
  if (name === 'office:annotation') context.losses.count('comments');
  if (!name.startsWith('draw:') || attributes['presentation:placeholder'] === 'true') return [];
  const kind = attributes['presentation:class'] ?? '';
  const role = kind === 'title' ? 'title' : FEET.has(kind) ? 'footer' : 'body';
  if (name === 'draw:g') {
    const items = childrenOf(shape).flatMap((child) => itemsOf(child, context));
    return [{ role, area: unionOf(items), lines: orderedItems(items).flatMap(({ lines }) => lines) }];
  }
  return [
    { role, area: areaOf(shape), lines: blockLines({ ...shape, children: [boxOf(shape)] }, context).lines },
  ];
}

/** The shape without its place, as something that only holds blocks. */
const boxOf = (shape: XmlElement): XmlElement => ({ ...shape, name: 'draw:frame' });

function areaOf({ attributes }: XmlElement): Area | undefined {
  const [x, y] = [pointsOf(attributes['svg:x']), pointsOf(attributes['svg:y'])];
  if (x === undefined || y === undefined) return undefined;
  return {
    x,
    y,
    width: pointsOf(attributes['svg:width']) ?? 0,
    height: pointsOf(attributes['svg:height']) ?? 0,
  };
}

function unionOf(items: readonly SlideItem[]): Area | undefined {
  const areas = items.flatMap(({ area }) => (area ? [area] : []));
  if (areas.length === 0) return undefined;
  const x = areas.reduce((least, area) => Math.min(least, area.x), Number.POSITIVE_INFINITY);
  const y = areas.reduce((least, area) => Math.min(least, area.y), Number.POSITIVE_INFINITY);
  const right = areas.reduce((most, area) => Math.max(most, area.x + area.width), 0);
  const bottom = areas.reduce((most, area) => Math.max(most, area.y + area.height), 0);
  return { x, y, width: right - x, height: bottom - y };
}
