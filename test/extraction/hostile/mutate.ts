export type Random = () => number;

/** Numbers from 0 to 1, the same for the same seed: Mulberry32. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The bytes with one to eight things done to them: bits turned, numbers made huge, parts left out, doubled, moved. */
export function mutate(bytes: Uint8Array, random: Random): Uint8Array {
  let mutant: Uint8Array = Uint8Array.from(bytes);
  const times = 1 + Math.floor(random() * 8);
  for (let time = 0; time < times; time++) {
    const change = CHANGES[Math.floor(random() * CHANGES.length)];
    if (change && mutant.length > 0) mutant = change(mutant, random);
  }
  return mutant;
}

type Change = (bytes: Uint8Array, random: Random) => Uint8Array;

const within = (bytes: Uint8Array, random: Random): number => Math.floor(random() * bytes.length);

const EXTREMES = [0, 0xff, 0x7f, 0x80];
const NUMBERS = ['-1', '0', '99999999999', '2147483647', '1e308', '0.00001'];

const CHANGES: readonly Change[] = [
  (bytes, random) => {
    const at = within(bytes, random);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8));
    return bytes;
  },
  (bytes, random) => bytes.fill(EXTREMES[Math.floor(random() * 4)] ?? 0, ...stretch(bytes, random, 8)),
  (bytes, random) => {
    const [start, end] = stretch(bytes, random, 64);
    return Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]);
  },
  (bytes, random) => {
    const [start, end] = stretch(bytes, random, 64);
    return Buffer.concat([bytes.subarray(0, end), bytes.subarray(start)]);
  },
  (bytes, random) => bytes.copyWithin(within(bytes, random), ...stretch(bytes, random, 64)),
  (bytes, random) => {
    const digits = [...Buffer.from(bytes).toString('latin1').matchAll(/\d+/g)];
    const found = digits[Math.floor(random() * digits.length)];
    if (!found) return bytes;
    const number = Buffer.from(NUMBERS[Math.floor(random() * NUMBERS.length)] ?? '');
    return Buffer.concat([
      bytes.subarray(0, found.index),
      number,
      bytes.subarray(found.index + found[0].length),
    ]);
  },
  // Once in a while, so that most mutants keep their end.
  (bytes, random) => (random() < 0.2 ? bytes.subarray(0, within(bytes, random)) : bytes),
];

function stretch(bytes: Uint8Array, random: Random, most: number): [start: number, end: number] {
  const start = within(bytes, random);
  return [start, Math.min(bytes.length, start + 1 + Math.floor(random() * most))];
}
