const WORDS = [
  'a',
  'of',
  'the',
  'Total',
  'l',
  '1',
  '12.50',
  'gy',
  '-',
  'word-',
  'ing',
  ' ',
  'a b',
  '.',
  'mm',
  'W',
];

/** Content that shows words in all ways that there are, the same for the same seed. */
export function randomContent(seed: number): string {
  let state = seed * 7919 + 13;
  const random = (): number => {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const number = (low: number, high: number): string =>
    (low + random() * (high - low)).toFixed(pick([0, 1, 2]));
  const word = (): string => `(${pick(WORDS)})`;
  const array = (): string =>
    Array.from({ length: 4 }, () => (random() < 0.6 ? word() : number(-400, 300))).join(' ');
  const operations: (() => string)[] = [
    () => `/${pick(['F1', 'F2'])} ${number(6, 18)} Tf`,
    () => `ET BT 1 0 0 1 ${number(50, 500)} ${number(50, 700)} Tm`,
    () => `${number(20, 60)} 0 Td`,
    () => `${number(-200, 0)} -14 Td`,
    () => `${number(0, 9)} ${pick(['3.5', '-2', '0'])} Td`,
    () => `${pick(['0', number(-1, 3)])} Tc`,
    () => `${pick(['0', number(-1, 6)])} Tw`,
    () => `${pick(['100', number(60, 140)])} Tz`,
    () => `${pick(['0', number(-3, 4)])} Ts`,
    () =>
      `ET q 0.8 0 0 0.8 10 20 cm BT /F1 9 Tf ${number(20, 300)} ${number(20, 300)} Td ${word()} Tj ET Q BT`,
    () => `/Span << /ActualText ${pick(['(fi)', '<FEFF00A0>', '<FEFF00AD>'])} >> BDC ${word()} Tj EMC`,
  ];
  const lines = Array.from({ length: 40 }, () => {
    const kind = random();
    if (kind < 0.3) return `${word()} Tj`;
    if (kind < 0.55) return `[${array()}] TJ`;
    return pick(operations)();
  });
  return `BT /F1 10 Tf 72 700 Td\n${lines.join('\n')}\nET`;
}
