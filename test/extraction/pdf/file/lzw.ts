/** LZW as PDF has it (ISO 32000-1, 7.4.4), for tests: clears its table before it is full. */
export function lzw(data: Uint8Array, early: number): Uint8Array {
  const out: number[] = [];
  let held = 0;
  let bits = 0;
  let table = new Map<string, number>();
  let width = 9;
  const put = (code: number) => {
    held = (held << width) | code;
    bits += width;
    for (; bits >= 8; bits -= 8) out.push((held >> (bits - 8)) & 255);
    held &= (1 << bits) - 1;
  };
  const codeOf = (text: string) => (text.length === 1 ? text.charCodeAt(0) : table.get(text));
  put(256);
  let text = '';
  for (const byte of data) {
    const longer = text + String.fromCharCode(byte);
    if (codeOf(longer) !== undefined) {
      text = longer;
      continue;
    }
    put(codeOf(text) ?? 0);
    table.set(longer, 258 + table.size);
    // The reader is one entry behind.
    if (258 + table.size - 1 + early >= 1 << width && width < 12) width++;
    if (table.size === 4090 - 258) {
      put(256);
      table = new Map();
      width = 9;
    }
    text = String.fromCharCode(byte);
  }
  put(codeOf(text) ?? 0);
  if (258 + table.size + early >= 1 << width && width < 12) width++;
  put(257);
  if (bits > 0) out.push((held << (8 - bits)) & 255);
  return Uint8Array.from(out);
}
