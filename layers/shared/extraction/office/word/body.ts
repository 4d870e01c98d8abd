import type { Flow } from '../flow/flow.ts';
import { childOf, readElements, type XmlElement } from '../xml/tree.ts';
import { anchoredLines, blockLines } from './blocks.ts';
import type { WordContext } from './context.ts';
import { checkBoxOf } from './inline.ts';
import { readParagraph } from './paragraph.ts';
import { readTable } from './table.ts';
import { unwrapped } from './wrappers.ts';

/** What wraps paragraphs and tables; everything below is read and forgotten one by one. */
const ENTERED = new Set([
  'w:document',
  'w:body',
  'w:sdt',
  'w:sdtContent',
  'w:customXml',
  'w:ins',
  'w:moveTo',
]);

/** Writes the body of a document, block by block. `onSection` gets the properties of each section. @throws Damaged */
export function readBody(
  pieces: Iterable<Uint8Array>,
  flow: Flow,
  context: WordContext,
  onSection: (properties: XmlElement) => void,
): void {
  let paragraphs = 0;
  let tables = 0;
  let unfinished = '';
  let checkBox: string | undefined;
  const paragraph = (element: XmlElement) => {
    context.anchored = [];
    const read = readParagraph(element, context);
    const place = `paragraph ${++paragraphs}`;
    const text = unfinished + (checkBox ? read.text.replace(/[☐☑☒]/, checkBox) : read.text);
    checkBox = undefined;
    unfinished = read.continues ? text : '';
    if (read.newPage) flow.newPage();
    if (read.heading) flow.blank();
    if (!read.continues) flow.text(text, place, { indent: read.indent });
    for (const line of anchoredLines(context.anchored, context)) flow.text(line, `${place} text box`);
    if (!read.section) return;
    onSection(read.section);
    if (beginsPage(read.section)) flow.newPage();
  };
  const table = (element: XmlElement) => {
    const { rows, newPages } = readTable(element, context, blockLines);
    const name = `table ${++tables}`;
    flow.blank();
    flow.table(rows, (row) => `${name} row ${row + 1}`, newPages);
    flow.blank();
  };
  const block = (element: XmlElement) => {
    if (element.name === 'w:p') paragraph(element);
    else if (element.name === 'w:tbl') table(element);
    else if (element.name === 'w:sectPr') onSection(element);
    else if (element.name === 'w:sdtPr') checkBox = checkBoxOf(element);
    else if (element.name === 'w:altChunk') context.losses.count('imported');
    else if (element.name === 'mc:AlternateContent')
      unwrapped({ ...element, children: [element] }).forEach(block);
  };
  readElements(pieces, ENTERED, block);
  if (unfinished) flow.text(unfinished, `paragraph ${paragraphs}`);
}

/** How the section begins that this ends before: on a new page, unless it says otherwise. */
const beginsPage = (section: XmlElement): boolean =>
  childOf(section, 'w:type')?.attributes['w:val'] !== 'continuous';
