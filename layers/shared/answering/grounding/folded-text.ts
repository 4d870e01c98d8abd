/**
 * A text folded for comparison: lower case, compatibility forms (ligatures, full-width letters) replaced, quotes and
 * dashes made one, every run of white space one blank. `offsets[i]` is where the folded character `i` stands in the
 * original; one entry more than characters, so that ends can be looked up too.
 */
export type FoldedText = { text: string; offsets: Uint32Array };

const SOFT_HYPHEN = 0xad;

/** Folds a text. Linear; about 30 MB/s on ASCII. */
export function foldText(original: string): FoldedText {
  const codes: number[] = [];
  const offsets: number[] = [];
  let afterBlank = true;
  for (let at = 0; at < original.length; at++) {
    const code = original.charCodeAt(at);
    if (code <= 0x20 || code === 0xa0) {
      if (!afterBlank) push(codes, offsets, 0x20, at);
      afterBlank = true;
    } else if (code < 0x80) {
      push(codes, offsets, code >= 65 && code <= 90 ? code + 32 : code, at);
      afterBlank = false;
    } else if (code !== SOFT_HYPHEN) {
      const character = String.fromCodePoint(original.codePointAt(at) ?? code);
      const folded = foldCharacter(character);
      if (folded === ' ' && afterBlank) continue;
      for (const unit of folded) for (const one of utf16(unit)) push(codes, offsets, one, at);
      afterBlank = folded === ' ';
      at += character.length - 1;
    }
  }
  offsets.push(original.length);
  return { text: fromCodes(codes), offsets: Uint32Array.from(offsets) };
}

function push(codes: number[], offsets: number[], code: number, at: number): void {
  codes.push(code);
  offsets.push(at);
}

const known = new Map<string, string>();

function foldCharacter(character: string): string {
  const before = known.get(character);
  if (before !== undefined) return before;
  let folded = character.normalize('NFKC').toLowerCase();
  if (/^\p{Pd}$|^−$/u.test(character)) folded = '-';
  if (/^[‘’‚‛′`´]$/u.test(character)) folded = "'";
  if (/^[“”„‟″«»]$/u.test(character)) folded = '"';
  if (/^\s+$/u.test(folded)) folded = ' ';
  // Scripts with many characters must not make this grow without end.
  if (known.size < 20_000) known.set(character, folded);
  return folded;
}

function* utf16(character: string): Generator<number> {
  for (let index = 0; index < character.length; index++) yield character.charCodeAt(index);
}

function fromCodes(codes: readonly number[]): string {
  const parts: string[] = [];
  const step = 8192;
  for (let at = 0; at < codes.length; at += step)
    parts.push(String.fromCharCode(...codes.slice(at, at + step)));
  return parts.join('');
}
