import type { Losses } from '../losses.ts';
import type { Package } from '../package/open.ts';
import type { XmlElement } from '../xml/tree.ts';
import type { Counts } from './list-styles.ts';
import type { Styles } from './styles.ts';

/** What reading OpenDocument text needs to know and to remember. */
export type OpenContext = {
  parts: Package;
  styles: Styles;
  losses: Losses;
  /** Gives the mark of a note and has its lines written in their place. */
  refer(note: XmlElement): string;
  /** Text boxes and other drawings of the paragraph at hand. */
  anchored: XmlElement[];
  /** Where the lists of a style, or with an id, have got to. */
  counts: Map<string, Counts>;
  outline: Counts;
};

export const newContext = (parts: Package, styles: Styles, losses: Losses): OpenContext => ({
  parts,
  styles,
  losses,
  refer: () => '',
  anchored: [],
  counts: new Map(),
  outline: [],
});
