import type { Box } from '../../../contract/lines.ts';
import { readCharacters } from './characters.ts';
import type { Frame } from './frame.ts';
import type { Pdfium } from './pdfium.ts';
import { signReader } from './symbols.ts';
import type { TextPage } from './text-page.ts';
import { quarterIfNear, type Style } from './token-style.ts';

/** A text page that PDFium has loaded; it must stay open as long as this is used. */
export function pdfiumTextPage(pdfium: Pdfium, textPage: number, count: number, frame: Frame): TextPage {
  const { raw, scratch } = pdfium;
  let lastObject = -1;
  let style: Style = { em: 1, angle: 0, origin: [0, 0] };

  const boxOf = (index: number): Box | undefined => {
    if (!raw.FPDFText_GetLooseCharBox(textPage, index, scratch)) return undefined;
    const heap = pdfium.floats();
    const at = scratch >> 2;
    const box = frame.toPage(heap[at] ?? 0, heap[at + 3] ?? 0, heap[at + 2] ?? 0, heap[at + 1] ?? 0);
    return box.every(Number.isFinite) ? box : undefined;
  };

  const objectOf = (index: number): number => raw.FPDFText_GetTextObject(textPage, index);

  const styleOf = (index: number): Style => {
    const object = objectOf(index);
    if (object === lastObject && object !== 0) return style;
    lastObject = object;
    const size = raw.FPDFText_GetFontSize(textPage, index);
    raw.FPDFText_GetMatrix(textPage, index, scratch);
    const heap = pdfium.floats();
    const at = scratch >> 2;
    const number = (index: number): number => heap[at + index] as number;
    const [a, b, c, d, e, f] = [number(0), number(1), number(2), number(3), number(4), number(5)];
    const angle = quarterIfNear(-Math.atan2(b, a) + (frame.turns * Math.PI) / 2);
    const em = Math.abs(size) * Math.hypot(c, d);
    const [x, y] = frame.toPage(e, f, e, f);
    style = { em, angle, origin: [x, y] };
    return style;
  };

  return {
    ...readCharacters(pdfium, textPage, count),
    boxOf,
    styleOf,
    objectOf,
    inkOf: inkReader(pdfium, textPage, frame),
    signOf: signReader(pdfium, textPage),
  };
}

function inkReader(pdfium: Pdfium, textPage: number, frame: Frame): TextPage['inkOf'] {
  const { api, scratch } = pdfium;
  const numbers = (count: number) => new Float64Array(pdfium.bytes().buffer, scratch, count);
  return (index, box) => {
    api.FPDFText_GetCharOrigin(textPage, index, scratch, scratch + 8);
    const [x = 0, y = 0] = numbers(2);
    const [origin] = frame.toPage(x, y, x, y);
    const found = api.FPDFText_GetCharBox(textPage, index, scratch, scratch + 8, scratch + 16, scratch + 24);
    const [left = 0, right = 0, bottom = 0, top = 0] = numbers(4);
    const [from, , to] = found ? frame.toPage(left, bottom, right, top) : box;
    return { ink: [from, to], origin };
  };
}
