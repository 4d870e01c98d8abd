/**
 * A text folded for comparison: lower case, compatibility forms (ligatures, full-width letters) replaced, accents taken
 * off (a letter and its accent may be one character or two), quotes and dashes made one, every run of white space one
 * blank. `offsets[i]` is where the folded character `i` stands in the original; one entry more than characters, so that
 * ends can be looked up too.
 */
export type FoldedText = { text: string; offsets: Uint32Array; original: string };

const SOFT_HYPHEN = 0xad;

/** Folds a text in one pass. */
export function foldText(original: string): FoldedText {
  const out = buffer(original.length);
  let afterBlank = true;
  for (let at = 0; at < original.length; at++) {
    const code = original.charCodeAt(at);
    if (code <= 0x20 || code === 0xa0) {
      if (!afterBlank) out.push(0x20, at);
      afterBlank = true;
    } else if (code < 0x80) {
      out.push(code >= 65 && code <= 90 ? code + 32 : code, at);
      afterBlank = false;
    } else if (code !== SOFT_HYPHEN) {
      const character = String.fromCodePoint(original.codePointAt(at) ?? code);
      const folded = foldCharacter(character);
      if (folded === ' ' && afterBlank) continue;
      for (let unit = 0; unit < folded.length; unit++) out.push(folded.charCodeAt(unit), at);
      if (folded !== '') afterBlank = folded === ' ';
      at += character.length - 1;
    }
  }
  return { ...out.finish(original.length), original };
}

/** Typed arrays that grow: a character may fold into up to 18. */
function buffer(capacity: number) {
  let codes = new Uint16Array(capacity + 16);
  let offsets = new Uint32Array(capacity + 17);
  let length = 0;
  const grow = () => {
    const [moreCodes, moreOffsets] = [
      new Uint16Array(codes.length * 2),
      new Uint32Array(codes.length * 2 + 1),
    ];
    moreCodes.set(codes);
    moreOffsets.set(offsets);
    [codes, offsets] = [moreCodes, moreOffsets];
  };
  return {
    push(code: number, at: number) {
      if (length === codes.length) grow();
      codes[length] = code;
      offsets[length++] = at;
    },
    finish(end: number): Omit<FoldedText, 'original'> {
      offsets[length] = end;
      const text = Buffer.from(codes.buffer, 0, length * 2).toString('utf16le');
      return { text, offsets: offsets.slice(0, length + 1) };
    },
  };
}

/** Of Latin, Greek and Cyrillic letters; in other scripts such marks are vowels. */
const ACCENTS = /[\u0300-\u036f]/g;

const known = new Map<string, string>();

function foldCharacter(character: string): string {
  const before = known.get(character);
  if (before !== undefined) return before;
  let folded = character.toLowerCase().normalize('NFKD').replace(ACCENTS, '').normalize('NFC').toLowerCase();
  if (/^\p{Pd}$|^−$/u.test(character)) folded = '-';
  if (/^[‘’‚‛′`´]$/u.test(character)) folded = "'";
  if (/^[“”„‟″«»]$/u.test(character)) folded = '"';
  if (/^\s+$/u.test(folded)) folded = ' ';
  // Scripts with many characters must not make this grow without end.
  if (known.size < 20_000) known.set(character, folded);
  return folded;
}
