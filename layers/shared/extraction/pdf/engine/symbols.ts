import { isUnmapped } from './character-kinds.ts';
import type { Pdfium } from './pdfium.ts';

/** Fonts of signs instead of letters; their codes mean what the font's maker chose. */
const SIGNS = /wing|ding|webd|marlett|bullet|symbol/i;
const WINGDINGS = /wingdings(?![23])/i;
/** Greek letters and mathematics, on the codes of Adobe's Symbol encoding. */
const SYMBOL = /symbol/i;

/** What is drawn by a sign that nobody can name: lists and forms begin their lines with such. */
const BULLET = '•';

/** Codes of Wingdings that documents use: bullets, boxes, arrows, ticks. */
const WINGDINGS_SIGNS: Readonly<Record<number, string>> = {
  108: '●',
  109: '❍',
  110: '■',
  111: '□',
  113: '❑',
  114: '❒',
  117: '◆',
  118: '❖',
  159: '•',
  161: '○',
  167: '▪',
  168: '◻',
  216: '➢',
  223: '←',
  224: '→',
  225: '↑',
  226: '↓',
  232: '➔',
  251: '✗',
  252: '✓',
  253: '☒',
  254: '☑',
};

/** Codes 0x41–0x5a and 0x61–0x7a of Adobe's Symbol encoding. */
const GREEK = { 65: 'ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ', 97: 'αβχδεφγηιϕκλμνοπθρστυϖωξψζ' };
const SYMBOL_SIGNS: Readonly<Record<number, string>> = {
  163: '≤',
  165: '∞',
  172: '←',
  174: '→',
  176: '°',
  177: '±',
  179: '≥',
  180: '×',
  183: '•',
  184: '÷',
  185: '≠',
  187: '≈',
  188: '…',
  215: '⋅',
  229: '∑',
  242: '∫',
};

/** PDFium's mark for a hyphen at the end of a line, unless a font without a Unicode map has that code. */
const SOFT_HYPHEN_CODE = 2;

/**
 * Reads characters without a meaning in Unicode that can be told all the same: hyphens at line ends, and the signs of
 * symbol fonts. Undefined for the others, which are unmapped.
 */
export function signReader(
  pdfium: Pdfium,
  textPage: number,
): (index: number, code: number) => string | undefined {
  const { api, raw } = pdfium;
  let lastObject = 0;
  let lastName = '';
  const fontOf = (index: number): string => {
    const object = raw.FPDFText_GetTextObject(textPage, index);
    if (object !== lastObject || object === 0) lastName = fontName(pdfium, textPage, index);
    lastObject = object;
    return lastName;
  };
  return (index, code) => {
    if (code === SOFT_HYPHEN_CODE && api.FPDFText_IsHyphen(textPage, index) === 1) return '-';
    return isUnmapped(code) ? signOf(code, fontOf(index)) : undefined;
  };
}

/** The sign that a code of a font stands for. Codes of symbol fonts are often moved to U+F000 and on. */
export function signOf(code: number, font: string): string | undefined {
  const own = code >= 0xf000 && code <= 0xf0ff ? code - 0xf000 : code;
  if (WINGDINGS.test(font)) return WINGDINGS_SIGNS[own] ?? BULLET;
  if (SYMBOL.test(font)) return symbolOf(own);
  if (SIGNS.test(font)) return BULLET;
  // Word writes its bullets so, whatever the name of the embedded font.
  return code === 0xf0b7 ? BULLET : undefined;
}

function symbolOf(code: number): string | undefined {
  if (code > 0x20 && code < 0x40) return String.fromCharCode(code);
  const greek = GREEK[97][code - 97] ?? GREEK[65][code - 65];
  return greek ?? SYMBOL_SIGNS[code];
}

const NAME_BYTES = 128;

function fontName(pdfium: Pdfium, textPage: number, index: number): string {
  const pointer = pdfium.allocate(NAME_BYTES + 4);
  const bytes = pdfium.api.FPDFText_GetFontInfo(textPage, index, pointer, NAME_BYTES, pointer + NAME_BYTES);
  const name = pdfium.bytes().slice(pointer, pointer + Math.max(0, Math.min(bytes, NAME_BYTES) - 1));
  pdfium.free(pointer);
  return bytes > NAME_BYTES ? '' : new TextDecoder('latin1').decode(name);
}
