/** A piece of a number format (ECMA-376 part 1, 18.8.31). */
export type Token =
  | { kind: 'literal'; text: string }
  | { kind: 'digit'; text: '0' | '#' | '?' }
  | { kind: 'exponent'; sign: boolean }
  /** `yyyy`, `mmm`, `hh` …; `n` stands for minutes. */
  | { kind: 'date'; text: string }
  /** `[h]`, `[mm]`: hours, minutes or seconds beyond a day. */
  | { kind: 'elapsed'; text: string }
  | { kind: 'half'; text: string }
  | { kind: 'point' | 'comma' | 'percent' | 'slash' | 'general' | 'text' };

export type Condition = { operator: string; value: number };

export type Section = {
  tokens: Token[];
  condition: Condition | undefined;
  /** Windows' number of a language, e.g. 0x407. */
  language: number | undefined;
};

/** Longer formats than Excel allows are cut. */
const LONGEST = 512;
const DATE = /^(y+|m+|d+|h+|s+|e+|g+)/i;

/** Takes a number format apart, section by section. */
export function parseFormat(code: string): Section[] {
  const sections: Section[] = [newSection()];
  let rest = code.slice(0, LONGEST);
  while (rest !== '') {
    const section = sections.at(-1) ?? newSection();
    if (rest.startsWith(';')) {
      sections.push(newSection());
      rest = rest.slice(1);
    } else rest = rest.slice(takeOne(rest, section));
  }
  for (const section of sections) nameMinutes(section.tokens);
  return sections;
}

const newSection = (): Section => ({ tokens: [], condition: undefined, language: undefined });

/** Adds the first token of a text to a section, and says how long it is. */
function takeOne(rest: string, section: Section): number {
  const add = (token: Token, length: number) => {
    section.tokens.push(token);
    return length;
  };
  const [first = ''] = rest;
  const quoted = /^"([^"]*)"?/.exec(rest);
  if (quoted) return add({ kind: 'literal', text: quoted[1] ?? '' }, quoted[0].length);
  if (first === '\\') return add({ kind: 'literal', text: rest[1] ?? '' }, 2);
  if (first === '_') return add({ kind: 'literal', text: ' ' }, 2);
  if (first === '*') return 2;
  if (first === '[') return takeBracket(rest, section);
  const general = /^general/i.exec(rest);
  if (general) return add({ kind: 'general' }, general[0].length);
  const half = /^(am\/pm|a\/p)/i.exec(rest);
  if (half) return add({ kind: 'half', text: half[0] }, half[0].length);
  const exponent = /^E([+-])/i.exec(rest);
  if (exponent) return add({ kind: 'exponent', sign: exponent[1] === '+' }, 2);
  const date = DATE.exec(rest);
  if (date) return add({ kind: 'date', text: date[0].toLowerCase() }, date[0].length);
  if (first === '0' || first === '#' || first === '?') return add({ kind: 'digit', text: first }, 1);
  const sign = SIGNS[first];
  return add(sign ? { kind: sign } : { kind: 'literal', text: first }, 1);
}

const SIGNS: Readonly<Record<string, 'point' | 'comma' | 'percent' | 'slash' | 'text'>> = {
  '.': 'point',
  ',': 'comma',
  '%': 'percent',
  '/': 'slash',
  '@': 'text',
};

function takeBracket(rest: string, section: Section): number {
  const end = rest.indexOf(']');
  const inner = end < 0 ? rest.slice(1) : rest.slice(1, end);
  const length = end < 0 ? rest.length : end + 1;
  const condition = /^(<=|>=|<>|<|>|=)\s*(-?[\d.]+)$/.exec(inner);
  const currency = /^\$([^-]*)(?:-([0-9A-F]+))?/i.exec(inner);
  if (condition) section.condition = { operator: condition[1] ?? '', value: Number(condition[2]) };
  else if (/^(h+|m+|s+)$/i.test(inner)) section.tokens.push({ kind: 'elapsed', text: inner.toLowerCase() });
  else if (currency) {
    if (currency[1]) section.tokens.push({ kind: 'literal', text: currency[1] });
    if (currency[2]) section.language = Number.parseInt(currency[2], 16) & 0xffff;
  }
  // Colours and kinds of digits say nothing of the text.
  return length;
}

/** An `m` behind hours or before seconds means minutes. */
function nameMinutes(tokens: Token[]): void {
  const times = tokens.filter((token) => token.kind === 'date' || token.kind === 'elapsed');
  times.forEach((token, index) => {
    if (token.kind !== 'date' || !/^mm?$/.test(token.text)) return;
    const before = times[index - 1]?.text[0];
    const after = times[index + 1]?.text[0];
    if (before === 'h' || after === 's') token.text = token.text.replaceAll('m', 'n');
  });
}
