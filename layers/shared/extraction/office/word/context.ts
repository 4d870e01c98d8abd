import type { Losses } from '../losses.ts';
import type { Package } from '../package/open.ts';
import type { Relationship } from '../package/relationships.ts';
import type { XmlElement } from '../xml/tree.ts';
import type { Fields } from './fields.ts';
import type { Numbering } from './numbering.ts';
import type { Styles } from './styles.ts';

/** What reading one part of a Word document needs to know and to remember. */
export type WordContext = {
  parts: Package;
  related: ReadonlyMap<string, Relationship>;
  styles: Styles;
  numbering: Numbering;
  fields: Fields;
  losses: Losses;
  /** Gives the mark of a note that is referred to here, and has its text written in its place. */
  refer(kind: 'footnote' | 'endnote', id: string): string;
  /** Text boxes, charts and diagrams anchored in the paragraph at hand; written behind it. */
  anchored: XmlElement[];
};
