import { type NumberStyle, numeral } from '../flow/numerals.ts';
import { withSymbols } from '../flow/symbols.ts';
import { childrenOf, type XmlElement } from '../xml/tree.ts';

type Level = {
  bullet: string | undefined;
  style: NumberStyle;
  prefix: string;
  suffix: string;
  /** `%1%.%2%.` of newer writers. */
  format: string | undefined;
  /** How many levels the number shows. */
  shown: number;
  start: number;
};

/** The levels of a list, from 1. */
export type ListStyle = ReadonlyMap<number, Level>;

const NUMBER_STYLES: Readonly<Record<string, NumberStyle>> = {
  '1': 'decimal',
  a: 'lowerLetter',
  A: 'upperLetter',
  i: 'lowerRoman',
  I: 'upperRoman',
};

export function listStyleOf(element: XmlElement): ListStyle {
  return new Map(
    childrenOf(element).map(({ attributes }): [number, Level] => [
      Number(attributes['text:level']),
      {
        bullet: attributes['text:bullet-char'],
        style: NUMBER_STYLES[attributes['style:num-format'] ?? ''] ?? 'none',
        prefix: attributes['style:num-prefix'] ?? '',
        suffix: attributes['style:num-suffix'] ?? '',
        format: attributes['style:num-list-format'],
        shown: Number(attributes['text:display-levels'] ?? 1) || 1,
        start: Number(attributes['text:start-value'] ?? 1),
      },
    ]),
  );
}

/** Numbers of a list's items so far, by level from 1. */
export type Counts = (number | undefined)[];

/** Counts an item on, and gives its label with the blank behind it. `start`: the number that the item asks for. */
export function nextLabel(
  style: ListStyle | undefined,
  level: number,
  counts: Counts,
  start?: number,
): string {
  const own = style?.get(level);
  counts[level] = start ?? (counts[level] ?? (own?.start ?? 1) - 1) + 1;
  counts.length = level + 1;
  if (!own) return '';
  const label =
    own.bullet !== undefined
      ? own.prefix + withSymbols(own.bullet) + own.suffix
      : numberLabel(own, style, level, counts);
  return label.trim() === '' ? '' : `${label} `;
}

function numberLabel(own: Level, style: ListStyle | undefined, level: number, counts: Counts): string {
  if (own.style === 'none') return '';
  const shown = (at: number) => numeral(counts[at] ?? style?.get(at)?.start ?? 1, style?.get(at)?.style);
  if (own.format !== undefined)
    return own.format.replace(/%(\d+)%/g, (_whole, at: string) => shown(Number(at)));
  const first = Math.max(1, level - own.shown + 1);
  const numbers = Array.from({ length: level - first + 1 }, (_none, index) => shown(first + index));
  return own.prefix + numbers.filter((number) => number !== '').join('.') + own.suffix;
}
