import { Damaged } from '../damaged.ts';
import type { Package } from '../package/open.ts';
import { findAll, readElements, textOf, type XmlElement } from '../xml/tree.ts';

/** The texts of a SmartArt diagram, in the order of its data; a broken one gives none. */
export function diagramLines(parts: Package, part: string): string[] {
  const lines: string[] = [];
  try {
    readElements(parts.read(part), new Set(['dgm:dataModel', 'dgm:ptLst']), (element) => {
      if (element.name === 'dgm:pt') lines.push(...findAll(element, 'a:p').map(paragraphText));
    });
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
  }
  return lines.filter((line) => line !== '');
}

const paragraphText = (paragraph: XmlElement): string =>
  findAll(paragraph, 'a:t').map(textOf).join('').trim();
