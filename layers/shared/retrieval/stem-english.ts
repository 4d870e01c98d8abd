/**
 * The Porter stemmer (M. F. Porter, "An algorithm for suffix stripping", 1980), for words in lower case. Words of
 * other letters than a–z stay as they are.
 */
export function stemEnglish(word: string): string {
  if (word.length < 3 || !/^[a-z]+$/.test(word)) return word;
  return step5(step4(step3(step2(step1c(step1b(step1a(word)))))));
}

const CONSONANT = '(?:[^aeiouy]|(?<=[aeiou]|^)y)';
const VOWEL = '(?:[aeiou]|(?<![aeiou]|^)y)';
/** m > 0, m > 1, m = 1: how often vowels are followed by consonants. */
const M_OVER_0 = new RegExp(`^${CONSONANT}*${VOWEL}+${CONSONANT}`);
const M_OVER_1 = new RegExp(`^${CONSONANT}*(?:${VOWEL}+${CONSONANT}+){1}${VOWEL}+${CONSONANT}`);
const HAS_VOWEL = new RegExp(VOWEL);
const ENDS_CVC = new RegExp(`${CONSONANT}${VOWEL}(?![wxy])${CONSONANT}$`);
const DOUBLE = /([^aeiou])\1$/;

const measureOver0 = (stem: string) => M_OVER_0.test(stem);
const measureOver1 = (stem: string) => M_OVER_1.test(stem);

function step1a(word: string): string {
  if (word.endsWith('sses') || word.endsWith('ies')) return word.slice(0, -2);
  return word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}

function step1b(word: string): string {
  if (word.endsWith('eed')) return measureOver0(word.slice(0, -3)) ? word.slice(0, -1) : word;
  const stem = /^(.+?)(?:ed|ing)$/.exec(word)?.[1];
  if (stem === undefined || !HAS_VOWEL.test(stem)) return word;
  if (/(?:at|bl|iz)$/.test(stem)) return `${stem}e`;
  if (DOUBLE.test(stem) && !/[lsz]$/.test(stem)) return stem.slice(0, -1);
  return measureOver0(stem) && !measureOver1(stem) && ENDS_CVC.test(stem) ? `${stem}e` : stem;
}

function step1c(word: string): string {
  return word.endsWith('y') && HAS_VOWEL.test(word.slice(0, -1)) ? `${word.slice(0, -1)}i` : word;
}

const STEP_2: [string, string][] = [
  ['ational', 'ate'],
  ['tional', 'tion'],
  ['enci', 'ence'],
  ['anci', 'ance'],
  ['izer', 'ize'],
  ['abli', 'able'],
  ['alli', 'al'],
  ['entli', 'ent'],
  ['eli', 'e'],
  ['ousli', 'ous'],
  ['ization', 'ize'],
  ['ation', 'ate'],
  ['ator', 'ate'],
  ['alism', 'al'],
  ['iveness', 'ive'],
  ['fulness', 'ful'],
  ['ousness', 'ous'],
  ['aliti', 'al'],
  ['iviti', 'ive'],
  ['biliti', 'ble'],
];
const STEP_3: [string, string][] = [
  ['icate', 'ic'],
  ['ative', ''],
  ['alize', 'al'],
  ['iciti', 'ic'],
  ['ical', 'ic'],
  ['ful', ''],
  ['ness', ''],
];
const STEP_4 =
  /^(.+?)(?:al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|(?<=[st])ion|ou|ism|ate|iti|ous|ive|ize)$/;

const step2 = (word: string) => replaceEnd(word, STEP_2);
const step3 = (word: string) => replaceEnd(word, STEP_3);

function replaceEnd(word: string, endings: readonly [string, string][]): string {
  const ending = endings.find(([end]) => word.endsWith(end));
  if (!ending) return word;
  const stem = word.slice(0, -ending[0].length);
  return measureOver0(stem) ? stem + ending[1] : word;
}

function step4(word: string): string {
  const stem = STEP_4.exec(word)?.[1];
  return stem !== undefined && measureOver1(stem) ? stem : word;
}

function step5(word: string): string {
  let stem = word;
  if (word.endsWith('e')) {
    const shorter = word.slice(0, -1);
    if (measureOver1(shorter) || (measureOver0(shorter) && !ENDS_CVC.test(shorter))) stem = shorter;
  }
  return stem.endsWith('ll') && measureOver1(stem.slice(0, -1)) ? stem.slice(0, -1) : stem;
}
