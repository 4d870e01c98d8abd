/** More numbers a line are no page number. */
const MOST_NUMBERS = 5;
const NOT_ASCII = /[^ -~]/;
const ARABIC = /^\d{1,5}$/;
const ROMAN = /^(?=[ivxlc])(c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})$/;
const DIGITS: Record<string, number> = { i: 1, v: 5, x: 10, l: 50, c: 100 };

/**
 * What a line of page `page` would have in common with its like on other pages: its letters and digits, and the same
 * with each number in turn replaced by its distance from the page's number, so that `Page 7 of 12` on page 7 is
 * `page @0 of 12` on every page.
 */
export function signatures(text: string, page: number): { exact: string; counted: string[] } {
  const words = wordsOf(text);
  if (!words) return { exact: '', counted: [] };
  const counted: string[] = [];
  words.forEach((word, index) => {
    if (counted.length >= MOST_NUMBERS) return;
    const value = numberOf(word);
    if (value !== undefined) counted.push(words.with(index, `@${value - page}`).join(' '));
  });
  return { exact: words.join(' '), counted };
}

/** Words and numbers in small letters. Most lines need no tables of Unicode for that. */
const wordsOf = (text: string): RegExpMatchArray | null =>
  NOT_ASCII.test(text)
    ? text
        .normalize('NFKC')
        .toLowerCase()
        .match(/\p{N}+|\p{L}[\p{L}\p{M}]*/gu)
    : text.toLowerCase().match(/\d+|[a-z]+/g);

function numberOf(word: string): number | undefined {
  if (ARABIC.test(word)) return Number(word);
  // Most words need no more than a look at their first letter.
  return word.length <= 8 && word.charAt(0) in DIGITS ? romanNumber(word) : undefined;
}

function romanNumber(word: string): number | undefined {
  if (!ROMAN.test(word)) return undefined;
  const values = [...word].map((letter) => DIGITS[letter] ?? 0);
  return values.reduce((sum, value, index) => sum + (value < (values[index + 1] ?? 0) ? -value : value), 0);
}

/** Likeness of two texts from 0 to 1: Dice's coefficient of their pairs of letters (OCR misreads a few). */
export function likeness(a: string, b: string): number {
  const pairs = new Map<string, number>();
  for (let at = 0; at + 1 < a.length; at++) {
    const pair = a.slice(at, at + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  let shared = 0;
  for (let at = 0; at + 1 < b.length; at++) {
    const left = pairs.get(b.slice(at, at + 2)) ?? 0;
    if (left > 0) {
      shared++;
      pairs.set(b.slice(at, at + 2), left - 1);
    }
  }
  return a.length + b.length > 2 ? (2 * shared) / (a.length + b.length - 2) : 0;
}
