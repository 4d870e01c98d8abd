import type { Box } from '../../../contract/lines.ts';
import type { PageText, TextRun } from '../content/types.ts';
import { NotPlain } from '../file/types.ts';
import type { Frame } from './frame.ts';
import { signOf } from './symbols.ts';
import type { TextPage } from './text-page.ts';
import { quarterIfNear, type Style } from './token-style.ts';

/** em and points by which runs of one style may differ. */
const SAME = 1e-3;
const NO_STYLE: Style = { em: 1, angle: 0, origin: [0, 0] };

/** A page that our own reader has read. Right-to-left letters need the glyphs' ink, which it does not know. */
export function plainTextPage({ text, runOf, runs, boxes }: PageText, frame: Frame): TextPage {
  const styles = runs.map((run) => styleOf(run, frame));
  const objects = oneStyle(styles);
  const indexOf = (unit: number): number => unit;
  return {
    text,
    indexOf,
    boxOf(index): Box | undefined {
      const at = index * 4;
      if (runOf[index] === -1) return undefined;
      const box = frame.toPage(
        boxes[at] as number,
        boxes[at + 1] as number,
        boxes[at + 2] as number,
        boxes[at + 3] as number,
      );
      return Number.isFinite(box[0] + box[1] + box[2] + box[3]) ? box : undefined;
    },
    styleOf: (index) => styles[runOf[index] as number] ?? NO_STYLE,
    objectOf: (index) => objects[runOf[index] as number] ?? 0,
    inkOf() {
      throw new NotPlain('Right-to-left letters');
    },
    signOf: (index, code) => signOf(code, runs[runOf[index] as number]?.font.name ?? ''),
  };
}

function styleOf({ size, matrix }: TextRun, frame: Frame): Style {
  const [a, b, c, d, e, f] = matrix;
  const [x, y] = frame.toPage(e, f, e, f);
  const angle = quarterIfNear(-Math.atan2(b, a) + (frame.turns * Math.PI) / 2);
  return { em: Math.abs(size) * Math.hypot(c, d), angle, origin: [x, y] };
}

/**
 * For each run a number that it shares with its neighbours of the same style and line: some producers show each glyph
 * by an operator of its own.
 */
function oneStyle(styles: readonly Style[]): Int32Array {
  const objects = new Int32Array(styles.length);
  let object = 1;
  for (let index = 0; index < styles.length; index++) {
    const [own, before] = [styles[index] as Style, styles[index - 1]];
    const same = before && own.angle === 0 && before.angle === 0 && isNear(own, before);
    objects[index] = same ? object : ++object;
  }
  return objects;
}

const isNear = (a: Style, b: Style): boolean =>
  Math.abs(a.em - b.em) < SAME && Math.abs(a.origin[1] - b.origin[1]) < SAME;
