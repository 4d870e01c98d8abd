import type { PageLines } from '../../assemble.ts';
import { type Converted, type OfficeFile, Refusal } from '../../conversion/protocol.ts';
import { Damaged } from '../damaged.ts';
import { createLosses, type Losses, picturesIn } from '../losses.ts';
import type { Package } from '../package/open.ts';
import { relatedPart, relationshipsOf } from '../package/relationships.ts';
import { selectedOf } from '../selection.ts';
import { type SlideItem, slideLines } from '../slides/slide-lines.ts';
import { parseXml } from '../xml/parse.ts';
import { readElements } from '../xml/tree.ts';
import { createLayouts, type Layouts, placeholderOf } from './placeholders.ts';
import { itemsOf, type SlideContext } from './shapes.ts';

type Reading = { parts: Package; layouts: Layouts; losses: Losses; hidden: number[]; damaged: string[] };

/** More slides than anyone shows. */
const MOST_SLIDES = 50_000;
const SLIDE = new Set(['p:sld', 'p:cSld', 'p:spTree']);

/**
 * Reads a PowerPoint presentation: each slide is a page, hidden ones too, with its speaker's notes behind it.
 *
 * @throws Refusal `corrupt_document`, `limit_exceeded`, `no_pages`, `invalid_settings`, `encrypted_document`.
 */
export function readPowerPoint(
  parts: Package,
  file: OfficeFile,
  progress: (done: number, total: number) => void,
): Converted {
  const main = relatedPart(relationshipsOf(parts, ''), 'officeDocument') ?? 'ppt/presentation.xml';
  const slides = slidesOf(parts, main);
  if (slides.length === 0) throw new Refusal('no_pages', 'The presentation has no slides.');
  const selected = selectedOf(slides.length, file);
  const reading: Reading = {
    parts,
    layouts: createLayouts(parts),
    losses: createLosses(),
    hidden: [],
    damaged: [],
  };
  const pages = selected.map((page, index): PageLines => {
    const lines = readSlide(slides[page - 1] ?? '', page, reading);
    progress(index + 1, selected.length);
    return { page, name: `Slide ${page}`, source: 'office', lines };
  });
  if (reading.damaged.length === selected.length && pages.every(({ lines }) => lines.length === 0))
    throw new Refusal(
      'corrupt_document',
      'No slide of the presentation can be read. Save or upload it again.',
    );
  reading.losses.count('pictures', picturesIn(parts.names()));
  return { fileType: 'pptx', pageCount: slides.length, pages, warnings: warningsOf(reading) };
}

function slidesOf(parts: Package, main: string): string[] {
  const related = relationshipsOf(parts, main);
  const slides: string[] = [];
  try {
    readElements(parts.read(main), new Set(['p:presentation', 'p:sldIdLst']), ({ name, attributes }) => {
      if (name === 'p:sldId' && slides.length < MOST_SLIDES)
        slides.push(related.get(attributes['r:id'] ?? '')?.target ?? '');
    });
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    throw new Refusal(
      'corrupt_document',
      `The presentation cannot be read: its list of slides is damaged (${error.message}). Save or upload it again.`,
    );
  }
  return slides;
}

function readSlide(part: string, number: number, reading: Reading) {
  const { parts, layouts, losses } = reading;
  const related = relationshipsOf(parts, part);
  const context: SlideContext = {
    parts,
    related,
    layouts,
    layout: relatedPart(related, 'slideLayout'),
    losses,
  };
  const items: SlideItem[] = [];
  try {
    readElements(
      parts.read(part),
      SLIDE,
      (shape) => items.push(...itemsOf(shape, context)),
      undefined,
      (name, { show }) => {
        if (name === 'p:sld' && (show === '0' || show === 'false')) reading.hidden.push(number);
      },
    );
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    reading.damaged.push(`Slide ${number} is damaged (${error.message}); text of it is missing.`);
  }
  countComments(parts, relatedPart(related, 'comments'), losses);
  return slideLines(
    items,
    readNotes(relatedPart(related, 'notesSlide'), context, number, reading),
    `slide ${number}`,
  );
}

function readNotes(
  part: string | undefined,
  context: SlideContext,
  number: number,
  { parts, damaged }: Reading,
): string[] {
  const lines: string[] = [];
  try {
    if (part)
      readElements(parts.read(part), new Set(['p:notes', 'p:cSld', 'p:spTree']), (shape) => {
        if (placeholderOf(shape)?.type === 'body')
          lines.push(...itemsOf(shape, context).flatMap((item) => item.lines));
      });
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    damaged.push(`The notes of slide ${number} are damaged (${error.message}); text of them is missing.`);
  }
  return lines;
}

function countComments(parts: Package, part: string | undefined, losses: Losses): void {
  try {
    if (part)
      parseXml(parts.read(part), {
        open: (name) => {
          if (name.endsWith(':cm')) losses.count('comments');
        },
        close: () => {},
      });
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
  }
}

function warningsOf({ hidden, damaged, losses }: Reading): string[] {
  const notice =
    hidden.length === 1
      ? `Slide ${hidden[0]} is hidden in a slide show; it was read.`
      : `Slides ${hidden.slice(0, 50).join(', ')} are hidden in a slide show; they were read.`;
  return [...damaged.slice(0, 50), ...(hidden.length > 0 ? [notice] : []), ...losses.warnings()];
}
