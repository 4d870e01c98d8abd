/** Numbers from 0 to below `below`, the same for the same seed (mulberry32). */
export type Random = (below: number) => number;

export function randomFrom(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const WORDS =
  'contract party delivery payment liability goods price term notice supplier buyer days written agreement shall within warranty defect claim court law tax invoice month year period amount rate interest service'.split(
    ' ',
  );

/** So many sentences of 6 to 23 words. */
export function paragraph(random: Random, sentences: number): string {
  const sentence = () => {
    const words = Array.from({ length: 6 + random(18) }, () => WORDS[random(WORDS.length)]).join(' ');
    return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
  };
  return Array.from({ length: sentences }, sentence).join(' ');
}
