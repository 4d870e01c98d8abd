/** Characters of Symbol and Wingdings that documents use as bullets, boxes and arrows, by their code in the font. */
const WINGDINGS: Readonly<Record<number, string>> = {
  74: '☺',
  108: '●',
  110: '■',
  111: '[ ]',
  113: '[ ]',
  114: '[ ]',
  117: '◆',
  118: '❖',
  120: '[X]',
  159: '•',
  160: '▪',
  167: '▪',
  168: '[ ]',
  216: '➢',
  224: '→',
  232: '→',
  240: '⇨',
  251: '✗',
  252: '✓',
  253: '[X]',
  254: '[X]',
};

const SYMBOL_LETTERS =
  ' !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼';
const SYMBOL_SIGNS = '€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑';

/** A character of a symbol font by its code (with or without the 0xF000 of the private use area). */
export function symbol(font: string | undefined, code: number): string {
  const own = code >= 0xf000 && code <= 0xf0ff ? code - 0xf000 : code;
  if (/wingdings/i.test(font ?? '')) return WINGDINGS[own] ?? '•';
  if (own === code && !/^symbol$/i.test(font ?? '')) return safeCharacter(code);
  if (own >= 0x20 && own < 0x7f) return SYMBOL_LETTERS[own - 0x20] ?? '•';
  return SYMBOL_SIGNS[own - 0xa0] ?? WINGDINGS[own] ?? '•';
}

/** Text in which characters of symbol fonts stand in the private use area. */
export const withSymbols = (text: string, font?: string): string =>
  /[\uf000-\uf0ff]/.test(text)
    ? text.replace(/[\uf000-\uf0ff]/g, (character) => symbol(font ?? 'Symbol', character.charCodeAt(0)))
    : text;

const safeCharacter = (code: number): string =>
  code >= 0x20 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : '';
