import type { Token } from './types.ts';

/** Hebrew, Arabic, Syriac, Thaana, NKo and their presentation forms. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const LEFT_TO_RIGHT = /[A-Za-z\u00c0-\u058f\u0900-\u1fff\u3040-\ud7ff]/;

/**
 * Tokens of one segment, given from left to right, in the order in which they are read. (The letters inside a token
 * are in reading order already.) Follows the visual reordering of the Unicode bidirectional algorithm (UAX #9, L2)
 * on whole words: numbers and Latin words keep their direction inside right-to-left text and the other way round.
 */
export function inReadingDirection(tokens: readonly Token[]): readonly Token[] {
  if (!tokens.some((token) => RIGHT_TO_LEFT.test(token.text))) return tokens;
  const letters = tokens.map((token) => (RIGHT_TO_LEFT.test(token.text) ? 'rtl' : directionOf(token.text)));
  const rtl = count(letters, 'rtl');
  const ltr = count(letters, 'ltr');
  return rtl >= ltr ? reverseRuns([...tokens].reverse(), 'rtl') : reverseRuns(tokens, 'ltr');
}

const directionOf = (text: string): 'ltr' | 'neutral' =>
  LEFT_TO_RIGHT.test(text) || /\d/.test(text) ? 'ltr' : 'neutral';

const count = (all: readonly string[], wanted: string): number => all.filter((one) => one === wanted).length;

/** Turns each run of words that goes against the paragraph's direction back into its own. */
function reverseRuns(tokens: readonly Token[], base: 'rtl' | 'ltr'): Token[] {
  const against = (token: Token) =>
    base === 'ltr'
      ? RIGHT_TO_LEFT.test(token.text)
      : !RIGHT_TO_LEFT.test(token.text) && directionOf(token.text) === 'ltr';
  const ordered: Token[] = [];
  let run: Token[] = [];
  let neutral: Token[] = [];
  const flush = () => {
    ordered.push(...run.reverse(), ...neutral);
    run = [];
    neutral = [];
  };
  for (const token of tokens) {
    if (against(token)) {
      run.push(...neutral, token);
      neutral = [];
    } else if (run.length > 0 && !RIGHT_TO_LEFT.test(token.text) && directionOf(token.text) === 'neutral') {
      neutral.push(token);
    } else {
      flush();
      ordered.push(token);
    }
  }
  flush();
  return ordered;
}
