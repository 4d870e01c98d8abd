import { GLYPH_LIST } from './glyph-list.ts';
import { DINGBAT_GLYPHS } from './glyph-list-dingbats.ts';
import { EAST_ASIAN_GLYPHS } from './glyph-list-east-asian.ts';
import { OTHER_SCRIPTS_GLYPHS } from './glyph-list-other-scripts.ts';

let common: ReadonlyMap<string, number> | undefined;
/** Names that hardly any document has; read when one is not among the common ones. */
let rare: ReadonlyMap<string, number> | undefined;

/** No code point: a glyph of a font program that may have a meaning, but not one that is known here. */
export const UNTOLD = 0x110000;

/**
 * The code point that a glyph's name means; 0 for a name that means nothing. Reads names as FreeType does, which PDFium
 * asks: `uniXXXX`, `uXXXXX` and what Adobe's lists of Latin and other scripts and of dingbats have one character for,
 * each also with a suffix (`a.sc`); names of ligatures' parts (`f_i`) and of TeX's signs mean nothing to it.
 */
export function codePointOf(name: string): number {
  const numbered = numberedCodePoint(name);
  if (numbered !== 0) return numbered;
  common ??= readList(GLYPH_LIST);
  const dot = name.indexOf('.', 1);
  const base = dot < 0 ? name : name.slice(0, dot);
  const found = common.get(base);
  if (found !== undefined) return found;
  rare ??= readList(EAST_ASIAN_GLYPHS + OTHER_SCRIPTS_GLYPHS + DINGBAT_GLYPHS);
  return rare.get(base) ?? 0;
}

function numberedCodePoint(name: string): number {
  const digits = name.startsWith('uni') ? 3 : name.startsWith('u') ? 1 : -1;
  if (digits < 0) return 0;
  const dot = name.indexOf('.', 1);
  const end = dot < 0 ? name.length : dot;
  const count = end - digits;
  if (digits === 3 ? count !== 4 : count < 4 || count > 6) return 0;
  let code = 0;
  for (let at = digits; at < end; at++) {
    const digit = upperHexDigit(name.charCodeAt(at));
    if (digit < 0) return 0;
    code = code * 16 + digit;
  }
  return code;
}

const upperHexDigit = (code: number): number => {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  return code >= 0x41 && code <= 0x46 ? code - 55 : -1;
};

function readList(text: string): Map<string, number> {
  const codes = new Map<string, number>();
  let code = 0;
  for (const word of text.trim().split(/\s/)) {
    if (word.startsWith('#')) code = Number.parseInt(word.slice(1), 16) - 1;
    else if (word.startsWith('=')) codes.set(word.slice(1), code);
    else codes.set(word, ++code);
  }
  return codes;
}
