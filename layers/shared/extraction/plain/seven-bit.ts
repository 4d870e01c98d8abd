const ESCAPE = 0x1b;
const SHIFT_OUT = 0x0e;
const SHIFT_IN = 0x0f;
const LINE_FEED = 10;

/** Encodings that write East Asian text in seven bits, which would pass for ASCII, and how they announce it. */
const ANNOUNCEMENTS: readonly (readonly [mark: string, encoding: SevenBit])[] = [
  ['\u001b$B', 'iso-2022-jp'],
  ['\u001b$@', 'iso-2022-jp'],
  ['\u001b$)C', 'iso-2022-kr'],
  ['\u001b$)A', 'iso-2022-cn'],
];
/** HZ has no escape character: at least this many runs that are whole show it. */
const HZ_RUN = /~\{([\x21-\x77][\x21-\x7e]){1,200}~\}/;

export type SevenBit = 'iso-2022-jp' | 'iso-2022-kr' | 'iso-2022-cn' | 'hz-gb-2312';

export function sevenBitEncoding(bytes: Uint8Array): SevenBit | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (buffer.includes(ESCAPE)) return ANNOUNCEMENTS.find(([mark]) => buffer.includes(mark))?.[1];
  return HZ_RUN.test(buffer.toString('latin1', 0, 64 * 1024)) ? 'hz-gb-2312' : undefined;
}

/** TextDecoder knows the Japanese one; of the others the shifted bytes are those of an 8-bit encoding without its bit. */
export function decodeSevenBit(encoding: SevenBit, bytes: Uint8Array): string {
  if (encoding === 'iso-2022-jp') return new TextDecoder(encoding).decode(bytes);
  const decoder = new TextDecoder(encoding === 'iso-2022-kr' ? 'euc-kr' : 'gb18030');
  return decoder.decode(encoding === 'hz-gb-2312' ? withoutTildes(bytes) : withoutShifts(bytes));
}

function withoutShifts(bytes: Uint8Array): Uint8Array {
  const plain = new Uint8Array(bytes.length);
  let length = 0;
  let shifted = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === SHIFT_OUT) shifted = true;
    else if (byte === SHIFT_IN) shifted = false;
    else if (byte === ESCAPE && bytes[at + 1] === 0x24) at += 3;
    else {
      if (byte === LINE_FEED) shifted = false;
      plain[length++] = shifted && byte > 0x20 ? byte | 0x80 : byte;
    }
  }
  return plain.subarray(0, length);
}

/** `~{` begins Chinese, `~}` ends it, `~~` is a tilde, a tilde at a line's end joins lines. */
function withoutTildes(bytes: Uint8Array): Uint8Array {
  const plain = new Uint8Array(bytes.length);
  let length = 0;
  let shifted = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    const next = String.fromCharCode(bytes[at + 1] ?? 0);
    if (byte === 0x7e && '{}~\n'.includes(next)) {
      at++;
      if (next === '~') plain[length++] = byte;
      else if (next !== '\n') shifted = next === '{';
      continue;
    }
    if (byte === LINE_FEED) shifted = false;
    plain[length++] = shifted && byte > 0x20 ? byte | 0x80 : byte;
  }
  return plain.subarray(0, length);
}
