import { NotPlain } from '../file/types.ts';
import { END, HEX, isText, lexCMap, NAME, NUMBER, nextToken, WORD } from './cmap-lexer.ts';

/** How bytes become codes and codes CIDs in a composite font. */
export type CodeMap = {
  /** Bytes of every code. */
  codeLength: 1 | 2;
  /** CIDs by code, or undefined where every code is its own CID. */
  cids: Uint16Array | undefined;
};

export const IDENTITY: CodeMap = { codeLength: 2, cids: undefined };

/**
 * Reads an embedded CMap (ISO 32000-1, 9.7.5.3) whose codes all have one length, of one or two bytes: PDFium looks no
 * further than the only codespace range's length. Maps built upon others and vertical ones are not plain.
 */
export function readCodeMap(bytes: Uint8Array): CodeMap {
  const lexer = lexCMap(bytes);
  const cids = new Uint16Array(0x10000);
  let codeLength = 0;
  const hex = (): number => {
    if (nextToken(lexer) !== HEX || !(lexer.value <= 0xffff)) throw damaged();
    return lexer.value;
  };
  const cid = (): number => {
    if (nextToken(lexer) !== NUMBER || lexer.value > 0xffff) throw damaged();
    return lexer.value;
  };
  /** Reads a section's entries up to its end. */
  const section = (end: string, entry: (code: number) => void): void => {
    for (;;) {
      if (nextToken(lexer) === WORD && isText(lexer, end)) return;
      if (lexer.kind !== HEX || !(lexer.value <= 0xffff)) throw damaged();
      entry(lexer.value);
    }
  };
  for (let kind = nextToken(lexer); kind !== END; kind = nextToken(lexer)) {
    if (kind === NAME && isText(lexer, 'WMode')) {
      if (nextToken(lexer) !== NUMBER || lexer.value !== 0) throw new NotPlain('A font writes vertically');
    } else if (kind !== WORD) continue;
    else if (isText(lexer, 'usecmap')) throw new NotPlain('A font’s CMap is built upon another one');
    else if (isText(lexer, 'begincodespacerange')) {
      section('endcodespacerange', () => {
        const length = lexer.digits / 2;
        hex();
        if (codeLength !== 0 || lexer.digits !== length * 2) throw severalLengths();
        codeLength = length;
      });
    } else if (isText(lexer, 'begincidchar')) {
      section('endcidchar', (code) => {
        cids[code] = cid();
      });
    } else if (isText(lexer, 'begincidrange')) {
      section('endcidrange', (from) => {
        const to = hex();
        const first = cid();
        if (to < from || first + to - from > 0xffff) throw damaged();
        for (let code = from; code <= to; code++) cids[code] = first + code - from;
      });
    }
  }
  if (codeLength !== 1 && codeLength !== 2) throw severalLengths();
  return { codeLength, cids };
}

const damaged = () => new NotPlain('A font’s CMap is not built as the standard says');
const severalLengths = () => new NotPlain('A font’s CMap has codes of other lengths than one or two bytes');
