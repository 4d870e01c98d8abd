import { Refusal } from '../../conversion/protocol.ts';
import type { Attributes } from './names.ts';
import { parseXml } from './parse.ts';

/** Elements within one that is handed over whole, which is a table at most; a few hundred bytes each. */
const MOST_ELEMENTS = 1_500_000;

export type XmlElement = { name: string; attributes: Attributes; children: (XmlElement | string)[] };

/**
 * Reads XML element by element: the document is entered through the elements that `enter` names, and every other one
 * that is met there is handed over whole, and then forgotten.
 *
 * @throws as `parseXml`, and Refusal `limit_exceeded` for an element with too many others in it; what came before has
 * been handed over then.
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
  let within = 0;
  parseXml(pieces, {
    open(name, attributes) {
      const parent = open.at(-1);
      if (!parent && enter.has(name)) {
        entered.push(name);
        onEnter?.(name, attributes);
        return;
      }
      within = parent ? within + 1 : 0;
      if (within > MOST_ELEMENTS) throw tooMany();
      const element = { name, attributes, children: [] };
      if (parent) append(parent, element);
      open.push(element);
    },
    close() {
      const element = open.pop();
      if (!element) onLeave?.(entered.pop() ?? '');
      else if (open.length === 0) onElement(element, entered.at(-1) ?? '');
    },
    text(text) {
      const parent = open.at(-1);
      if (parent) append(parent, text);
    },
  });
}

const tooMany = () =>
  new Refusal(
    'limit_exceeded',
    `A table or another part of the file holds more than ${MOST_ELEMENTS} elements. Split it.`,
  );

/** Most elements have one child, and an array that was pushed to has room for seventeen. */
function append(element: XmlElement, child: XmlElement | string): void {
  if (element.children.length === 0) element.children = [child];
  else element.children.push(child);
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
