import { GLYPH_LIST } from './glyph-list.ts';
import { NAMES_WITHOUT_MEANING } from './names-without-meaning.ts';

let list: ReadonlyMap<string, number> | undefined;
let meaningless: ReadonlySet<string> | undefined;

/** No code point: a name that may have a meaning, but not one that is known here. */
export const UNTOLD = 0x110000;

/**
 * The code point that a glyph's name means; 0 for a name that means nothing to anybody, UNTOLD for one that may be in
 * the parts of the lists that are not kept here. Reads names as FreeType does, which PDFium asks: `uniXXXX`, `uXXXXX`
 * and what stands in the Adobe Glyph List, each also with a suffix (`a.sc`); names of ligatures' parts (`f_i`) mean
 * nothing to it.
 */
export function codePointOf(name: string): number {
  const numbered = numberedCodePoint(name);
  if (numbered !== 0) return numbered;
  list ??= readList(GLYPH_LIST);
  const dot = name.indexOf('.', 1);
  const base = dot < 0 ? name : name.slice(0, dot);
  return list.get(base) ?? (isMeaningless(base) ? 0 : UNTOLD);
}

/** Numbered glyphs but for those of ZapfDingbats (a11) and of the lists (afii57415, hiriq14), parts of ligatures, TeX. */
function isMeaningless(name: string): boolean {
  if (NUMBERED.test(name) || name.includes('_') || name === '.notdef') return true;
  meaningless ??= new Set(NAMES_WITHOUT_MEANING.trim().split(/\s+/));
  return meaningless.has(name);
}

const NUMBERED = /^(?:[b-z]|[A-Z]|[a-z]{2}|cid|gid|glyph|index)\d+$/;

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
