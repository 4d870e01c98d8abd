import type { PageLine } from '../../assemble.ts';
import { type Converted, Refusal } from '../../conversion/protocol.ts';
import { Damaged } from '../damaged.ts';
import { createFlow, type Flow, pageLines } from '../flow/flow.ts';
import { createLosses, picturesIn } from '../losses.ts';
import type { Package } from '../package/open.ts';
import { childOf, readElements, textOf, type XmlElement } from '../xml/tree.ts';
import { blockLines, blocksOf, writeBlocks } from './blocks.ts';
import { newContext, type OpenContext } from './context.ts';
import { readStyles } from './read-styles.ts';
import { STYLE_CONTAINERS, takeStyle } from './styles.ts';

const ENTERED = new Set([...STYLE_CONTAINERS, 'office:body', 'office:text', 'text:section']);

/**
 * Reads an OpenDocument text. Its pages are those of its page breaks, the soft ones too that the writer noted; notes,
 * headers and footers stand as in Word documents.
 *
 * @throws Refusal `corrupt_document`, `limit_exceeded`.
 */
export function readOpenText(parts: Package): Converted {
  const losses = createLosses();
  const warnings: string[] = [];
  const context = newContext(parts, readStyles(parts, warnings), losses);
  const footnotes: string[] = [];
  const endnotes: string[] = [];
  const flow = createFlow(() => writeNotes(footnotes, flow, 'footnote'));
  context.refer = (note) => refer(note, context, footnotes, endnotes);
  const counts = { paragraph: 0, table: 0 };
  try {
    readElements(parts.read('content.xml'), ENTERED, (element, parent) => {
      if (parent === 'office:text' || parent === 'text:section')
        writeBlocks(blocksOf(element, context), flow, (kind) => `${kind} ${++counts[kind]}`);
      else takeStyle(element, context.styles);
    });
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    if (flow.isEmpty())
      throw new Refusal(
        'corrupt_document',
        `The document cannot be read: ${error.message}. Save or upload it again.`,
      );
    warnings.push(`The document is damaged (${error.message}); text behind the damage is missing.`);
  }
  writeNotes(footnotes, flow, 'footnote');
  writeNotes(endnotes, flow, 'endnote');
  const pages = flow.pages();
  pages[0]?.unshift(...runningLines('header', context));
  pages.at(-1)?.push(...runningLines('footer', context));
  losses.count('pictures', picturesIn(parts.names()));
  return {
    fileType: 'odt',
    pageCount: pages.length,
    pages: pageLines(pages),
    warnings: [...warnings, ...losses.warnings()],
  };
}

function refer(note: XmlElement, context: OpenContext, footnotes: string[], endnotes: string[]): string {
  const mark = `[${textOf(childOf(note, 'text:note-citation')).trim()}]`;
  const body = childOf(note, 'text:note-body');
  const lines = body ? blockLines(body, { ...context, refer: () => '' }).lines : [];
  const notes = note.attributes['text:note-class'] === 'endnote' ? endnotes : footnotes;
  notes.push(`${mark} ${lines.join('\n')}`);
  return mark;
}

function writeNotes(notes: string[], flow: Flow, place: string): void {
  if (notes.length === 0) return;
  flow.blank();
  for (const note of notes.splice(0)) flow.text(note, `${place} ${/^\[(.*?)\]/.exec(note)?.[1] ?? ''}`);
}

/** Headers or footers of all page styles, each text once. */
function runningLines(role: 'header' | 'footer', context: OpenContext): PageLine[] {
  const texts = context.styles.running
    .filter((part) => part.role === role)
    .map(({ content }) => blockLines(content, context).lines.join('\n'));
  return [...new Set(texts)]
    .filter((text) => text !== '')
    .flatMap((text) => text.split('\n').map((line): PageLine => ({ text: line, place: role, role })));
}
