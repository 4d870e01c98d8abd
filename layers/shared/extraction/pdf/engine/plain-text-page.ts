import type { Box } from '../../../contract/lines.ts';
import type { PageText, TextRun } from '../content/types.ts';
import { NotPlain } from '../file/types.ts';
import { isBlank } from './character-kinds.ts';
import type { Frame } from './frame.ts';
import { signOf } from './symbols.ts';
import type { TextPage } from './text-page.ts';
import { quarterIfNear, type Style } from './token-style.ts';

/** A gap in em inside of a run that makes two of it. */
const GAP = 0.5;
const NO_STYLE: Style = { em: 1, angle: 0, origin: [0, 0] };

/** A page that our own reader has read. Right-to-left letters need the glyphs' ink, which it does not know. */
export function plainTextPage(page: PageText, frame: Frame): TextPage {
  const { text, runOf, runs, boxes } = page;
  const styles = runs.map((run) => styleOf(run, frame));
  const objects = objectsOf(page, styles);
  return {
    text,
    indexOf: (unit) => unit,
    boxOf(index): Box | undefined {
      if (runOf[index] === -1) return undefined;
      const at = index * 4;
      const box = frame.toPage(
        boxes[at] as number,
        boxes[at + 1] as number,
        boxes[at + 2] as number,
        boxes[at + 3] as number,
      );
      return Number.isFinite(box[0] + box[1] + box[2] + box[3]) ? box : undefined;
    },
    styleOf: (index) => styles[runOf[index] as number] ?? NO_STYLE,
    objectOf: (index) => objects[index] as number,
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
 * For each character the number of its run, which gaps between what two operators show cut as well, and those within
 * what one shows where words of several have them.
 */
function objectsOf({ text, runOf, objectOf, boxes }: PageText, styles: readonly Style[]): Int32Array {
  const objects = new Int32Array(runOf.length);
  const gaps: number[] = [];
  let object = 0;
  let run = -1;
  for (let unit = 0; unit < runOf.length; unit++) {
    const own = runOf[unit] as number;
    if (own !== run) object++;
    else if (own !== -1 && gapBefore(boxes, unit) > GAP * (styles[own] ?? NO_STYLE).em) {
      if (objectOf[unit] !== objectOf[unit - 1]) object++;
      else gaps.push(unit);
    }
    if (own !== -1) objects[unit] = object;
    run = own;
  }
  for (const gap of gaps) cutWord(text, objectOf, objects, gap);
  return objects;
}

/** Gives a word's end a number of its own if the word is drawn by several operators. */
function cutWord(text: string, objectOf: Int32Array, objects: Int32Array, gap: number): void {
  const isWord = (unit: number) => objects[unit] === objects[gap] && !isBlank(text.charCodeAt(unit));
  if (!isWord(gap)) return;
  let first = gap;
  while (first > 0 && isWord(first - 1)) first--;
  let end = gap + 1;
  while (end < text.length && isWord(end)) end++;
  if (first === gap || objectOf[first] === objectOf[end - 1]) return;
  objects.fill(-gap, gap, end);
}

const gapBefore = (boxes: Float64Array, unit: number): number => {
  const at = unit * 4;
  const after = (boxes[at] as number) - (boxes[at - 2] as number);
  return Math.max(after, (boxes[at - 4] as number) - (boxes[at + 2] as number));
};
