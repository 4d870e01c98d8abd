import { Damaged } from '../damaged.ts';
import type { Package } from '../package/open.ts';
import { readElements } from '../xml/tree.ts';
import { newStyles, STYLE_CONTAINERS, type Styles, takeStyle } from './styles.ts';

/** The styles of `styles.xml`; those of the content are taken in as it is read. A flat file has them all in one. */
export function readStyles(parts: Package, warnings: string[]): Styles {
  const styles = newStyles();
  if (!parts.has('styles.xml')) return styles;
  try {
    readElements(parts.read('styles.xml'), new Set(STYLE_CONTAINERS), (element) =>
      takeStyle(element, styles),
    );
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    warnings.push(
      `The styles are damaged (${error.message}); list numbers, headers or footers may be missing.`,
    );
  }
  return styles;
}
