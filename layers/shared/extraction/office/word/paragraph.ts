import { expandTabs } from '../flow/tab-stops.ts';
import { childOf, isOn, type XmlElement } from '../xml/tree.ts';
import type { WordContext } from './context.ts';
import { inlineText } from './inline.ts';
import { over, styleOf } from './styles.ts';

export type Paragraph = {
  /** With its list label and its tabs spread. */
  text: string;
  indent: number;
  heading: boolean;
  newPage: boolean;
  /** Its end was deleted: the next paragraph goes on with it. */
  continues: boolean;
  /** Properties of the section that it ends. */
  section: XmlElement | undefined;
};

/** Blanks that each level of a list is set in. */
const INDENT = 2;

export function readParagraph(element: XmlElement, context: WordContext): Paragraph {
  const properties = childOf(element, 'w:pPr');
  const named = context.styles.get(childOf(properties, 'w:pStyle')?.attributes['w:val']);
  const style = over(styleOf(properties), named);
  const { id, level = 0 } = style.numbering ?? {};
  const text = inlineText(element, context);
  context.fields.endParagraph();
  const mark = childOf(properties, 'w:rPr');
  const item = id === undefined ? undefined : context.numbering.next(id, level);
  return {
    text: expandTabs((item?.label ?? '') + text, style.tabs),
    indent: item && !style.heading ? item.level * INDENT : 0,
    heading: style.heading && text.trim() !== '',
    newPage: style.newPage,
    continues: isOn(childOf(mark, 'w:del'), 'w:val') || isOn(childOf(mark, 'w:moveFrom'), 'w:val'),
    section: childOf(properties, 'w:sectPr'),
  };
}
