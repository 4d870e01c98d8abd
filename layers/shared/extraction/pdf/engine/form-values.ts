import type { Box } from '../../../contract/lines.ts';
import type { PageToken } from '../layout/types.ts';
import type { OpenDocument } from './document.ts';
import type { Frame } from './frame.ts';
import type { Pdfium } from './pdfium.ts';

/** FPDF_ANNOT_WIDGET, annotation flags, FPDF_FORMFIELD_* and field flags of PDFium's public headers. */
const WIDGET = 20;
const HIDDEN = 0x02 | 0x20;
const FIELD = { checkBox: 2, radioButton: 3, comboBox: 4, listBox: 5, text: 6 } as const;
const PASSWORD_FIELD = 1 << 13;
/** Font size in points that viewers fill fields with at most, and a generous width of its letters in em. */
const USUAL_SIZE = 12;
const LETTER_WIDTH = 0.55;
const LINE_HEIGHT = 1.2;

/**
 * What is filled in on a page's form fields, which is no part of its text: values as words where the field stands,
 * check boxes and radio buttons as `[X]` and `[ ]`. Hidden fields and passwords are left alone.
 */
export function readFormValues(
  pdfium: Pdfium,
  { form }: OpenDocument,
  page: number,
  frame: Frame,
): PageToken[] {
  if (form === 0) return [];
  const { api } = pdfium;
  const tokens: PageToken[] = [];
  // Without this PDFium takes every box for unchecked.
  api.FORM_OnAfterLoadPage(page, form);
  for (let index = 0, count = api.FPDFPage_GetAnnotCount(page); index < count; index++) {
    const annotation = api.FPDFPage_GetAnnot(page, index);
    if (annotation === 0) continue;
    tokens.push(...fieldTokens(pdfium, form, annotation, frame));
    api.FPDFPage_CloseAnnot(annotation);
  }
  api.FORM_OnBeforeClosePage(page, form);
  return tokens;
}

function fieldTokens(pdfium: Pdfium, form: number, annotation: number, frame: Frame): PageToken[] {
  const { api } = pdfium;
  if (api.FPDFAnnot_GetSubtype(annotation) !== WIDGET || api.FPDFAnnot_GetFlags(annotation) & HIDDEN)
    return [];
  const box = boxOf(pdfium, annotation, frame);
  if (!box) return [];
  const type = api.FPDFAnnot_GetFormFieldType(form, annotation);
  if (type === FIELD.checkBox || type === FIELD.radioButton)
    return wordsAt(api.FPDFAnnot_IsChecked(form, annotation) ? '[X]' : '[ ]', box, false);
  const hasValue = type === FIELD.text || type === FIELD.comboBox || type === FIELD.listBox;
  if (!hasValue || api.FPDFAnnot_GetFormFieldFlags(form, annotation) & PASSWORD_FIELD) return [];
  return fieldValue(pdfium, form, annotation)
    .split(/\r\n?|\n/)
    .flatMap((line, index, lines) => wordsAt(line, lineBox(box, index, lines.length), true));
}

function boxOf(pdfium: Pdfium, annotation: number, frame: Frame): Box | undefined {
  const pointer = pdfium.allocate(16);
  const found = pdfium.api.FPDFAnnot_GetRect(annotation, pointer);
  const [left = 0, top = 0, right = 0, bottom = 0] = pdfium
    .floats()
    .subarray(pointer >> 2, (pointer >> 2) + 4);
  pdfium.free(pointer);
  const box = frame.toPage(left, bottom, right, top);
  return found && box.every(Number.isFinite) && box[2] > box[0] && box[3] > box[1] ? box : undefined;
}

function fieldValue(pdfium: Pdfium, form: number, annotation: number): string {
  const bytes = pdfium.api.FPDFAnnot_GetFormFieldValue(form, annotation, 0, 0);
  if (bytes <= 2) return '';
  const pointer = pdfium.allocate(bytes);
  pdfium.api.FPDFAnnot_GetFormFieldValue(form, annotation, pointer, bytes);
  const text = new TextDecoder('utf-16le').decode(pdfium.bytes().subarray(pointer, pointer + bytes - 2));
  pdfium.free(pointer);
  return text;
}

/** The part of a field in which one of its lines stands; a single line stands in the middle. */
function lineBox([x0, y0, x1, y1]: Box, index: number, lines: number): Box {
  const height = lines === 1 ? y1 - y0 : Math.min((y1 - y0) / lines, USUAL_SIZE * LINE_HEIGHT);
  return [x0, y0 + index * height, x1, y0 + (index + 1) * height];
}

/** Words of a line from the left edge of its box; a mark like `[ ]` is one word. */
function wordsAt(line: string, [x0, y0, x1, y1]: Box, split: boolean): PageToken[] {
  const em = Math.min(USUAL_SIZE, (y1 - y0) / LINE_HEIGHT);
  const letter = Math.min(em * LETTER_WIDTH, (x1 - x0) / Math.max(1, line.length));
  const baseline = (y0 + y1) / 2 + em * 0.35;
  const words = split ? [...line.matchAll(/\S+/g)] : [{ 0: line, index: 0 }];
  return words.map(({ 0: text, index }): PageToken => {
    const left = x0 + index * letter;
    return {
      text,
      // How a viewer draws the value is its own affair: only the field's height is sure to hold it.
      box: [left, y0, left + text.length * letter, y1],
      em,
      angle: 0,
      origin: [left, baseline],
    };
  });
}
