import { childOf, childrenNamed, childrenOf, type XmlElement } from '../xml/tree.ts';

/**
 * An Office equation (OMML) on one line, in the linear form that Word itself offers (Unicode Technical Note 28):
 * `x=(-b±√(b^2-4ac))/2a`.
 */
export function equationText(element: XmlElement): string {
  const part = (name: string) => partText(childOf(element, name));
  const property = (name: string) =>
    childOf(childOf(element, `${element.name}Pr`), name)?.attributes['m:val'];
  switch (element.name) {
    case 'm:t':
      return element.children.filter((child) => typeof child === 'string').join('');
    case 'm:f':
      return `${group(part('m:num'))}/${group(part('m:den'))}`;
    case 'm:sSup':
      return `${group(part('m:e'))}^${group(part('m:sup'))}`;
    case 'm:sSub':
      return `${group(part('m:e'))}_${group(part('m:sub'))}`;
    case 'm:sSubSup':
      return `${group(part('m:e'))}_${group(part('m:sub'))}^${group(part('m:sup'))}`;
    case 'm:sPre':
      return `_${group(part('m:sub'))}^${group(part('m:sup'))} ${part('m:e')}`;
    case 'm:rad':
      return `${part('m:deg')}√${group(part('m:e'))}`;
    case 'm:nary':
      return `${property('m:chr') ?? '∫'}${script('_', part('m:sub'))}${script('^', part('m:sup'))} ${part('m:e')}`;
    case 'm:d':
      return delimited(element, property);
    case 'm:func':
      return `${part('m:fName')} ${part('m:e')}`;
    case 'm:limLow':
      return `${part('m:e')}_${group(part('m:lim'))}`;
    case 'm:limUpp':
      return `${part('m:e')}^${group(part('m:lim'))}`;
    case 'm:acc':
      return part('m:e') + (property('m:chr') ?? '\u0302');
    case 'm:m':
      return `[${childrenNamed(element, 'm:mr')
        .map((row) => cells(row).join(' '))
        .join('; ')}]`;
    case 'm:eqArr':
      return cells(element).join('; ');
    default:
      return partText(element);
  }
}

/** The text of all that is in an element, its properties apart. */
const partText = (element: XmlElement | undefined): string =>
  childrenOf(element)
    .filter(({ name }) => !name.endsWith('Pr'))
    .map(equationText)
    .join('');

const cells = (row: XmlElement): string[] => childrenNamed(row, 'm:e').map(partText);

const script = (mark: string, text: string): string => (text === '' ? '' : mark + group(text));

function delimited(element: XmlElement, property: (name: string) => string | undefined): string {
  const inner = cells(element).join(property('m:sepChr') ?? '|');
  return `${property('m:begChr') ?? '('}${inner}${property('m:endChr') ?? ')'}`;
}

/** In brackets unless it is one name, one number or in brackets already. */
function group(text: string): string {
  const bare = /^([\p{L}\p{M}]|[\d.,]+)$/u.test(text) || [...text].length <= 1;
  return bare || isBracketed(text) ? text : `(${text})`;
}

function isBracketed(text: string): boolean {
  if (!text.startsWith('(') || !text.endsWith(')')) return false;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(') depth++;
    if (text[at] === ')' && --depth === 0) return at === text.length - 1;
  }
  return false;
}
