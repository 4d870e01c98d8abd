import { Damaged } from '../damaged.ts';
import { PAGE_BREAK, RENDERED_BREAK } from '../flow/flow.ts';
import { childOf, findAll, readElements, textOf, type XmlElement } from '../xml/tree.ts';
import type { OpenContext } from './context.ts';

const MOST_BLANKS = 1000;

/** What stands in a paragraph without being text of it. */
const SILENT = new Set([
  'text:tracked-changes',
  'office:event-listeners',
  'office:annotation-end',
  'text:note-citation',
  'text:ruby-text',
  'svg:title',
  'svg:desc',
  'text:script',
]);

/** The text of a paragraph or of anything in it; line, tab and page breaks as in `flow.ts`. */
export function inlineText(element: XmlElement, context: OpenContext): string {
  let text = '';
  for (const child of element.children)
    text += typeof child === 'string' ? collapsed(child) : textOfChild(child, context);
  return text;
}

function textOfChild(child: XmlElement, context: OpenContext): string {
  if (child.name.startsWith('draw:')) return drawingText(child, context);
  switch (child.name) {
    case 'text:s':
      return ' '.repeat(Math.min(Math.max(Number(child.attributes['text:c'] ?? 1) || 1, 1), MOST_BLANKS));
    case 'text:tab':
      return '\t';
    case 'text:line-break':
      return '\n';
    case 'text:soft-page-break':
      return RENDERED_BREAK;
    case 'text:page-break':
      return PAGE_BREAK;
    case 'text:note':
      return context.refer(child);
    case 'office:annotation':
      context.losses.count('comments');
      return '';
    case 'text:hidden-text':
      context.losses.count('hidden');
      return '';
    default:
      return SILENT.has(child.name) ? '' : inlineText(child, context);
  }
}

/** A formula stands in its line; boxes with text are written behind the paragraph. */
function drawingText(drawing: XmlElement, context: OpenContext): string {
  if (drawing.name === 'draw:a') return inlineText(drawing, context);
  const object = childOf(drawing, 'draw:object');
  if (!object) {
    context.anchored.push(drawing);
    return '';
  }
  const formula = formulaOf(object, context);
  if (formula === undefined) context.losses.count('objects');
  return formula ?? '';
}

/** A formula object in the notation in which it was typed. */
function formulaOf(object: XmlElement, { parts }: OpenContext): string | undefined {
  const folder = (object.attributes['xlink:href'] ?? '').replace(/^\.\//, '');
  const annotations = findAll(object, 'math:annotation');
  try {
    if (folder !== '' && parts.has(`${folder}/content.xml`))
      readElements(parts.read(`${folder}/content.xml`), new Set(['math:math']), (element) => {
        annotations.push(
          ...(element.name === 'math:annotation' ? [element] : findAll(element, 'math:annotation')),
        );
      });
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
  }
  return annotations[0] && collapsed(textOf(annotations[0])).trim();
}

const collapsed = (text: string): string => text.replace(/[ \t\r\n]+/g, ' ').replaceAll('\u00ad', '');
