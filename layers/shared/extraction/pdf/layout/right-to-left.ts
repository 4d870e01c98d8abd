import { mirrorBrackets, moveEdgeMarks } from './right-to-left-marks.ts';
import type { Token } from './types.ts';

/** Hebrew, Arabic, Syriac, Thaana, NKo and their presentation forms. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const DIGIT = /\p{N}/u;
const LETTER = /\p{L}/u;

type Direction = 'rtl' | 'ltr' | 'number' | 'neutral';

function directionOf(text: string): Direction {
  if (RIGHT_TO_LEFT.test(text) && /[^\u0660-\u0669\u06f0-\u06f9\s\p{P}]/u.test(text)) return 'rtl';
  if (LETTER.test(text)) return 'ltr';
  return DIGIT.test(text) ? 'number' : 'neutral';
}

/** Whether any word has letters that run to the left. */
export function hasRightToLeft(tokens: readonly Token[]): boolean {
  let text = '';
  for (const token of tokens) text += token.text;
  return RIGHT_TO_LEFT.test(text);
}

/** Whether most words that have a direction run to the left; without any, what `otherwise` says. */
export function runsToTheLeft(texts: readonly string[], otherwise = false): boolean {
  if (!texts.some((text) => RIGHT_TO_LEFT.test(text)))
    return otherwise && !texts.some((text) => LETTER.test(text));
  const directions = texts.map(directionOf);
  const count = (wanted: Direction) => directions.filter((direction) => direction === wanted).length;
  return count('rtl') >= count('ltr');
}

/**
 * Tokens of one segment, given from left to right, in the order in which they are read. (The letters inside a token
 * are in reading order already.) Undoes the visual reordering of the Unicode bidirectional algorithm (UAX #9, L2) on
 * whole words: Latin words and the numbers behind them keep their direction inside right-to-left text and the other
 * way round; marks that stood at the far side of a number or Latin word go behind it.
 */
export function inReadingDirection(tokens: readonly Token[]): readonly Token[] {
  if (!hasRightToLeft(tokens)) return tokens;
  const texts = tokens.map(({ text }) => text);
  const blocks = runsToTheLeft(texts) ? readToTheLeft(tokens) : readToTheRight(tokens);
  return mirrorBrackets(blocks.flat());
}

/** Right-to-left text: all turned round, but runs that begin with a Latin word stay as they are. */
function readToTheLeft(tokens: readonly Token[]): Token[][] {
  const blocks: Token[][] = [];
  for (let at = 0; at < tokens.length; ) {
    const length = directionOf(tokens[at]?.text ?? '') === 'ltr' ? latinRun(tokens, at) : 1;
    blocks.push(tokens.slice(at, at + length));
    at += length;
  }
  return blocks.reverse().map(moveEdgeMarks);
}

/** How many tokens from `from` on are one Latin run: words, and numbers and marks between and numbers behind them. */
function latinRun(tokens: readonly Token[], from: number): number {
  let length = 1;
  for (let at = from + 1; at < tokens.length; at++) {
    const direction = directionOf(tokens[at]?.text ?? '');
    if (direction === 'rtl') break;
    if (direction !== 'neutral') length = at - from + 1;
  }
  return length;
}

/** Left-to-right text: runs from one right-to-left word to the last one before a Latin word are turned round. */
function readToTheRight(tokens: readonly Token[]): Token[][] {
  const blocks: Token[][] = [];
  let run: Token[] = [];
  let loose: Token[] = [];
  const flush = () => {
    blocks.push(run.reverse(), loose);
    run = [];
    loose = [];
  };
  for (const token of tokens) {
    const direction = directionOf(token.text);
    if (direction === 'rtl') {
      run.push(...loose, token);
      loose = [];
    } else if (direction !== 'ltr' && run.length > 0) loose.push(token);
    else {
      flush();
      blocks.push([token]);
    }
  }
  flush();
  return blocks;
}
