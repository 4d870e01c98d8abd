import type { PageToken } from '../layout/types.ts';
import { isUnmapped } from './character-kinds.ts';

/** Share of characters without a Unicode meaning from which a page's text is worth nothing. */
const UNMAPPED_SHARE = 0.1;
/** Share from which not even words without such characters are to be trusted: they have them by chance. */
const MOSTLY_UNMAPPED = 0.5;
/** Tokens of a page whose statistics are looked at, spread over it. */
const SAMPLE = 400;
/** Letters or characters that the sample must have before its statistics say anything. */
const ENOUGH = 120;
/** Languages in Latin letters have 34 % to 48 % vowels; glyph numbers taken for letters have some 14 %. */
const LEAST_VOWELS = 0.24;
/** Symbols among all characters; a page of formulas or program text has up to 30 %. */
const MOST_SYMBOLS = 0.5;

/** Words of four letters and more: abbreviations and codes have no vowels either. */
const LATIN_WORD = /(?<!\p{L})[A-Za-z\u00c0-\u024f]{4,}(?!\p{L})/gu;
const VOWELS = /[aeiouyæœøıáàâäãåāăąéèêëēėęěíìîïīįóòôöõőōúùûüűūůųýÿ]/gi;
/** Neither letter nor digit, nor what rules, leaders, amounts and sentences are made of. */
const SYMBOLS = /[!"#$%&'()*+/:;<=>?@[\\\]^`{|}~\u00a1-\u00bf\u00d7\u00f7]/g;

/**
 * Whether a page's text layer is no text: its fonts have no Unicode map, so that characters are unmapped, or are the
 * glyphs' numbers taken for letters, which no language's statistics fit.
 */
export function isGarbled(tokens: readonly PageToken[], characters: number, unmapped: number): boolean {
  if (unmapped > 0 && unmapped >= characters * UNMAPPED_SHARE) return true;
  const step = Math.max(1, Math.ceil(tokens.length / SAMPLE));
  const sample = tokens.filter((_token, index) => index % step === 0).map(({ text }) => text);
  return hasFewVowels(sample.join(' ')) || hasManySymbols(sample.join(''));
}

/** What is text of a garbled page: often only one of its fonts has no Unicode map. */
export function legibleTokens(
  tokens: readonly PageToken[],
  characters: number,
  unmapped: number,
): readonly PageToken[] {
  if (unmapped >= characters * MOSTLY_UNMAPPED) return [];
  const legible = tokens.filter(({ text }) => !hasUnmapped(text));
  return isGarbled(legible, 1, 0) ? [] : legible;
}

function hasUnmapped(text: string): boolean {
  for (let unit = 0; unit < text.length; unit++) if (isUnmapped(text.charCodeAt(unit))) return true;
  return false;
}

function hasFewVowels(text: string): boolean {
  const letters = (text.match(LATIN_WORD) ?? []).join('');
  return letters.length >= ENOUGH && (letters.match(VOWELS)?.length ?? 0) < letters.length * LEAST_VOWELS;
}

const hasManySymbols = (text: string): boolean =>
  text.length >= ENOUGH && (text.match(SYMBOLS)?.length ?? 0) > text.length * MOST_SYMBOLS;
