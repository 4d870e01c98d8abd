import { NotPlain, type PdfDict, type PdfFile, type PdfStream } from '../file/types.ts';
import type { FontCache } from './font-cache.ts';
import { formMatrix } from './form-matrix.ts';
import { glyphsOf } from './glyphs.ts';
import * as S from './graphics-state.ts';
import { actualTextIn } from './inline-dictionary.ts';
import { endOfInlineImage } from './inline-image.ts';
import * as L from './lexer.ts';
import { actualTextOf, type Mark, openMark } from './marked-content.ts';
import { nameOf, take } from './operands.ts';
import * as O from './operators.ts';
import type { Place } from './place-text-object.ts';
import { asDict, asStream, findResource, type Resources } from './resources.ts';
import { showText } from './show-text.ts';
import type { TextObjects } from './text-objects.ts';

/** What the content streams of one page share. */
export type PageContext = {
  file: PdfFile;
  fonts: FontCache;
  objects: TextObjects;
  /** Numbers that graphics states name font dictionaries by. */
  fontDicts: Map<PdfDict, number>;
  forms: number;
  /** Forms that are being drawn. */
  open: Set<PdfStream>;
  operators: number;
  /** Of all content streams so far; those of a form count each time that it is drawn. */
  bytes: number;
  /** Whether a picture is drawn, however small. */
  pictures: boolean;
};

type Run = {
  context: PageContext;
  lexer: L.Lexer;
  state: S.GraphicsState;
  resources: Resources;
  place: Place;
  mark: Mark | undefined;
  /** Index of `mark` in the page's marks; -1 if it has none yet. */
  markIndex: number;
};

/** A page of drawings has some 100,000 operators; PDFium would take minutes for what has more than this. */
const MAX_OPERATORS = 10_000_000;
/** A page of text has some 10 KB, a drawing seldom more than a few MB. */
const MAX_BYTES = 64 * 1024 * 1024;
/** PDFium draws no forms that lie deeper. */
const MAX_FORMS_DEEP = 40;
const MAX_FORMS = 20_000;

/** Runs a content stream (ISO 32000-1, 7.8) for the text that it shows. */
export function interpret(
  context: PageContext,
  bytes: Uint8Array,
  state: S.GraphicsState,
  resources: Resources,
  place: Place,
): void {
  context.bytes += bytes.length;
  if (context.bytes > MAX_BYTES) throw new NotPlain('The content of the page is too large');
  const lexer = L.newLexer(bytes);
  const run: Run = { context, lexer, state, resources, place, mark: undefined, markIndex: -1 };
  for (let operator = L.next(lexer); operator !== L.END; operator = L.next(lexer)) {
    if (++context.operators > MAX_OPERATORS) throw new NotPlain('The page has too many operators');
    execute(run, operator);
  }
}

function execute(run: Run, operator: number): void {
  const { lexer, state } = run;
  switch (operator) {
    // The first are what most streams have most of.
    case O.Td:
      take(lexer, 2);
      S.moveLine(state, lexer.numbers[0] as number, lexer.numbers[1] as number);
      return;
    case O.Tj:
      show(run);
      return;
    case O.TJ:
      showArray(run);
      return;
    case O.m:
    case O.l:
    case O.c:
    case O.re:
      return;
    case O.q:
      S.save(state);
      return;
    case O.Q:
      S.restore(state);
      return;
    case O.cm:
      take(lexer, 6);
      S.concatenate(state, lexer.numbers);
      return;
    case O.BT:
      S.setTextMatrix(state, S.IDENTITY);
      return;
    case O.Tm:
      take(lexer, 6);
      S.setTextMatrix(state, lexer.numbers);
      return;
    case O.Tf:
      setFont(run);
      return;
    case O.Tc:
      setField(run, S.CHARACTER_SPACE);
      return;
    case O.Tw:
      setField(run, S.WORD_SPACE);
      return;
    case O.TL:
      setField(run, S.LEADING);
      return;
    case O.Ts:
      setField(run, S.RISE);
      return;
    case O.w:
      setField(run, S.LINE_WIDTH);
      return;
    case O.Tr:
      setMode(run);
      return;
    case O.Tz:
      take(lexer, 1);
      state.values[state.base + S.SCALING] = (lexer.numbers[0] as number) / 100;
      S.updateGlyphMatrix(state);
      return;
    case O.TD:
      take(lexer, 2);
      S.moveLine(state, lexer.numbers[0] as number, lexer.numbers[1] as number);
      state.values[state.base + S.LEADING] = -(lexer.numbers[1] as number);
      return;
    case O.NEXT_LINE:
      nextLine(state);
      return;
    case O.APOSTROPHE:
      nextLine(state);
      show(run);
      return;
    case O.QUOTATION:
      if (lexer.operands !== 3 || lexer.numeric !== 2) throw new NotPlain('An operator lacks operands');
      state.values[state.base + S.WORD_SPACE] = lexer.numbers[0] as number;
      state.values[state.base + S.CHARACTER_SPACE] = lexer.numbers[1] as number;
      nextLine(state);
      show(run);
      return;
    case O.BMC:
      setMark(run, openMark(run.mark, undefined, undefined));
      return;
    case O.BDC:
      beginMarkedContent(run);
      return;
    case O.EMC:
      if (run.mark) setMark(run, run.mark.outer);
      return;
    case O.gs:
      setGraphicsState(run);
      return;
    case O.Do:
      drawObject(run);
      return;
    case O.BI:
      skipInlineImage(run);
  }
}

function setField({ lexer, state }: Run, field: number): void {
  take(lexer, 1);
  state.values[state.base + field] = lexer.numbers[0] as number;
}

