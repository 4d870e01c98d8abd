import type { Heading } from './unit.ts';

/** `running`: what repeats at the top or foot of the pages, or stands between them. */
export type LineKind = 'blank' | 'heading' | 'item' | 'row' | 'running' | 'text';

/** A line's place in the document, for what only its neighbours tell. */
export type Surroundings = { blankBefore: boolean; blankAfter: boolean; headingBefore?: boolean };

const MARKDOWN_HEADING = /^ {0,3}(#{1,6})\s+\S/;
const NUMBERED_HEADING = /^\s*(\d{1,3}(?:\.\d{1,3}){1,5})\.?\s+\p{Lu}/u;
const NAMED_HEADING =
  /^\s*(?:(chapter|part|kapitel|teil|chapitre|capítulo)|(article|section|item|schedule|annex|appendix|exhibit|note|artikel|abschnitt|anhang|anlage|§))\s*[\dIVXLC]+(?:\b|$)/iu;
const CHINESE_HEADING = /^\s*第[\d一二三四五六七八九十百]+[章节節条條編篇]/u;
const LIST_ITEM = /^\s*(?:[-*+•‣▪◦–—·●○]|\(?\d{1,3}[.)]|\(?[A-Za-z][.)]|\(?[ivx]{1,5}[.)]|[①-⑳])\s+\S/u;
/** Two cells: a tab, or a gap of at least two spaces that does not follow the end of a sentence. */
const GAP = /[^\s.!?](\t|\s{2,})(?=\S)/g;
const SENTENCE_END = /[.!?。！？;,:；，：…]["'”’»)\]]*\s*$/u;

const LONGEST_HEADING = 100;
const LONGEST_MARKDOWN_HEADING = 200;
const LONGEST_TITLE = 60;
const LONGEST_LINE = 4000;

/** What a line of layout text or Markdown is. Lines of thousands of characters are running text. */
export function lineKind(line: string, around: Surroundings): LineKind {
  if (line.trim() === '') return 'blank';
  if (line.length > LONGEST_LINE) return 'text';
  if (isMarkdownHeading(line)) return 'heading';
  if (isTableRow(line)) return 'row';
  if (headingOf(line, around)) return 'heading';
  return LIST_ITEM.test(line) ? 'item' : 'text';
}

/** A longer line after "#" is a footnote. */
const isMarkdownHeading = (line: string) =>
  line.length <= LONGEST_MARKDOWN_HEADING && MARKDOWN_HEADING.test(line);

function isTableRow(line: string): boolean {
  const content = line.trim();
  if (content.startsWith('|') || content.split('|').length > 3) return true;
  let gaps = 0;
  for (const [, gap = ''] of content.matchAll(GAP)) {
    gaps++;
    if (gaps > 1 || gap.length > 2 || gap === '\t') return true;
  }
  return false;
}

/** Level and title of a heading; undefined for a line that is none. */
export function headingOf(line: string, around: Surroundings): Heading | undefined {
  const content = line.trim();
  const level = headingLevel(line, content, around);
  if (level === undefined) return undefined;
  const title = content
    .replace(/^#+\s*|\s*#+$/g, '')
    .replace(/\s+/g, ' ')
    .slice(0, LONGEST_HEADING);
  return { level, title };
}

function headingLevel(line: string, content: string, around: Surroundings): number | undefined {
  if (isMarkdownHeading(line)) return MARKDOWN_HEADING.exec(line)?.[1]?.length;
  if (content.length > LONGEST_HEADING || SENTENCE_END.test(content)) return undefined;
  const named = NAMED_HEADING.exec(line);
  if (named) return named[1] ? 1 : 2;
  if (CHINESE_HEADING.test(line)) return 2;
  const number = NUMBERED_HEADING.exec(line)?.[1];
  if (number) return Math.min(6, number.split('.').length + 1);
  const standsOut = around.blankBefore || around.blankAfter || around.headingBefore;
  if (isUpperCase(content) && standsOut) return 3;
  return around.blankBefore && around.blankAfter && isTitle(content) ? 4 : undefined;
}

/** At least two words of capitals, or a long one alone ("CERTIFICATION"). */
function isUpperCase(content: string): boolean {
  return /\p{Lu}{2,}\W+\p{Lu}{2,}|^\p{Lu}{6,}$/u.test(content) && !/\p{Ll}/u.test(content);
}

/** A short line of its own that begins like a title and says something. */
function isTitle(content: string): boolean {
  return content.length <= LONGEST_TITLE && /^[\p{Lu}\d]/u.test(content) && /\p{L}{3}/u.test(content);
}
