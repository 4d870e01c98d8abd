import type { PdfFile, PdfPage } from '../file/types.ts';
import { type Characters, closeLine, emptyCharacters, GENERATED } from './characters.ts';
import { flowDirection } from './flow-direction.ts';
import type { FontCache } from './font-cache.ts';
import type { Glyphs } from './glyphs.ts';
import { IDENTITY, newGraphicsState } from './graphics-state.ts';
import { interpret, type PageContext } from './interpreter.ts';
import { eachInOrder } from './object-order.ts';
import { pageContent } from './resources.ts';
import * as T from './text-objects.ts';
import { addObject, type TextPageState } from './text-page.ts';
import type { PageText, TextRun } from './types.ts';

/**
 * Reads the text of a page as PDFium's text page has it: characters, their boxes, and the blanks and line ends that
 * their places call for. Throws `NotPlain` where it cannot be sure of that.
 */
export function readPageText(file: PdfFile, page: PdfPage, fonts: FontCache): PageText {
  const objects = objectsOfPage(file, page, fonts);
  placeOnShownPage(objects, page);
  const state: TextPageState = {
    objects,
    characters: emptyCharacters(),
    direction: flowDirection(objects, page),
    turns: page.turns,
    before: -1,
    form: 0,
    backX: 0,
    backY: 0,
    backScale: 1,
    lineLeft: 0,
    lineRight: 0,
  };
  eachInOrder(objects, (object) => addObject(state, object));
  closeLine(state.characters);
  return pageText(objects, state.characters);
}

function objectsOfPage(file: PdfFile, page: PdfPage, fonts: FontCache): T.TextObjects {
  const objects = T.emptyTextObjects();
  const context: PageContext = {
    file,
    fonts,
    objects,
    fontDicts: new Map(),
    forms: 0,
    open: new Set(),
    operators: 0,
  };
  const { resources } = page;
  interpret(
    context,
    pageContent(file, page.dict),
    newGraphicsState(),
    { own: resources, page: resources },
    { form: 0, matrix: IDENTITY, lastObject: -1 },
  );
  return objects;
}

/** Lines are put in order on the page as it is shown: turned, and downwards. */
function placeOnShownPage({ count, numbers: n }: T.TextObjects, { turns }: PdfPage): void {
  for (let at = 0; at < count * T.NUMBERS; at += T.NUMBERS) {
    const x = n[at + T.PAGE_E] as number;
    const y = n[at + T.PAGE_F] as number;
    n[at + T.SHOWN_X] = turns === 0 ? x : turns === 1 ? y : turns === 2 ? -x : -y;
    n[at + T.SHOWN_Y] = turns === 0 ? -y : turns === 1 ? x : turns === 2 ? y : -x;
  }
}

function pageText(
  objects: T.TextObjects,
  { count, units, objects: owners, codes, boxes }: Characters,
): PageText {
  const runOf = new Int32Array(count);
  const runs: TextRun[] = [];
  const runOfObject = new Int32Array(objects.count).fill(-1);
  for (let at = 0; at < count; at++) {
    const owner = codes[at] === GENERATED ? -1 : (owners[at] as number);
    if (owner >= 0 && (runOfObject[owner] as number) < 0)
      runOfObject[owner] = runs.push(runAt(objects, owner)) - 1;
    runOf[at] = owner < 0 ? -1 : (runOfObject[owner] as number);
  }
  const text = Buffer.from(units.buffer, units.byteOffset, count * 2).toString('utf16le');
  return { text, runOf, runs, boxes: boxes.slice(0, count * 4) };
}

function runAt({ numbers: n, integers: i, glyphs }: T.TextObjects, object: number): TextRun {
  const at = object * T.NUMBERS;
  const it = object * T.INTEGERS;
  return {
    font: (glyphs[i[it + T.GLYPHS] as number] as Glyphs).font,
    size: n[at + T.SIZE] as number,
    matrix: [
      n[at + T.PAGE_A] as number,
      n[at + T.PAGE_B] as number,
      n[at + T.PAGE_C] as number,
      n[at + T.PAGE_D] as number,
      n[at + T.PAGE_E] as number,
      n[at + T.PAGE_F] as number,
    ],
    renderMode: i[it + T.RENDER_MODE] as number,
  };
}
