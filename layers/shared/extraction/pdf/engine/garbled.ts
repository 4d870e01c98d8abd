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

/** Words of four letters and more count: abbreviations and codes have no vowels either. */
const SHORTEST_WORD = 4;
const VOWELS = 'aeiouyæœøıáàâäãåāăąéèêëēėęěíìîïīįóòôöõőōúùûüűūůųýÿ';
/** Neither letter nor digit, nor what rules, leaders, amounts and sentences are made of. */
const SYMBOLS = /[!"#$%&'()*+/:;<=>?@[\\\]^`{|}~\u00a1-\u00bf\u00d7\u00f7]/;

/** What characters are, by their code: a table, as this is asked of every page. */
const LATIN = 1;
const VOWEL = 2;
const SYMBOL = 4;
const TABLE_END = 0x250;
const KINDS = Uint8Array.from({ length: TABLE_END }, (_none, code) => {
  const character = String.fromCharCode(code);
  const latin = /[A-Za-z\u00c0-\u024f]/.test(character) ? LATIN : 0;
  const vowel = VOWELS.includes(character.toLowerCase()) ? VOWEL : 0;
  return latin | vowel | (SYMBOLS.test(character) ? SYMBOL : 0);
});
const LETTER = /\p{L}/u;
const isOtherLetter = (code: number): boolean => code >= TABLE_END && LETTER.test(String.fromCharCode(code));

/**
 * Whether a page's text layer is no text: its fonts have no Unicode map, so that characters are unmapped, or are the
 * glyphs' numbers taken for letters, which no language's statistics fit.
 */
export function isGarbled(tokens: readonly PageToken[], characters: number, unmapped: number): boolean {
  if (unmapped > 0 && unmapped >= characters * UNMAPPED_SHARE) return true;
  const step = Math.max(1, Math.ceil(tokens.length / SAMPLE));
  const sample = tokens.filter((_token, index) => index % step === 0);
  return hasFewVowels(sample) || hasManySymbols(sample);
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

function hasFewVowels(tokens: readonly PageToken[]): boolean {
  let letters = 0;
  let vowels = 0;
  for (const { text } of tokens) {
    let start = 0;
    let own = 0;
    for (let at = 0; at <= text.length; at++) {
      const code = at < text.length ? text.charCodeAt(at) : 0;
      const kind = code < TABLE_END ? (KINDS[code] as number) : 0;
      if (kind & LATIN) {
        if (kind & VOWEL) own++;
        continue;
      }
      const isWord = at - start >= SHORTEST_WORD && !isOtherLetter(code);
      if (isWord && !isOtherLetter(text.charCodeAt(start - 1))) {
        letters += at - start;
        vowels += own;
      }
      start = at + 1;
      own = 0;
    }
  }
  return letters >= ENOUGH && vowels < letters * LEAST_VOWELS;
}

function hasManySymbols(tokens: readonly PageToken[]): boolean {
  let characters = 0;
  let symbols = 0;
  for (const { text } of tokens) {
    characters += text.length;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code < TABLE_END && (KINDS[code] as number) & SYMBOL) symbols++;
    }
  }
  return characters >= ENOUGH && symbols > characters * MOST_SYMBOLS;
}
