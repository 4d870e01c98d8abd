import type { PageToken, Token } from './types.ts';

/** Texts whose directions differ by less than this (radians) are laid out together. */
const SAME_DIRECTION = Math.PI / 36;

/**
 * Groups tokens by the direction they run in, each group turned upright, the one with most letters first. Stamps
 * along a margin and watermarks thus stand after the body and do not tear its lines apart.
 */
export function byDirection(tokens: readonly PageToken[]): Token[][] {
  const groups = new Map<number, Group>();
  let group: Group | undefined;
  let last = Number.NaN;
  for (const token of tokens) {
    const key = Math.round(token.angle / SAME_DIRECTION);
    // Next to all of a page runs in one direction.
    if (!group || key !== last) {
      group = groups.get(key) ?? { tokens: [], letters: 0 };
      groups.set(key, group);
      last = key;
    }
    group.tokens.push(upright(token));
    group.letters += token.text.length;
  }
  return [...groups.values()].sort((a, b) => b.letters - a.letters).map((each) => each.tokens);
}

type Group = { tokens: Token[]; letters: number };

/** A token in the frame in which its text runs to the right. */
function upright({ text, box, em, angle, origin, confidence }: PageToken): Token {
  if (angle === 0)
    return {
      text,
      left: box[0],
      right: box[2],
      top: box[1],
      bottom: box[3],
      baseline: origin[1],
      em,
      box,
      confidence,
    };
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const along = (x: number, y: number) => x * cos + y * sin;
  const across = (x: number, y: number) => y * cos - x * sin;
  const middle = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2] as const;
  const { length, height } = extent(box[2] - box[0], box[3] - box[1], Math.abs(cos), Math.abs(sin), em);
  const centre = { u: along(...middle), v: across(...middle) };
  return {
    text,
    left: centre.u - length / 2,
    right: centre.u + length / 2,
    top: centre.v - height / 2,
    bottom: centre.v + height / 2,
    baseline: across(...origin),
    em,
    box,
    confidence,
  };
}

/** Length and height of a text whose bounding box on the page is `width` × `tall`, from the angle it runs in. */
function extent(width: number, tall: number, cos: number, sin: number, em: number) {
  if (cos < 0.01) return { length: tall, height: width };
  if (sin < 0.01) return { length: width, height: tall };
  const length = cos > sin ? (width - em * sin) / cos : (tall - em * cos) / sin;
  return { length: Math.max(length, em / 4), height: em };
}
