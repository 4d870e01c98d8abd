import type { TabStop } from '../flow/tab-stops.ts';
import type { Package } from '../package/open.ts';
import { childOf, childrenNamed, isOn, readElements, type XmlElement } from '../xml/tree.ts';

/** What a paragraph's style, or the paragraph itself, says that matters for its text. */
export type ParagraphStyle = {
  numbering?: { id?: string; level?: number };
  tabs: readonly TabStop[];
  heading: boolean;
  newPage: boolean;
};

type OwnStyle = ParagraphStyle & { basedOn: string | undefined };

export type Styles = {
  /** The style of that id, all that it is based on included; the default one without an id. */
  get(id: string | undefined): ParagraphStyle;
};

const NOTHING: ParagraphStyle = { tabs: [], heading: false, newPage: false };
const LONGEST_CHAIN = 30;
/** Twentieths of a point in a column of text: twelve characters an inch. */
const TWIPS_PER_COLUMN = 120;

/** @throws Damaged, Refusal */
export function readStyles(parts: Package, part: string | undefined): Styles {
  const styles = new Map<string, OwnStyle>();
  let standard: string | undefined;
  if (part)
    readElements(parts.read(part), new Set(['w:styles']), (element) => {
      const id = element.attributes['w:styleId'];
      if (element.name !== 'w:style' || id === undefined || element.attributes['w:type'] !== 'paragraph')
        return;
      if (['1', 'true', 'on'].includes(element.attributes['w:default'] ?? '')) standard = id;
      const basedOn = childOf(element, 'w:basedOn')?.attributes['w:val'];
      const own = styleOf(childOf(element, 'w:pPr'));
      const named = /^(heading \d|title$)/i.test(childOf(element, 'w:name')?.attributes['w:val'] ?? '');
      styles.set(id, { ...own, heading: own.heading || named, basedOn });
    });
  const known = new Map<string, ParagraphStyle>();
  return {
    get(id = standard) {
      if (id === undefined) return NOTHING;
      let style = known.get(id);
      if (!style) {
        style = resolve(id, styles);
        known.set(id, style);
      }
      return style;
    },
  };
}

/** What a `w:pPr` says by itself. */
export function styleOf(properties: XmlElement | undefined): ParagraphStyle {
  const numbering = childOf(properties, 'w:numPr');
  const id = childOf(numbering, 'w:numId')?.attributes['w:val'];
  const level = childOf(numbering, 'w:ilvl')?.attributes['w:val'];
  const outline = Number(childOf(properties, 'w:outlineLvl')?.attributes['w:val'] ?? 9);
  return {
    ...(numbering && {
      numbering: {
        ...(id !== undefined && { id }),
        ...(level !== undefined && { level: Number(level) || 0 }),
      },
    }),
    tabs: tabsOf(childOf(properties, 'w:tabs')),
    heading: outline < 9,
    newPage: isOn(childOf(properties, 'w:pageBreakBefore'), 'w:val'),
  };
}

/** One style over another. */
export function over(style: ParagraphStyle, below: ParagraphStyle): ParagraphStyle {
  return {
    ...(style.numbering || below.numbering ? { numbering: { ...below.numbering, ...style.numbering } } : {}),
    tabs: style.tabs.length > 0 ? style.tabs : below.tabs,
    heading: style.heading || below.heading,
    newPage: style.newPage || below.newPage,
  };
}

function resolve(id: string, styles: ReadonlyMap<string, OwnStyle>): ParagraphStyle {
  let style: ParagraphStyle = NOTHING;
  let next: string | undefined = id;
  for (let step = 0; next !== undefined && step < LONGEST_CHAIN; step++) {
    const own: OwnStyle | undefined = styles.get(next);
    if (!own) break;
    style = over(style, own);
    next = own.basedOn;
  }
  return style;
}

function tabsOf(element: XmlElement | undefined): TabStop[] {
  return childrenNamed(element, 'w:tab')
    .map(({ attributes }) => ({
      at: Math.round(Number(attributes['w:pos']) / TWIPS_PER_COLUMN),
      kind: attributes['w:val'] ?? 'left',
    }))
    .filter(({ at, kind }) => at > 0 && kind !== 'clear' && kind !== 'bar')
    .map(({ at, kind }): TabStop => ({ at, align: kind === 'center' ? 'center' : alignOf(kind) }))
    .sort((a, b) => a.at - b.at);
}

const alignOf = (kind: string): TabStop['align'] =>
  ['right', 'end', 'decimal'].includes(kind) ? 'right' : 'left';
