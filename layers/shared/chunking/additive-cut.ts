/** White space longer than this is counted in slices (tokens/count-tokens.ts), so nothing is promised about it. */
const LONGEST_SPACE = 200;
const SPACE = /\s/;

/**
 * Whether tokens(text up to `at`) + tokens(text from `at`) is certainly tokens(text). Byte-pair encoders of the GPT
 * family first cut the text by a pattern (o200k_base), and merge only within these pieces; two kinds of places are
 * always a border of pieces: behind the last line end of a run of white space, and before white space that holds no
 * line end at its start. With this, units are counted once and chunks need not be counted again.
 */
export function isAdditiveCut(text: string, at: number): boolean {
  if (at <= 0 || at >= text.length) return true;
  const before = text.charAt(at - 1);
  const behind = text.charAt(at);
  if (isLineEnd(before)) {
    // A punctuation mark's piece swallows line ends and slashes behind it.
    if (behind === '/') return false;
    const next = spaceEnd(text, at);
    return next !== undefined && !hasLineEnd(text, at, next) && spaceIsShort(text, at);
  }
  return SPACE.test(behind) && !isLineEnd(behind) && !SPACE.test(before) && spaceEnd(text, at) !== undefined;
}

const isLineEnd = (character: string) => character === '\n' || character === '\r';

/** Where the white space from `at` on ends; undefined when it is too long. */
function spaceEnd(text: string, at: number): number | undefined {
  let end = at;
  while (end < text.length && SPACE.test(text.charAt(end))) {
    if (end - at >= LONGEST_SPACE) return undefined;
    end++;
  }
  return end;
}

function spaceIsShort(text: string, at: number): boolean {
  let start = at;
  while (start > 0 && SPACE.test(text.charAt(start - 1))) {
    if (at - start >= LONGEST_SPACE) return false;
    start--;
  }
  return true;
}

function hasLineEnd(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (isLineEnd(text.charAt(i))) return true;
  return false;
}
