import { type Converted, Refusal } from '../../conversion/protocol.ts';
import { Damaged } from '../damaged.ts';
import { createFlow, type Flow, pageLines } from '../flow/flow.ts';
import { numeral } from '../flow/numerals.ts';
import { createLosses, picturesIn } from '../losses.ts';
import type { Package } from '../package/open.ts';
import { relatedPart, relationshipsOf } from '../package/relationships.ts';
import { readElements } from '../xml/tree.ts';
import { readBody } from './body.ts';
import type { WordContext } from './context.ts';
import { createFields } from './fields.ts';
import { noteRunningParts, type RunningParts, runningLines } from './headers.ts';
import { readNotes } from './notes.ts';
import { readNumbering } from './numbering.ts';
import { readStyles } from './styles.ts';

/**
 * Reads a Word document. Its pages are those that its author or the program that saved it last made with page breaks;
 * without any it is one page. Notes stand at the end of the page that refers to them, headers before the first page,
 * footers behind the last.
 *
 * @throws Refusal `corrupt_document`, `limit_exceeded`, `encrypted_document`.
 */
export function readWord(parts: Package): Converted {
  const main = relatedPart(relationshipsOf(parts, ''), 'officeDocument') ?? 'word/document.xml';
  const related = relationshipsOf(parts, main);
  const warnings: string[] = [];
  const warn = (warning: string) => void warnings.push(warning);
  const losses = createLosses();
  const pending: string[] = [];
  const atEnd: string[] = [];
  const flow = createFlow(() => writeNotes(pending, flow, 'footnote'));
  const styles = optional(() => readStyles(parts, relatedPart(related, 'styles')), 'Styles', warn);
  const numbering = optional(
    () => readNumbering(parts, relatedPart(related, 'numbering')),
    'List numbers',
    warn,
  );
  const context: WordContext = {
    parts,
    related,
    styles: styles ?? readStyles(parts, undefined),
    numbering: numbering ?? readNumbering(parts, undefined),
    fields: createFields(),
    losses,
    refer: () => '',
    anchored: [],
  };
  const footnotes = readNotes(relatedPart(related, 'footnotes'), context, warn);
  const endnotes = readNotes(relatedPart(related, 'endnotes'), context, warn);
  context.refer = referrer({ footnote: footnotes, endnote: endnotes }, { footnote: pending, endnote: atEnd });
  const evenAndOdd = hasEvenPages(parts, relatedPart(related, 'settings'));
  const running: RunningParts = { header: [], footer: [] };
  try {
    readBody(parts.read(main), flow, context, (section) =>
      noteRunningParts(section, context, evenAndOdd, running),
    );
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    if (flow.isEmpty()) throw corrupt(error);
    warn(`The document is damaged (${error.message}); text behind the damage is missing.`);
  }
  writeNotes(pending, flow, 'footnote');
  writeNotes(atEnd, flow, 'endnote');
  const pages = flow.pages();
  pages[0]?.unshift(...runningLines('header', running.header, context, warn));
  pages.at(-1)?.push(...runningLines('footer', running.footer, context, warn));
  countOutside(parts, related, losses);
  return {
    fileType: 'docx',
    pageCount: pages.length,
    pages: pageLines(pages),
    warnings: [...warnings, ...losses.warnings()],
  };
}

/** Gives references the next number, and has the note's text written. A note is written once. */
function referrer(
  texts: Record<'footnote' | 'endnote', Map<string, string[]>>,
  queues: Record<'footnote' | 'endnote', string[]>,
): WordContext['refer'] {
  const marks = { footnote: new Map<string, string>(), endnote: new Map<string, string>() };
  return (kind, id) => {
    const lines = texts[kind].get(id);
    if (!lines) return '';
    const given = marks[kind].get(id);
    if (given !== undefined) return given;
    const mark = `[${numeral(marks[kind].size + 1, kind === 'endnote' ? 'lowerRoman' : 'decimal')}]`;
    marks[kind].set(id, mark);
    queues[kind].push(`${mark} ${lines.join('\n').trimStart()}`);
    return mark;
  };
}

function writeNotes(notes: string[], flow: Flow, place: string): void {
  if (notes.length === 0) return;
  flow.blank();
  for (const note of notes.splice(0)) flow.text(note, `${place} ${/^\[(\w+)\]/.exec(note)?.[1] ?? ''}`);
}

function hasEvenPages(parts: Package, settings: string | undefined): boolean {
  let found = false;
  try {
    if (settings)
      readElements(parts.read(settings), new Set(['w:settings']), ({ name, attributes }) => {
        if (name === 'w:evenAndOddHeaders')
          found = !['0', 'false', 'off'].includes(attributes['w:val'] ?? '');
      });
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
  }
  return found;
}

/** Comments, pictures and embedded files stand in parts of their own. */
function countOutside(parts: Package, related: WordContext['related'], losses: WordContext['losses']): void {
  const comments = relatedPart(related, 'comments');
  try {
    if (comments)
      readElements(parts.read(comments), new Set(['w:comments']), ({ name }) => {
        if (name === 'w:comment') losses.count('comments');
      });
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    losses.count('comments');
  }
  const embedded = [...related.values()].filter(({ type }) => type === 'package' || type === 'oleObject');
  losses.count('embedded', embedded.length);
  losses.count('pictures', picturesIn(parts.names()));
}

function optional<T>(read: () => T, what: string, warn: (warning: string) => void): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    warn(`${what} are missing: their part cannot be read (${error.message}).`);
    return undefined;
  }
}

const corrupt = ({ message }: Damaged) =>
  new Refusal('corrupt_document', `The Word document cannot be read: ${message}. Save or upload it again.`);
