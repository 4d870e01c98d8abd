import { NotPlain, type PdfDict, type PdfFile, type PdfValue } from '../file/types.ts';
import { arrayAt, nameAt } from './dictionary.ts';
import {
  BUILT_IN,
  codePointIn,
  DINGBATS_ENCODING,
  type Encoding,
  MAC_ROMAN,
  STANDARD,
  SYMBOL,
  WIN_ANSI,
} from './encodings.ts';
import { codePointOf } from './glyph-names.ts';

/** What a simple font's dictionary says of its encoding (ISO 32000-1, 9.6.6). */
export type SimpleEncoding = {
  base: Encoding;
  /** Glyph names by code; undefined if there is no /Differences. */
  differences: readonly (string | undefined)[] | undefined;
};

export type EncodingRules = {
  /** What stands when the dictionary says nothing. */
  initial: Encoding;
  symbolic: boolean;
  /** /BaseFont. */
  name: string;
  embedded: boolean;
  /** The font program is in a TrueType or OpenType wrapper. */
  isTrueType: boolean;
};

/** Reads /Encoding by PDFium's rules, which differ from the standard's in whom /Differences are based upon. */
export function readEncoding(file: PdfFile, dict: PdfDict, rules: EncodingRules): SimpleEncoding {
  const { initial, embedded, isTrueType } = rules;
  const stated = file.resolve(dict.get('Encoding'));
  const fixed = initial === SYMBOL || initial === DINGBATS_ENCODING;
  if (!fixed && /^([A-Z]{6}\+)?Symbol$/.test(rules.name) && !(stated instanceof Map)) {
    throw new NotPlain('A font is called Symbol without being the standard font');
  }
  if (stated === null) {
    const base = !embedded && initial === BUILT_IN ? WIN_ANSI : initial;
    return { base, differences: undefined };
  }
  if (typeof stated === 'string') {
    return { base: fixed ? initial : predefined(stated, initial), differences: undefined };
  }
  if (!(stated instanceof Map)) throw new NotPlain('/Encoding of a font is neither name nor dictionary');
  let base = initial;
  if (!fixed) base = predefined(nameAt(file, stated, 'BaseEncoding') ?? '', initial);
  if ((!embedded || isTrueType) && base === BUILT_IN) base = STANDARD;
  const differences = arrayAt(file, stated, 'Differences');
  return { base, differences: differences && readDifferences(file, differences) };
}

function predefined(name: string, otherwise: Encoding): Encoding {
  if (name === 'WinAnsiEncoding') return WIN_ANSI;
  if (name === 'MacRomanEncoding') return MAC_ROMAN;
  if (name === 'MacExpertEncoding' || name === 'PDFDocEncoding') {
    throw new NotPlain('A font has an encoding that hardly any font has');
  }
  return otherwise;
}

function readDifferences(file: PdfFile, stated: readonly PdfValue[]): readonly (string | undefined)[] {
  const names = new Array<string | undefined>(256).fill(undefined);
  let code = 0;
  for (const item of stated) {
    const value = file.resolve(item);
    if (typeof value === 'string') {
      if (code >= 0 && code < 256 && value !== '') names[code] = value;
      code++;
    } else if (typeof value === 'number') code = Math.trunc(value);
    else throw new NotPlain('/Differences of a font have something else than codes and names');
  }
  return names;
}

/** The code point of a code by its name in /Differences or by the base encoding; 0 where it has none. */
export function codePointAt({ base, differences }: SimpleEncoding, code: number): number {
  const name = differences?.[code];
  return name === undefined ? codePointIn(base, code) : codePointOf(name);
}
