import { NotPlain, type PdfFile, type PdfPage } from '../file/types.ts';
import { ChainBroken } from './chains.ts';
import { type Characters, closeLine, GENERATED, reusedCharacters } from './characters.ts';
import type { FontCache } from './font-cache.ts';
import type { Glyphs } from './glyphs.ts';
import { IDENTITY, newGraphicsState } from './graphics-state.ts';
import { interpret, type PageContext } from './interpreter.ts';
import { eachInOrder } from './object-order.ts';
import { pageContent } from './resources.ts';
import * as T from './text-objects.ts';
import { addObject } from './text-page.ts';
import type { TextPageState } from './text-page-state.ts';
import type { PageText, TextRun } from './types.ts';

/**
 * Reads the text of a page as PDFium's text page has it: characters, their boxes, and the blanks and line ends that
 * their places call for. Throws `NotPlain` where it cannot be sure of that.
 */
export function readPageText(file: PdfFile, page: PdfPage, fonts: FontCache): PageText {
  try {
    // Lines of turned pages are put in order along another axis than the one that glyphs of a chain follow.
    return readObjects(file, page, fonts, page.turns === 0);
  } catch (error) {
    if (!(error instanceof ChainBroken)) throw error;
    return readObjects(file, page, fonts, false);
  }
}

function readObjects(file: PdfFile, page: PdfPage, fonts: FontCache, mayChain: boolean): PageText {
  const { objects, pictures } = drawPage(file, page, fonts, mayChain);
  placeOnShownPage(objects, page);
  const state: TextPageState = {
    objects,
    characters: reusedCharacters(),
    page,
    direction: undefined,
    before: -1,
    form: 0,
    backX: 0,
    backY: 0,
    lineLeft: 0,
    lineRight: 0,
  };
  eachInOrder(objects, state.characters, (object) => addObject(state, object));
  closeLine(state.characters);
  if (state.characters.count > T.MAX_CHARACTERS) throw new NotPlain('The page has too many characters');
  const text = { ...pageText(objects, state.characters), pictures };
  // What is kept for the next page is not to hold this one's fonts.
  objects.glyphs = [];
  objects.marks = [];
  return text;
}

function drawPage(file: PdfFile, page: PdfPage, fonts: FontCache, mayChain: boolean): PageContext {
  const context: PageContext = {
    file,
    fonts,
    objects: T.reusedTextObjects(),
    fontDicts: new Map(),
    forms: 0,
    open: new Set(),
    operators: 0,
    bytes: 0,
    pictures: false,
  };
  context.objects.mayChain = mayChain;
  const { resources } = page;
  interpret(
    context,
    pageContent(file, page.dict),
    newGraphicsState(),
    { own: resources, page: resources },
    { form: 0, matrix: IDENTITY, lastObject: -1 },
  );
  return context;
}

/** Lines are put in order on the page as it is shown: turned, and downwards. */
function placeOnShownPage({ count, numbers: n, mayChain }: T.TextObjects, { turns }: PdfPage): void {
  for (let at = 0; at < count * T.NUMBERS; at += T.NUMBERS) {
    const x = n[at + T.PAGE_E] as number;
    const y = n[at + T.PAGE_F] as number;
    n[at + T.SHOWN_X] = turns === 0 ? x : turns === 1 ? y : turns === 2 ? -x : -y;
    n[at + T.SHOWN_END] = (mayChain ? n[at + T.END_E] : n[at + T.SHOWN_X]) as number;
    n[at + T.SHOWN_Y] = turns === 0 ? -y : turns === 1 ? x : turns === 2 ? y : -x;
  }
}

function pageText(objects: T.TextObjects, characters: Characters): Omit<PageText, 'pictures'> {
  const { count, units, objects: owners, codes, boxes } = characters;
  const runOf = new Int32Array(count);
  const runs: TextRun[] = [];
  let owner = -1;
  let run = -1;
  for (let at = 0; at < count; at++) {
    if (codes[at] === GENERATED) {
      runOf[at] = -1;
      continue;
    }
    const object = owners[at] as number;
    if (object !== owner) {
      if (owner < 0 || !isOneRun(objects, owner, object)) run = runs.push(runAt(objects, object)) - 1;
      owner = object;
    }
    runOf[at] = run;
  }
  const text = Buffer.from(units.buffer, units.byteOffset, count * 2).toString('utf16le');
  return { text, runOf, runs, objectOf: owners.subarray(0, count), boxes: boxes.subarray(0, count * 4) };
}

/** Upright text of one style on one line: some producers show each glyph by an operator of its own. */
function isOneRun({ numbers: n, integers: i }: T.TextObjects, one: number, other: number): boolean {
  const a = one * T.NUMBERS;
  const b = other * T.NUMBERS;
  const fonts = i[one * T.INTEGERS + T.GLYPHS] === i[other * T.INTEGERS + T.GLYPHS];
  return (
    fonts &&
    n[a + T.PAGE_F] === n[b + T.PAGE_F] &&
    n[a + T.SIZE] === n[b + T.SIZE] &&
    n[a + T.PAGE_A] === n[b + T.PAGE_A] &&
    n[a + T.PAGE_D] === n[b + T.PAGE_D] &&
    n[a + T.PAGE_B] === 0 &&
    n[b + T.PAGE_B] === 0 &&
    n[a + T.PAGE_C] === 0 &&
    n[b + T.PAGE_C] === 0 &&
    i[one * T.INTEGERS + T.RENDER_MODE] === i[other * T.INTEGERS + T.RENDER_MODE]
  );
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
