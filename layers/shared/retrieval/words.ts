/** What a character does in a word: nothing, part of one, or part of a script without spaces. */
const SEPARATOR = 1;
const LETTER = 2;
const UNSPACED = 3;

/** By UTF-16 unit, 0 where not asked yet. Pairs of surrogates are rare ideographs or symbols. */
const kinds = new Uint8Array(0x10000);

const IS_LETTER = /[\p{L}\p{M}\p{N}]/u;
/** Scripts that are written without spaces; their words are found by pairs of characters. */
const IS_UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー々]/u;

/**
 * The words of a text in lower case, in order: runs of letters, marks and digits after compatibility normalisation
 * (so that ligatures and full-width digits are found); runs of scripts without spaces as pairs of characters.
 */
export function* wordsIn(text: string): Generator<string> {
  const plain = text.normalize('NFKC').toLowerCase();
  let start = -1;
  let run = SEPARATOR;
  for (let i = 0; i <= plain.length; i++) {
    const kind = i < plain.length ? kindOf(plain.charCodeAt(i)) : SEPARATOR;
    if (kind === run) continue;
    if (run === LETTER) yield plain.slice(start, i);
    else if (run === UNSPACED) yield* pairs(plain.slice(start, i));
    run = kind;
    start = i;
  }
}

function kindOf(code: number): number {
  return kinds[code] || classify(code);
}

function classify(code: number): number {
  const character = String.fromCharCode(code);
  const surrogate = code >= 0xd800 && code <= 0xdfff;
  const kind =
    surrogate || IS_UNSPACED.test(character) ? UNSPACED : IS_LETTER.test(character) ? LETTER : SEPARATOR;
  kinds[code] = kind;
  return kind;
}

function* pairs(run: string): Generator<string> {
  const characters = Array.from(run);
  if (characters.length === 1) yield run;
  for (let i = 1; i < characters.length; i++) yield `${characters[i - 1]}${characters[i]}`;
}
