import { chosen } from '../xml/alternates.ts';
import { childrenOf, type XmlElement } from '../xml/tree.ts';

/** Elements that only wrap what they hold. */
const WRAPPERS = new Set(['w:sdt', 'w:sdtContent', 'w:customXml', 'w:ins', 'w:moveTo', 'w:smartTag']);

/** The children, those of wrappers in their place. */
export function unwrapped(element: XmlElement): XmlElement[] {
  return childrenOf(element).flatMap((child) => {
    if (child.name === 'mc:AlternateContent') return unwrapped(chosen(child) ?? { ...child, children: [] });
    return WRAPPERS.has(child.name) ? unwrapped(child) : [child];
  });
}
