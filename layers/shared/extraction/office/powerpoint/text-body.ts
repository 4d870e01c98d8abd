import { type NumberStyle, numeral } from '../flow/numerals.ts';
import { withSymbols } from '../flow/symbols.ts';
import { expandTabs } from '../flow/tab-stops.ts';
import { equationText } from '../math/equation.ts';
import { chosen } from '../xml/alternates.ts';
import { childOf, childrenNamed, childrenOf, textOf, type XmlElement } from '../xml/tree.ts';

const INDENT = 2;

/** Counts list items level by level. */
type Counter = { type: string; value: number };

/** The lines of a shape's or cell's text, bullets and numbers as given with its paragraphs. */
export function bodyLines(body: XmlElement | undefined): string[] {
  const counters: (Counter | undefined)[] = [];
  return childrenNamed(body, 'a:p').flatMap((paragraph) => {
    const properties = childOf(paragraph, 'a:pPr');
    const level = Math.min(Math.max(Number(properties?.attributes.lvl ?? 0) || 0, 0), 8);
    const text = paragraphText(paragraph).trim();
    if (text === '') return [];
    counters.length = level + 1;
    const label = labelOf(properties, counters, level);
    return expandTabs(`${' '.repeat(level * INDENT)}${label}${text}`, []).split('\n');
  });
}

function paragraphText(paragraph: XmlElement): string {
  return childrenOf(paragraph)
    .map((child): string => {
      if (child.name === 'a:r' || child.name === 'a:fld')
        return textOf(childOf(child, 'a:t')).replaceAll('\u000b', '\n');
      if (child.name === 'a:br') return '\n';
      if (child.name === 'a14:m' || child.name.startsWith('m:oMath')) return equationText(child);
      if (child.name !== 'mc:AlternateContent') return '';
      const choice = chosen(child);
      return choice ? paragraphText(choice) : '';
    })
    .join('');
}

function labelOf(
  properties: XmlElement | undefined,
  counters: (Counter | undefined)[],
  level: number,
): string {
  const bullet = childOf(properties, 'a:buChar')?.attributes.char;
  const numbered = childOf(properties, 'a:buAutoNum');
  const { type = '', startAt = '1' } = numbered?.attributes ?? {};
  const before = counters[level];
  counters[level] = numbered
    ? { type, value: before?.type === type ? before.value + 1 : Number(startAt) || 1 }
    : undefined;
  if (bullet) return `${withSymbols(bullet, childOf(properties, 'a:buFont')?.attributes.typeface)} `;
  return numbered ? `${autoNumber(counters[level]?.value ?? 1, type)} ` : '';
}

/** `arabicPeriod`, `alphaLcParenBoth` … (ECMA-376 part 1, 20.1.10.61). */
function autoNumber(value: number, type: string): string {
  const style: NumberStyle = type.startsWith('alphaLc')
    ? 'lowerLetter'
    : type.startsWith('alphaUc')
      ? 'upperLetter'
      : type.startsWith('romanLc')
        ? 'lowerRoman'
        : type.startsWith('romanUc')
          ? 'upperRoman'
          : 'decimal';
  const number = numeral(value, style);
  if (type.endsWith('ParenBoth')) return `(${number})`;
  if (type.endsWith('ParenR')) return `${number})`;
  return type.endsWith('Plain') ? number : `${number}.`;
}
