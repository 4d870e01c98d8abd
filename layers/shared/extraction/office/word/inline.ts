import { PAGE_BREAK, RENDERED_BREAK } from '../flow/flow.ts';
import { symbol, withSymbols } from '../flow/symbols.ts';
import { equationText } from '../math/equation.ts';
import { chosen } from '../xml/alternates.ts';
import { childOf, findAll, isOn, textOf, type XmlElement } from '../xml/tree.ts';
import type { WordContext } from './context.ts';

/** Names of what a drawing may hold that has text; pictures have none. */
const ANCHORED = ['w:txbxContent', 'c:chart', 'dgm:relIds'] as const;

/**
 * The text of what is in a paragraph, a run or anything between: line breaks as `\n`, tabs as `\t`, page breaks as
 * `flow.ts` marks them. Deleted, moved-away and hidden text is left out and counted.
 */
export function inlineText(element: XmlElement, context: WordContext): string {
  let text = '';
  for (const child of element.children) if (typeof child !== 'string') text += textOfChild(child, context);
  return text;
}

function textOfChild(child: XmlElement, context: WordContext): string {
  switch (child.name) {
    case 'w:r':
      return runText(child, context);
    case 'w:t':
      return context.fields.inCode() ? '' : cleaned(textOf(child));
    case 'w:tab':
    case 'w:ptab':
      return context.fields.inCode() ? '' : '\t';
    case 'w:br':
      return child.attributes['w:type'] === 'page' ? PAGE_BREAK : '\n';
    case 'w:cr':
      return '\n';
    case 'w:lastRenderedPageBreak':
      return RENDERED_BREAK;
    case 'w:noBreakHyphen':
      return '-';
    case 'w:sym':
      return symbol(child.attributes['w:font'], Number.parseInt(child.attributes['w:char'] ?? '', 16) || 0);
    case 'w:fldChar':
      return context.fields.mark(child);
    case 'w:footnoteReference':
      return context.refer('footnote', child.attributes['w:id'] ?? '');
    case 'w:endnoteReference':
      return context.refer('endnote', child.attributes['w:id'] ?? '');
    case 'w:sdt':
      return controlText(child, context);
    case 'w:del':
    case 'w:moveFrom':
      context.losses.count('deletions');
      return '';
    case 'm:oMath':
    case 'm:oMathPara':
      return equationText(child);
    case 'w:ruby':
      return inlineText(childOf(child, 'w:rubyBase') ?? child, context);
    case 'mc:AlternateContent': {
      const choice = chosen(child);
      return choice ? inlineText(choice, context) : '';
    }
    case 'w:drawing':
    case 'w:pict':
    case 'w:object':
      for (const name of ANCHORED) context.anchored.push(...findAll(child, name));
      return '';
    case 'w:hyperlink':
    case 'w:smartTag':
    case 'w:customXml':
    case 'w:ins':
    case 'w:moveTo':
    case 'w:fldSimple':
    case 'w:bdo':
    case 'w:dir':
    case 'w:sdtContent':
      return inlineText(child, context);
    default:
      return '';
  }
}

function runText(run: XmlElement, context: WordContext): string {
  const properties = childOf(run, 'w:rPr');
  const text = inlineText(run, context);
  if (isOn(childOf(properties, 'w:vanish'), 'w:val')) {
    if (text.trim() !== '') context.losses.count('hidden');
    return '';
  }
  const fonts = childOf(properties, 'w:rFonts')?.attributes;
  return withSymbols(text, fonts?.['w:ascii'] ?? fonts?.['w:hAnsi']);
}

/** A content control; a check box reads as `[X]` or `[ ]`, whatever signs it is drawn with. */
export function controlText(control: XmlElement, context: WordContext): string {
  return (
    checkBoxOf(childOf(control, 'w:sdtPr')) ??
    inlineText(childOf(control, 'w:sdtContent') ?? control, context)
  );
}

export function checkBoxOf(properties: XmlElement | undefined): string | undefined {
  const box = childOf(properties, 'w14:checkbox');
  if (!box) return undefined;
  const state = childOf(box, 'w14:checked');
  return state && isOn(state, 'w14:val') ? '[X]' : '[ ]';
}

/** Line ends within an element are blanks; optional hyphens are not shown; control characters are nothing. */
const cleaned = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  text.replace(/[\n\t]/g, ' ').replace(/[\u0000-\u001f\u00ad]/g, '');
