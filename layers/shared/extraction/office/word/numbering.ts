import { type NumberStyle, numeral } from '../flow/numerals.ts';
import { withSymbols } from '../flow/symbols.ts';
import type { Package } from '../package/open.ts';
import { childOf, childrenNamed, isOn, readElements, type XmlElement } from '../xml/tree.ts';

type Level = {
  start: number;
  style: string;
  text: string;
  font: string | undefined;
  legal: boolean;
  /** The level, from 1, whose items restart this one; 0: none does. */
  restart: number | undefined;
  glued: boolean;
};
type List = { abstract: string; starts: Map<number, number>; levels: Map<number, Level> };

/** `label` ends with the blank that parts it from the text. */
export type Item = { label: string; level: number };

export type Numbering = {
  /** Counts one item of a list on and gives its label; undefined for what is no list (id 0 takes numbers away). */
  next(listId: string, level: number): Item | undefined;
};

const LEVELS = 9;

/** Lists of a Word document (`numbering.xml`, ECMA-376 part 1, 17.9). @throws Damaged, Refusal */
export function readNumbering(parts: Package, part: string | undefined): Numbering {
  const abstracts = new Map<string, { levels: Map<number, Level>; link: string | undefined }>();
  /** Levels that a list style owns, for the lists that only name it. */
  const styled = new Map<string, Map<number, Level>>();
  const lists = new Map<string, List>();
  if (part)
    readElements(parts.read(part), new Set(['w:numbering']), (element) => {
      if (element.name === 'w:abstractNum') {
        const levels = levelsOf(element);
        const link = childOf(element, 'w:numStyleLink')?.attributes['w:val'];
        const owner = childOf(element, 'w:styleLink')?.attributes['w:val'];
        abstracts.set(element.attributes['w:abstractNumId'] ?? '', { levels, link });
        if (owner !== undefined) styled.set(owner, levels);
      }
      if (element.name === 'w:num') lists.set(element.attributes['w:numId'] ?? '', listOf(element));
    });
  const counts = new Map<string, number[]>();
  const begun = new Set<string>();
  const levelOf = (list: List, level: number): Level | undefined => {
    const abstract = abstracts.get(list.abstract);
    const own = list.levels.get(level) ?? abstract?.levels.get(level);
    return own ?? styled.get(abstract?.link ?? '')?.get(level);
  };
  return {
    next(listId, wanted) {
      const list = lists.get(listId);
      const level = Math.min(Math.max(wanted, 0), LEVELS - 1);
      const definition = list && levelOf(list, level);
      if (!list || !definition) return undefined;
      const values = counts.get(list.abstract) ?? [];
      counts.set(list.abstract, values);
      const start = list.starts.get(level);
      const key = `${listId} ${level}`;
      if (start !== undefined && !begun.has(key)) values[level] = start;
      else values[level] = (values[level] ?? definition.start - 1) + 1;
      begun.add(key);
      for (let deeper = level + 1; deeper < LEVELS; deeper++) {
        const restart = levelOf(list, deeper)?.restart;
        if (restart === undefined || level < restart) delete values[deeper];
      }
      return { label: labelOf(definition, (index) => [values[index], levelOf(list, index)]), level };
    },
  };
}

function labelOf(level: Level, countOf: (index: number) => [number | undefined, Level | undefined]): string {
  const text =
    level.style === 'bullet'
      ? withSymbols(level.text, level.font)
      : level.text.replace(/%([1-9])/g, (_whole, digit: string) => {
          const [value, counted] = countOf(Number(digit) - 1);
          const style = level.legal ? 'decimal' : counted?.style;
          return numeral(value ?? counted?.start ?? 1, style as NumberStyle | undefined);
        });
  return text.trim() === '' ? '' : text + (level.glued ? '' : ' ');
}

function listOf(element: XmlElement): List {
  const starts = new Map<number, number>();
  const levels = new Map<number, Level>();
  for (const override of childrenNamed(element, 'w:lvlOverride')) {
    const level = Number(override.attributes['w:ilvl']);
    const start = childOf(override, 'w:startOverride')?.attributes['w:val'];
    if (start !== undefined) starts.set(level, Number(start) || 0);
    for (const [index, own] of levelsOf(override)) levels.set(index, own);
  }
  return { abstract: childOf(element, 'w:abstractNumId')?.attributes['w:val'] ?? '', starts, levels };
}

function levelsOf(element: XmlElement): Map<number, Level> {
  return new Map(
    childrenNamed(element, 'w:lvl').map((level): [number, Level] => {
      const value = (name: string) => childOf(level, name)?.attributes['w:val'];
      const restart = value('w:lvlRestart');
      const fonts = childOf(childOf(level, 'w:rPr'), 'w:rFonts')?.attributes;
      return [
        Number(level.attributes['w:ilvl']),
        {
          start: Number(value('w:start') ?? 1) || 0,
          style: value('w:numFmt') ?? 'decimal',
          text: value('w:lvlText') ?? '',
          font: fonts?.['w:ascii'] ?? fonts?.['w:hAnsi'],
          legal: isOn(childOf(level, 'w:isLgl'), 'w:val'),
          restart: restart === undefined ? undefined : Number(restart),
          glued: value('w:suff') === 'nothing',
        },
      ];
    }),
  );
}
