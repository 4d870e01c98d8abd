const LINES = [
  'Total 12.50',
  'of the ill',
  'a  b c',
  'WAVE-',
  'word-',
  'ing. mm',
  '- . -',
  'aaa a a',
  'ii ll',
];

/** Advances in Helvetica, in thousandths of the size. */
const ADVANCES: Readonly<Record<string, number>> = {
  ...Object.fromEntries(Array.from('oa1250hebdng', (letter) => [letter, 556])),
  ...Object.fromEntries(Array.from(' .tf', (letter) => [letter, 278])),
  ...Object.fromEntries(Array.from('AVE', (letter) => [letter, 667])),
  ...{ l: 222, i: 222, '-': 333, r: 333, c: 500, x: 500, T: 611, w: 722, m: 833, W: 944 },
};

/**
 * Content that shows each glyph by an operator of its own, as browsers print, mostly as far apart as the font has it;
 * now and then a glyph is drawn twice, out of order, off the line or too far away. The same for the same seed.
 */
export function randomGlyphs(seed: number): string {
  let state = seed * 7919 + 13;
  const random = (): number => {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const scale = pick([1, 0.24, 0.06]);
  const size = pick([8, 10.5, 14]) / scale;
  const mischief = pick([0, 0.02, 0.1]);
  const move = (x: number, y: number): string => `${x.toFixed(3)} ${y.toFixed(3)} Td`;
  const glyphs = (text: string): string[] =>
    Array.from(text).flatMap((letter, index) => {
      const advance = index === 0 ? 0 : ((ADVANCES[text[index - 1] ?? ''] ?? 0) * size) / 1000;
      const show = `(${letter}) Tj`;
      if (random() >= mischief) return [`${move(advance, 0)} ${show}`];
      return pick([
        [`${move(advance, 0)} ${show}`, `${move(size * pick([0, 0.02, 0.3]), 0)} ${show}`],
        [`${move(advance + size * pick([0.1, 0.2, 0.5, 2]), 0)} ${show}`],
        [`${move(-size * pick([0.3, 3, 30]), 0)} ${show}`],
        [`${move(advance, size * pick([0.3, -0.15, 0.01]))} ${show}`],
        [`${move(advance, 0)} [${show.slice(0, -3)} ${pick([-300, 120])}] TJ`],
        [`${move(advance, 0)} /F2 ${size} Tf ${show} /F1 ${size} Tf`],
        [`${move(advance, 0)} (${letter}x) Tj ${move((ADVANCES.x ?? 0) * size * 0.001, 0)}`],
        [`${move(advance, 0)} ${pick(['0.3', '-0.2'])} Tc ${show} 0 Tc`],
      ]);
    });
  const lines = Array.from({ length: 14 }, (_none, line) => {
    const place = `1 0 0 1 ${(pick([60, 60, 250]) / scale).toFixed(2)} ${((700 - line * pick([14, 14, 20])) / scale).toFixed(2)} Tm`;
    return `BT /F1 ${size} Tf ${place}\n${glyphs(pick(LINES)).join('\n')}\nET`;
  });
  return `q ${scale} 0 0 ${scale} 0 0 cm\n${lines.join('\n')}\nQ`;
}
