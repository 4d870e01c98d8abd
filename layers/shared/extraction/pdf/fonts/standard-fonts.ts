import { DINGBATS_ENCODING, type Encoding, SYMBOL } from './encodings.ts';
import { CHARACTERS, DINGBATS, SYMBOL_CHARACTERS, WIDTHS } from './standard-widths.ts';
import type { VerticalMetrics } from './vertical-metrics.ts';

/** One of the standard 14 fonts (ISO 32000-1, 9.6.2.2), which files need not bring along. */
export type StandardFont = {
  /** Symbol and ZapfDingbats: what their codes mean. */
  encoding: Encoding | undefined;
  /** Courier: its codes are 600 wide before anything is said of them. */
  isFixed: boolean;
  /** Advance of a character in thousandths of the font size; -1 if it is not known. */
  width(codePoint: number): number;
  /** Top and bottom of the box of the font that PDFium puts in its place. */
  metrics: VerticalMetrics;
};

const FIXED_WIDTH = 600;

/** Names with the widths that hold for them, and the boxes of PDFium's fonts, bottom and top. */
const FONTS: Readonly<Record<string, readonly [keyof typeof WIDTHS | 'fixed', number, number]>> = {
  Helvetica: ['Helvetica', -224, 945],
  'Helvetica-Oblique': ['Helvetica-Oblique', -224, 951],
  'Helvetica-Bold': ['Helvetica-Bold', -227, 962],
  'Helvetica-BoldOblique': ['Helvetica-BoldOblique', -227, 962],
  'Times-Roman': ['Times-Roman', -249, 878],
  'Times-Bold': ['Times-Bold', -249, 889],
  'Times-Italic': ['Times-Italic', -249, 868],
  'Times-BoldItalic': ['Times-BoldItalic', -249, 869],
  Courier: ['fixed', -248, 803],
  'Courier-Oblique': ['fixed', -248, 803],
  'Courier-Bold': ['fixed', -248, 811],
  'Courier-BoldOblique': ['fixed', -248, 811],
  Symbol: ['Symbol', -293, 1010],
  ZapfDingbats: ['ZapfDingbats', -163, 826],
};

const ALIASES: Readonly<Record<string, keyof typeof FONTS>> = {
  Arial: 'Helvetica',
  'Arial,Bold': 'Helvetica-Bold',
  'Arial,BoldItalic': 'Helvetica-BoldOblique',
  'Arial,Italic': 'Helvetica-Oblique',
  'Arial-Bold': 'Helvetica-Bold',
  'Arial-BoldItalic': 'Helvetica-BoldOblique',
  'Arial-BoldItalicMT': 'Helvetica-BoldOblique',
  'Arial-BoldMT': 'Helvetica-Bold',
  'Arial-Italic': 'Helvetica-Oblique',
  'Arial-ItalicMT': 'Helvetica-Oblique',
  ArialMT: 'Helvetica',
  CourierNew: 'Courier',
  'CourierNew,Bold': 'Courier-Bold',
  'CourierNew,BoldItalic': 'Courier-BoldOblique',
  'CourierNew,Italic': 'Courier-Oblique',
  CourierNewPSMT: 'Courier',
  'CourierNewPS-BoldMT': 'Courier-Bold',
  'CourierNewPS-BoldItalicMT': 'Courier-BoldOblique',
  'CourierNewPS-ItalicMT': 'Courier-Oblique',
  TimesNewRoman: 'Times-Roman',
  'TimesNewRoman,Bold': 'Times-Bold',
  'TimesNewRoman,BoldItalic': 'Times-BoldItalic',
  'TimesNewRoman,Italic': 'Times-Italic',
  TimesNewRomanPSMT: 'Times-Roman',
  'TimesNewRomanPS-BoldMT': 'Times-Bold',
  'TimesNewRomanPS-BoldItalicMT': 'Times-BoldItalic',
  'TimesNewRomanPS-ItalicMT': 'Times-Italic',
};

/** What PDFium calls a standard font by whatever name; other names stay as they are. */
export const standardFontName = (name: string): string => ALIASES[name] ?? name;

/** The standard font of this name, or of one that PDFium takes for it; undefined for all others. */
export function standardFont(name: string): StandardFont | undefined {
  const [widths, descent, ascent] = FONTS[standardFontName(name)] ?? [];
  if (widths === undefined || descent === undefined || ascent === undefined) return undefined;
  return {
    encoding: widths === 'Symbol' ? SYMBOL : widths === 'ZapfDingbats' ? DINGBATS_ENCODING : undefined,
    isFixed: widths === 'fixed',
    width: widths === 'fixed' ? (codePoint) => (codePoint === 0 ? -1 : FIXED_WIDTH) : widthIn(widths),
    metrics: { ascent, descent },
  };
}

const tables = new Map<keyof typeof WIDTHS, ReadonlyMap<number, number>>();

function widthIn(name: keyof typeof WIDTHS): (codePoint: number) => number {
  const table = tables.get(name) ?? readTable(name);
  tables.set(name, table);
  return (codePoint) => table.get(codePoint) ?? -1;
}

function readTable(name: keyof typeof WIDTHS): ReadonlyMap<number, number> {
  const characters = name === 'Symbol' ? SYMBOL_CHARACTERS : name === 'ZapfDingbats' ? DINGBATS : CHARACTERS;
  const table = new Map<number, number>();
  let at = 0;
  for (const run of WIDTHS[name].trim().split(/\s+/)) {
    const [width, count = 1] = run.split('x').map(Number);
    for (let more = count; more > 0; more--) table.set(characters.charCodeAt(at++), width ?? 0);
  }
  return table;
}
