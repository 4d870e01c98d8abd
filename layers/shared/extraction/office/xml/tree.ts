import type { Attributes } from './names.ts';
import { parseXml } from './parse.ts';

export type XmlElement = { name: string; attributes: Attributes; children: (XmlElement | string)[] };

/**
 * Reads XML element by element: the document is entered through the elements that `enter` names, and every other one
 * that is met there is handed over whole, and then forgotten.
 *
 * @throws as `parseXml`; what came before has been handed over then.
 */
export function readElements(
  pieces: Iterable<Uint8Array>,
  enter: ReadonlySet<string>,
  onElement: (element: XmlElement, parent: string) => void,
  onLeave?: (name: string) => void,
  onEnter?: (name: string, attributes: Attributes) => void,
): void {
  const open: XmlElement[] = [];
  const entered: string[] = [];
  parseXml(pieces, {
    open(name, attributes) {
      const within = open.at(-1);
      if (!within && enter.has(name)) {
        entered.push(name);
        onEnter?.(name, attributes);
        return;
      }
      const element = { name, attributes, children: [] };
      within?.children.push(element);
      open.push(element);
    },
    close() {
      const element = open.pop();
      if (!element) onLeave?.(entered.pop() ?? '');
      else if (open.length === 0) onElement(element, entered.at(-1) ?? '');
    },
    text(text) {
      open.at(-1)?.children.push(text);
    },
  });
}

/** The first child element of that name. */
export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  if (element)
    for (const child of element.children) if (typeof child !== 'string' && child.name === name) return child;
  return undefined;
}

export const childrenOf = (element: XmlElement | undefined): XmlElement[] =>
  element ? element.children.filter((child) => typeof child !== 'string') : [];

export const childrenNamed = (element: XmlElement | undefined, name: string): XmlElement[] =>
  childrenOf(element).filter((child) => child.name === name);

/** The element at the end of a path of names. */
export const descend = (element: XmlElement | undefined, ...path: string[]): XmlElement | undefined =>
  path.reduce(childOf, element);

/** All elements of that name within, in document order; not those within one of them. */
export function findAll(element: XmlElement, name: string, found: XmlElement[] = []): XmlElement[] {
  for (const child of element.children) {
    if (typeof child === 'string') continue;
    if (child.name === name) found.push(child);
    else findAll(child, name, found);
  }
  return found;
}

/** All text within, as it is. */
export function textOf(element: XmlElement | undefined): string {
  if (!element) return '';
  return element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}

/** An attribute that says yes or no (`w:val`, `val`), whose absence means yes. */
export const isOn = (element: XmlElement | undefined, attribute: string): boolean =>
  element !== undefined && !['0', 'false', 'off', 'none'].includes(element.attributes[attribute] ?? 'true');
