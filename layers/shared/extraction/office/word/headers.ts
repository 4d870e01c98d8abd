import type { PageLine } from '../../assemble.ts';
import { Damaged } from '../damaged.ts';
import { relationshipsOf } from '../package/relationships.ts';
import { childOf, childrenOf, isOn, readElements, type XmlElement } from '../xml/tree.ts';
import { blockLines } from './blocks.ts';
import type { WordContext } from './context.ts';

/** Headers and footers of all sections. Each text is given once, however many sections and pages have it. */
export type RunningParts = { header: string[]; footer: string[] };

/** Notes which headers and footers a section shows: that of first pages only when they are different ones. */
export function noteRunningParts(
  section: XmlElement,
  context: WordContext,
  evenAndOdd: boolean,
  found: RunningParts,
): void {
  const titlePage = isOn(childOf(section, 'w:titlePg'), 'w:val');
  for (const { name, attributes } of childrenOf(section)) {
    const role = name === 'w:headerReference' ? 'header' : 'footer';
    if (name !== 'w:headerReference' && name !== 'w:footerReference') continue;
    const type = attributes['w:type'] ?? 'default';
    if ((type === 'first' && !titlePage) || (type === 'even' && !evenAndOdd)) continue;
    const part = context.related.get(attributes['r:id'] ?? '')?.target;
    if (part && !found[role].includes(part)) found[role].push(part);
  }
}

/** The lines of these parts, each text once. */
export function runningLines(
  role: 'header' | 'footer',
  parts: readonly string[],
  context: WordContext,
  warn: (warning: string) => void,
): PageLine[] {
  const texts = new Set(parts.map((part) => linesOf(part, context, warn).join('\n')));
  return [...texts]
    .filter((text) => text !== '')
    .flatMap((text) => text.split('\n').map((line): PageLine => ({ text: line, place: role, role })));
}

function linesOf(part: string, context: WordContext, warn: (warning: string) => void): string[] {
  const own: WordContext = { ...context, related: relationshipsOf(context.parts, part), anchored: [] };
  const root: XmlElement = { name: '', attributes: {}, children: [] };
  try {
    readElements(context.parts.read(part), new Set(['w:hdr', 'w:ftr']), (block) => root.children.push(block));
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    warn(`A header or footer is missing: ${part} cannot be read (${error.message}).`);
  }
  return blockLines(root, own).lines;
}
