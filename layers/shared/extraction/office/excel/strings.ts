import { Refusal } from '../../conversion/protocol.ts';
import type { Package } from '../package/open.ts';
import { parseXml } from '../xml/parse.ts';

/** Strings of a workbook that are kept; Excel itself has room for fewer. */
const MOST_STRINGS = 4_000_000;

/** The texts that cells refer to by number; their formatting and phonetic guides are left out. @throws Damaged, Refusal */
export function readSharedStrings(parts: Package, part: string | undefined): string[] {
  const strings: string[] = [];
  if (!part) return strings;
  let text = '';
  let inText = false;
  let inPhonetic = false;
  parseXml(parts.read(part), {
    open(name) {
      if (name === 'si') text = '';
      else if (name === 't') inText = !inPhonetic;
      else if (name === 'rPh') inPhonetic = true;
    },
    close(name) {
      if (name === 't') inText = false;
      else if (name === 'rPh') inPhonetic = false;
      else if (name === 'si') {
        strings.push(unescaped(text));
        if (strings.length > MOST_STRINGS)
          throw new Refusal('limit_exceeded', `The workbook has more than ${MOST_STRINGS} texts. Split it.`);
      }
    },
    text(value) {
      if (inText) text += value;
    },
  });
  return strings;
}

/** Characters that XML cannot hold are written `_x000D_` (ECMA-376 part 1, 22.9.2.19). */
export const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_whole, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      )
    : text;
