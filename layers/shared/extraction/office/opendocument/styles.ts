import type { TabStop } from '../flow/tab-stops.ts';
import { childOf, childrenNamed, childrenOf, descend, type XmlElement } from '../xml/tree.ts';
import { columnsOf } from './lengths.ts';
import { type ListStyle, listStyleOf } from './list-styles.ts';

type ParagraphStyle = {
  parent: string | undefined;
  newPage: boolean;
  tabs: TabStop[];
  list: string | undefined;
};

/** What a document's styles say that matters for its text. */
export type Styles = {
  paragraphs: Map<string, ParagraphStyle>;
  lists: Map<string, ListStyle>;
  outline: ListStyle | undefined;
  /** Styles of sheets and slides that are not shown. */
  hidden: Set<string>;
  /** Headers and footers of the page styles. */
  running: { role: 'header' | 'footer'; content: XmlElement }[];
};

export const newStyles = (): Styles => ({
  paragraphs: new Map(),
  lists: new Map(),
  outline: undefined,
  hidden: new Set(),
  running: [],
});

/** What has to be entered to meet styles. */
export const STYLE_CONTAINERS = [
  'office:document',
  'office:document-content',
  'office:document-styles',
  'office:styles',
  'office:automatic-styles',
  'office:master-styles',
];

/** Takes in one style; other elements say nothing. */
export function takeStyle(element: XmlElement, styles: Styles): void {
  const name = element.attributes['style:name'] ?? '';
  if (element.name === 'style:style') takeNamed(name, element, styles);
  if (element.name === 'text:list-style') styles.lists.set(name, listStyleOf(element));
  if (element.name === 'text:outline-style') styles.outline = listStyleOf(element);
  if (element.name !== 'style:master-page') return;
  for (const content of childrenOf(element)) {
    const role = /^style:(header|footer)/.exec(content.name)?.[1];
    if (role && content.attributes['style:display'] !== 'false')
      styles.running.push({ role: role === 'header' ? 'header' : 'footer', content });
  }
}

function takeNamed(name: string, element: XmlElement, styles: Styles): void {
  const family = element.attributes['style:family'];
  if (family === 'paragraph') {
    const properties = childOf(element, 'style:paragraph-properties');
    styles.paragraphs.set(name, {
      parent: element.attributes['style:parent-style-name'],
      newPage:
        properties?.attributes['fo:break-before'] === 'page' ||
        (element.attributes['style:master-page-name'] ?? '') !== '',
      tabs: childrenNamed(childOf(properties, 'style:tab-stops'), 'style:tab-stop').map(tabOf),
      list: element.attributes['style:list-style-name'],
    });
  }
  const isHidden =
    descend(element, 'style:table-properties')?.attributes['table:display'] === 'false' ||
    descend(element, 'style:drawing-page-properties')?.attributes['presentation:visibility'] === 'hidden';
  if (isHidden) styles.hidden.add(name);
}

/** The nearest tab stops that a style or one that it comes from has. */
export function tabsOf(styles: Styles, name: string | undefined): readonly TabStop[] {
  let style = styles.paragraphs.get(name ?? '');
  for (let step = 0; style && step < 20; step++) {
    if (style.tabs.length > 0) return style.tabs;
    style = styles.paragraphs.get(style.parent ?? '');
  }
  return [];
}

function tabOf({ attributes }: XmlElement): TabStop {
  const type = attributes['style:type'];
  return {
    at: columnsOf(attributes['style:position']),
    align: type === 'right' || type === 'char' ? 'right' : type === 'center' ? 'center' : 'left',
  };
}
