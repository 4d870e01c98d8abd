import type { Box } from '../../../contract/lines.ts';
import type { PageToken } from '../../pdf/layout/types.ts';
import { type Affine, apply } from './affine.ts';
import type { FoundWord } from './read-words.ts';

/** Font size of a line by its height from the foot of g to the top of d. */
const EM_OF_LINE = 1.1;

/** Words of a drawing as tokens in points on the picture as it was given. `angle`: direction they run in there. */
export function toTokens(
  words: readonly FoundWord[],
  toPicture: Affine,
  angle: number,
  pointsPerPixel: number,
): PageToken[] {
  const scale = Math.hypot(toPicture.a, toPicture.b) * pointsPerPixel;
  return words.map((word): PageToken => {
    const [x, y] = apply(toPicture, (word.left + word.right) / 2, word.baseline);
    return {
      text: word.text,
      box: boxOf(word, toPicture, pointsPerPixel),
      em: Math.max(word.lineHeight * EM_OF_LINE * scale, 0.1),
      angle,
      origin: [x * pointsPerPixel, y * pointsPerPixel],
      confidence: Math.min(1, Math.max(0, word.confidence / 100)),
    };
  });
}

function boxOf({ left, top, right, bottom }: FoundWord, toPicture: Affine, pointsPerPixel: number): Box {
  const corners = [
    apply(toPicture, left, top),
    apply(toPicture, right, top),
    apply(toPicture, right, bottom),
    apply(toPicture, left, bottom),
  ];
  const xs = corners.map(([x]) => x * pointsPerPixel);
  const ys = corners.map(([, y]) => y * pointsPerPixel);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}
