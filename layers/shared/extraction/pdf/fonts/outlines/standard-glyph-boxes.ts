import { standardFontName } from '../standard-fonts.ts';
import { CHARACTERS } from '../standard-widths.ts';
import type { GlyphBox } from './outline.ts';
import { ADDED, BOXES, DIGITS } from './standard-boxes.ts';

type BoxOfCharacter = (codePoint: number) => GlyphBox | undefined;

const tables = new Map<string, BoxOfCharacter>();

/** Boxes of the glyphs of PDFium's font for a standard font, or for one that it takes for such; else undefined. */
export function standardGlyphBoxes(name: string): BoxOfCharacter | undefined {
  const standard = standardFontName(name);
  if (!hasBoxes(standard)) return undefined;
  const known = tables.get(standard) ?? readBoxes(BOXES[standard]);
  tables.set(standard, known);
  return known;
}

const hasBoxes = (name: string): name is keyof typeof BOXES => Object.hasOwn(BOXES, name);

function readBoxes(text: string): BoxOfCharacter {
  const digits = text.replace(/\s/g, '');
  const boxes = new Map<number, GlyphBox>();
  for (let character = 0; character < CHARACTERS.length; character++) {
    const side = (index: number): number => {
      const at = character * 8 + index * 2;
      return DIGITS.indexOf(digits[at] ?? '') * 64 + DIGITS.indexOf(digits[at + 1] ?? '') - ADDED;
    };
    boxes.set(CHARACTERS.charCodeAt(character), [side(0), side(1), side(2), side(3)]);
  }
  return (codePoint) => boxes.get(codePoint);
}
