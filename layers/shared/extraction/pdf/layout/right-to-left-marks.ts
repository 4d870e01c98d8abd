import type { Token } from './types.ts';

/** Marks that end a sentence or clause; left of a number in right-to-left text they are behind it. */
const ENDING = /^([.,:;!?%\u060c\u061b\u061f\u066a\u2026]+)(?=.*[\p{L}\p{N}])/u;
/** A plus that is drawn right of its number. */
const SIGN = /^(\p{N}[\p{N}.,-]*)\+$/u;
const ANY_RIGHT_TO_LEFT = /[\u0590-\u065f\u066a-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

const MIRRORED: Record<string, string> = {
  '(': ')',
  ')': '(',
  '[': ']',
  ']': '[',
  '{': '}',
  '}': '{',
  '«': '»',
  '»': '«',
};
const BRACKET = /[()[\]{}«»]/g;
/** A bracket that opens before a word or closes behind one, and one that does neither. */
const RIGHT_WAY = /(?:^|[^\p{L}\p{N}])[([{«](?=[\p{L}\p{N}])|[\p{L}\p{N}][)\]}»](?=$|[^\p{L}\p{N}])/gu;
const WRONG_WAY = /(?:^|[^\p{L}\p{N}])[)\]}»](?=[\p{L}\p{N}])|[\p{L}\p{N}][([{«](?=$|[^\p{L}\p{N}])/gu;

/**
 * In right-to-left text the full stop behind a number or a Latin run stands left of it. Moves such marks from the
 * first token of a block to the end of its last one, and a plus to the front of its number.
 */
export function moveEdgeMarks(block: readonly Token[]): Token[] {
  const [first] = block;
  if (!first || block.some(({ text }) => ANY_RIGHT_TO_LEFT.test(text))) return [...block];
  const marks = ENDING.exec(first.text)?.[1] ?? '';
  return block.map((token, index) => {
    let { text } = token;
    if (index === 0) text = text.slice(marks.length);
    if (index === block.length - 1) text = text.replace(SIGN, '+$1') + marks;
    return text === token.text ? token : { ...token, text };
  });
}

/** Files give brackets of right-to-left text by their shape or by their meaning; mirrors them when most are wrong. */
export function mirrorBrackets(tokens: readonly Token[]): readonly Token[] {
  const text = tokens.map((token) => token.text).join(' ');
  if (count(text, WRONG_WAY) <= count(text, RIGHT_WAY)) return tokens;
  return tokens.map((token) => ({
    ...token,
    text: token.text.replace(BRACKET, (bracket) => MIRRORED[bracket] ?? bracket),
  }));
}

const count = (text: string, pattern: RegExp): number => [...text.matchAll(pattern)].length;