function setMode({ lexer, state }: Run): void {
  take(lexer, 1);
  const mode = Math.trunc(lexer.numbers[0] as number);
  if (mode >= 0 && mode <= 7) state.values[state.base + S.MODE] = mode;
}

function nextLine(state: S.GraphicsState): void {
  S.moveLine(state, 0, -(state.values[state.base + S.LEADING] as number));
}

function setFont(run: Run): void {
  const { lexer, state, context, resources } = run;
  if (lexer.operands !== 2 || lexer.numeric !== 1 || lexer.beforeLast !== L.NAME)
    throw new NotPlain('An operator lacks operands');
  const name = nameOf(lexer);
  const dict = asDict(findResource(context.file, resources, 'Font', name));
  if (!dict) throw new NotPlain('The page names a font that it does not have');
  state.values[state.base + S.FONT] = fontIndex(context, dict);
  state.values[state.base + S.FONT_SIZE] = lexer.numbers[1] as number;
}

function fontIndex({ fontDicts }: PageContext, dict: PdfDict): number {
  const known = fontDicts.get(dict);
  if (known !== undefined) return known;
  fontDicts.set(dict, fontDicts.size);
  return fontDicts.size - 1;
}

/** Fonts are read when they are first shown: some are only named. */
function readGlyphs({ objects, fonts, fontDicts }: PageContext, font: number): void {
  for (const [dict, index] of fontDicts) if (index === font) objects.glyphs[font] = glyphsOf(fonts(dict));
}

function show(run: Run): void {
  if (run.lexer.last !== L.STRING) throw new NotPlain('An operator lacks operands');
  L.takeString(run.lexer);
  if (run.lexer.segments > 0) showSegments(run);
}

function showArray(run: Run): void {
  if (run.lexer.last !== L.ARRAY || run.lexer.odd) throw new NotPlain('An operator lacks operands');
  showSegments(run);
}

function showSegments(run: Run): void {
  const { context, state, lexer, place } = run;
  const font = state.values[state.base + S.FONT] as number;
  if (font < 0) throw new NotPlain('Text is shown without a font');
  if (context.objects.glyphs[font] === undefined) readGlyphs(context, font);
  if (run.markIndex < 0 && run.mark?.replaced) run.markIndex = context.objects.marks.push(run.mark) - 1;
  showText(context.objects, state, lexer, font, place, run.markIndex);
}

function setMark(run: Run, mark: Mark | undefined): void {
  run.mark = mark;
  run.markIndex = -1;
}

function beginMarkedContent(run: Run): void {
  const { context, lexer, resources, mark } = run;
  if (lexer.last === L.NAME) {
    const properties = asDict(findResource(context.file, resources, 'Properties', nameOf(lexer)));
    // PDFium opens no sequence then, so that its end ends the one around it.
    if (!properties) return;
    const text = actualTextOf(properties, context.file.resolve);
    setMark(run, openMark(mark, properties, text));
  } else if (lexer.last === L.DICTIONARY) {
    setMark(run, openMark(mark, {}, actualTextIn(lexer.bytes, lexer.from, lexer.to)));
  }
}

/** Of an external graphics state (ISO 32000-1, 8.4.5) only the line width concerns text; fonts in it are rare. */
function setGraphicsState({ context, lexer, resources, state }: Run): void {
  if (lexer.last !== L.NAME) return;
  const found = asDict(findResource(context.file, resources, 'ExtGState', nameOf(lexer)));
  if (!found) return;
  if (found.has('Font')) throw new NotPlain('A graphics state sets the font');
  const width = context.file.resolve(found.get('LW'));
  if (typeof width === 'number') state.values[state.base + S.LINE_WIDTH] = width;
}

function drawObject(run: Run): void {
  const { context, lexer, resources } = run;
  if (lexer.last !== L.NAME) return;
  const stream = asStream(findResource(context.file, resources, 'XObject', nameOf(lexer)));
  if (!stream) return;
  const subtype = context.file.resolve(stream.dict.get('Subtype'));
  if (subtype === 'Form') drawForm(run, stream);
  if (subtype === 'Image') context.pictures = true;
}

function drawForm({ context, state, resources, place }: Run, stream: PdfStream): void {
  const { file, open } = context;
  if (open.has(stream) || open.size >= MAX_FORMS_DEEP) throw new NotPlain('Forms are nested without end');
  if (++context.forms > MAX_FORMS) throw new NotPlain('The page draws too many forms');
  const own = asDict(file.resolve(stream.dict.get('Resources'))) ?? resources.own;
  const inner = S.formState(state);
  const matrix = formMatrix(file, stream);
  for (let at = 0; at < 6; at++) inner.values[S.CTM + at] = matrix[at] as number;
  const { values: v, base: o } = state;
  const ctm = Array.from(v.subarray(o + S.CTM, o + S.CTM + 6)) as S.Matrix;
  const innerPlace: Place = { form: context.forms, matrix: S.multiply(ctm, place.matrix), lastObject: -1 };
  open.add(stream);
  interpret(context, file.decode(stream), inner, { own, page: resources.page }, innerPlace);
  open.delete(stream);
}

/** BI is followed by keys and values up to ID, one blank and the data (ISO 32000-1, 8.9.7). */
function skipInlineImage({ context, lexer }: Run): void {
  context.pictures = true;
  const keys = lexer.at;
  const operator = L.next(lexer);
  if (operator !== O.ID) throw new NotPlain('An inline image has no data');
  lexer.at = endOfInlineImage(lexer.bytes, keys, lexer.at + 1);
}
