import type { Box } from '../../../contract/lines.ts';
import type { PageLine, PageLines } from '../../../extraction/assemble.ts';
import type { WordConfidence } from './whispered.ts';

/** Positions are parts of a page whose size is not told: US Letter is taken, in points. */
const WIDTH = 612;
const HEIGHT = 792;
/** Words that are not listed are at least this sure. */
const SURE = 0.9;

/** A page's end: our own mark, or the service's where it did not take ours. */
const PAGE_END = /^<<<(?: ?>>>|psw page (?:(\d{1,6})|\{\{page_no\}\})>>>)?$/;
const NUMBERED = /^0x([0-9a-f]{1,8}): ?/i;

export type LineFacts = {
  numbered: boolean;
  /** By line number from 1: page from 0, lower edge, height, page height, confidence. */
  positions: ReadonlyMap<number, readonly number[]>;
  /** By line from 0. */
  confidences: readonly (readonly WordConfidence[])[];
};

/**
 * The text of LLMWhisperer as pages of lines. Line numbers are taken off: they are put back, over all pages, where the
 * message wants them. A line's position is a band across the whole page, from its lower edge up.
 */
export function pagesOf(text: string, facts: LineFacts): PageLines[] {
  const pages: PageLines[] = [];
  let lines: PageLine[] = [];
  let pageOfLines: number | undefined;
  const close = (number: number | undefined) => {
    const page = Math.max(number ?? pageOfLines ?? 0, (pages.at(-1)?.page ?? 0) + 1);
    pages.push({ page, width: WIDTH, height: HEIGHT, source: 'ocr', lines: withoutBlankEnd(lines) });
    lines = [];
    pageOfLines = undefined;
  };
  text.split(/\r\n?|\n/).forEach((raw, index) => {
    const [prefix = '', hexadecimal] = (facts.numbered && NUMBERED.exec(raw)) || [];
    const number = hexadecimal === undefined ? index + 1 : Number.parseInt(hexadecimal, 16);
    const content = raw.slice(prefix.length).replaceAll('\f', '').trimEnd();
    const end = PAGE_END.exec(content.trim());
    if (end) {
      close(end[1] === undefined ? undefined : Number(end[1]));
      return;
    }
    const position = facts.positions.get(number);
    if (position && isPlaced(position)) pageOfLines ??= (position[0] ?? 0) + 1;
    lines.push({
      text: content,
      ...(position && isPlaced(position) && { box: bandOf(position) }),
      ...confidenceOf(content, position, facts.confidences[number - 1]),
    });
  });
  if (lines.some((line) => line.text.trim() !== '') || pages.length === 0) close(undefined);
  return pages;
}

/** Lines without a place are all zeros. */
const isPlaced = ([, baseY = 0, height = 0, pageHeight = 0]: readonly number[]) =>
  baseY > 0 && height > 0 && pageHeight > 0;

function bandOf([, baseY = 0, height = 0, pageHeight = 1]: readonly number[]): Box {
  const at = (y: number) => Math.round(Math.min(Math.max((y / pageHeight) * HEIGHT, 0), HEIGHT) * 100) / 100;
  return [0, at(baseY - height), WIDTH, at(baseY)];
}

/** The line's own where it is told, or the mean of its words, which is a lower bound: sure words are not listed. */
function confidenceOf(
  text: string,
  position: readonly number[] | undefined,
  unsure: readonly WordConfidence[] | undefined,
): Pick<PageLine, 'confidence'> {
  const own = position?.[4];
  if (own !== undefined && own >= 0 && own <= 1) return { confidence: own };
  if (!unsure || unsure.length === 0) return {};
  const words = Math.max(text.split(/\s+/).filter(Boolean).length, unsure.length);
  const sum = unsure.reduce((total, { confidence }) => total + Math.min(Math.max(confidence, 0), 1), 0);
  return { confidence: Math.round(((sum + (words - unsure.length) * SURE) / words) * 1000) / 1000 };
}

function withoutBlankEnd(lines: readonly PageLine[]): PageLine[] {
  return lines.slice(0, lines.findLastIndex(({ text }) => text !== '') + 1);
}
