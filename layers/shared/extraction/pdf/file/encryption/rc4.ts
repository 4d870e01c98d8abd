/** RC4, which OpenSSL 3 no longer offers; encrypting and decrypting are the same. Returns new bytes. */
export function rc4(key: Uint8Array, bytes: Uint8Array): Uint8Array {
  const state = scheduled(key);
  const out = new Uint8Array(bytes.length);
  let i = 0;
  let j = 0;
  for (let at = 0; at < bytes.length; at++) {
    i = (i + 1) & 255;
    const a = state[i] as number;
    j = (j + a) & 255;
    const b = state[j] as number;
    state[i] = b;
    state[j] = a;
    out[at] = (bytes[at] as number) ^ (state[(a + b) & 255] as number);
  }
  return out;
}

function scheduled(key: Uint8Array): Uint8Array {
  const state = new Uint8Array(256);
  for (let i = 0; i < 256; i++) state[i] = i;
  const { length } = key;
  for (let i = 0, j = 0, k = 0; i < 256; i++) {
    const held = state[i] as number;
    j = (j + held + (key[k] as number)) & 255;
    state[i] = state[j] as number;
    state[j] = held;
    if (++k === length) k = 0;
  }
  return state;
}
