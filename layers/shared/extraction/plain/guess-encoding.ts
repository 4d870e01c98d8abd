import { decodeLeniently, decodeStrictly } from './eight-bit.ts';
import { COMMON_HAN, COMMON_HANGUL, LANGUAGES, type Language } from './letter-statistics.ts';

/** Bytes beyond ASCII that are looked at, with what stands around them. */
const SAMPLE = 8192;
const MULTI_BYTE = ['shift_jis', 'euc-jp', 'gb18030', 'big5', 'euc-kr'] as const;
/** What typographers use in any language. */
const PUNCTUATION = /[“”„‘’‚«»‹›–—…•·€£©®™§†‡°\u00a0½²³№]/;
const PUNCTUATION_WORTH = 0.4;
const FOREIGN_LETTER = -1;
const FOREIGN_SIGN = -2;
const NO_CHARACTER = -6;
/** A sign between letters, a capital behind a small letter. */
const ODD_PLACE = -2;
/** Of a language's encodings a later one must be better by this. */
const LATER_ENCODING = 0.08;

const IS_LATIN = /\p{Script=Latin}/u;

type Guess = { encoding: string; worth: number };

/**
 * The encoding of a text that is neither UTF-8 nor says what it is: the one in which most of its characters beyond
 * ASCII are letters that some language writes often. The more usual encoding wins a tie.
 */
export function guessEncoding(bytes: Uint8Array): string {
  const sample = sampleOf(bytes);
  let best: Guess = { encoding: 'windows-1252', worth: Number.NEGATIVE_INFINITY };
  for (const guess of guesses(sample)) if (guess.worth > best.worth + 1e-9) best = guess;
  return best.encoding;
}

function* guesses(sample: Uint8Array): Generator<Guess> {
  const texts = new Map<string, string>();
  for (const language of LANGUAGES)
    for (const [rank, encoding] of language.encodings.entries()) {
      const text = texts.get(encoding) ?? decodeLeniently(encoding, sample);
      texts.set(encoding, text);
      yield { encoding, worth: worthOf(text, language) - rank * LATER_ENCODING };
    }
  for (const encoding of MULTI_BYTE) {
    const text = decodeStrictly(encoding, sample);
    if (text !== undefined) yield { encoding, worth: eastAsianWorth(text) };
  }
}

/** Mean worth of the characters beyond ASCII in a language. */
function worthOf(text: string, { letters }: Language): number {
  let sum = 0;
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if (character < '\u0080') continue;
    count++;
    sum += isAlone(text, at) ? 0 : characterWorth(character, letters) + placeWorth(text, at, character);
  }
  return count > 0 ? sum / count : 0;
}

/** A letter beside no other is no word of a language, so says nothing of it. */
const isAlone = (text: string, at: number): boolean =>
  /\p{L}/u.test(text[at] ?? '') && !/\p{L}/u.test(text[at - 1] ?? ' ') && !/\p{L}/u.test(text[at + 1] ?? ' ');

function characterWorth(character: string, letters: string): number {
  const small = character.toLowerCase();
  const rank = letters.indexOf(small);
  const steepness = IS_LATIN.test(character) ? 1 : 2;
  const worth = rank < 0 ? undefined : 2 - (steepness * rank) / letters.length;
  // Capitals are rarer, and one encoding's small letters are another's capitals.
  if (worth !== undefined) return small === character ? worth : worth * 0.8;
  if (PUNCTUATION.test(character)) return PUNCTUATION_WORTH;
  if (/[\u0080-\u009f\ufffd\ue000-\uf8ff]/.test(character)) return NO_CHARACTER;
  return /[\p{L}\p{M}]/u.test(character) ? FOREIGN_LETTER : FOREIGN_SIGN;
}

function placeWorth(text: string, at: number, character: string): number {
  const before = text[at - 1] ?? ' ';
  const after = text[at + 1] ?? ' ';
  if (PUNCTUATION.test(character) || /\p{M}/u.test(character)) return 0;
  if (!/\p{L}/u.test(character)) return /\p{L}/u.test(before + after) ? ODD_PLACE : 0;
  if (!IS_LATIN.test(character) && /[a-z]/i.test(before + after)) return ODD_PLACE;
  if (/\p{Lu}/u.test(character)) return /\p{Ll}/u.test(before) ? ODD_PLACE : 0;
  return /\p{Lu}/u.test(before) && /\p{Lu}/u.test(after) ? ODD_PLACE : 0;
}

function eastAsianWorth(text: string): number {
  let sum = 0;
  let count = 0;
  for (const character of text) {
    if (character < '\u0080') continue;
    count++;
    if (/[\p{Script=Hiragana}\u30a0-\u30ff]/u.test(character)) sum += 2;
    else if (COMMON_HANGUL.has(character)) sum += 2;
    else if (/[\uac00-\ud7a3]/.test(character)) sum += 1;
    else if (COMMON_HAN.has(character)) sum += 2;
    else if (/[\u3000-\u303f\uff01-\uff5e]/.test(character)) sum += 0.8;
    else if (/[\u4e00-\u9fff]/.test(character)) sum += 0.5;
    else if (/[\uff61-\uff9f]/.test(character)) sum -= 1;
    else if (/[\ue000-\uf8ff\ufffd]/.test(character)) sum += NO_CHARACTER;
    else sum -= 1;
  }
  return count > 0 ? sum / count : 0;
}

/** From the first byte beyond ASCII on, whole lines' worth of text. */
function sampleOf(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte >= 0x80);
  if (first < 0) return bytes.subarray(0, SAMPLE);
  const lineStart = bytes.lastIndexOf(10, first) + 1;
  const start = first - lineStart > 256 ? first : lineStart;
  const dense: number[] = [];
  // Long stretches of ASCII say nothing: only lines with other bytes are taken.
  for (let at = start; at < bytes.length && dense.length < SAMPLE; ) {
    const newline = bytes.indexOf(10, at);
    const end = newline < 0 ? bytes.length : newline + 1;
    const line = bytes.subarray(at, Math.min(end, at + SAMPLE));
    if (line.some((byte) => byte >= 0x80)) for (const byte of line) dense.push(byte);
    at = end;
  }
  return Uint8Array.from(dense);
}
