import { BREAK } from './unit.ts';

/** A piece's end and how good a place to cut it is. */
export type Segment = { start: number; end: number };

/**
 * V8's segmenter takes time in the square of the text's length (1 MB: 28 s), so texts are segmented in windows; a
 * sentence or word at a window's end is begun again in the next one.
 */
const SENTENCE_WINDOW = 4000;
const WORD_WINDOW = 1000;

/** One fixed locale, so that the same text is cut the same everywhere; the rules and dictionaries cover all scripts. */
const SENTENCES = new Intl.Segmenter('en', { granularity: 'sentence' });
const WORDS = new Intl.Segmenter('en', { granularity: 'word' });
const CHARACTERS = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** A full stop that ends no sentence: titles, initials, ordinals, common short forms in English and German. */
const ABBREVIATION =
  /(?:^|[\s("'“„])(?:(?:Mr|Mrs|Ms|Dr|Prof|St|Sr|Jr|No|Nos|Nr|Art|Abs|Sec|Fig|Figs|Abb|Tab|Inc|Ltd|Co|Corp|vs?|al|etc|approx|ca|bzw|vgl|inkl|zzgl|ggf|evtl|Str|Tel|Ziff|Bd|Hrsg|e\.g|i\.e|cf|z\. ?B|d\. ?h|u\. ?a|v\. ?a|o\. ?ä)|\p{Lu}(?:\.\p{Lu})*|\d{1,3})\.\s*$/u;

/** Sentences of `text` from `start` to `end`. Single line ends are white space here: layout text is hard-wrapped. */
export function sentencesOf(text: string, start: number, end: number): Segment[] {
  const sentences: Segment[] = [];
  let from = start;
  for (const cut of cuts(SENTENCES, text, start, end, SENTENCE_WINDOW)) {
    if (cut < end && ABBREVIATION.test(text.slice(Math.max(from, cut - 12), cut))) continue;
    sentences.push({ start: from, end: cut });
    from = cut;
  }
  return sentences;
}

/** Words with the white space and marks that stand before them. */
export function wordsOf(text: string, start: number, end: number): Segment[] {
  return joinUp(cuts(WORDS, text, start, end, WORD_WINDOW), start);
}

/** What a reader sees as one character. */
export function charactersOf(text: string, start: number, end: number): Segment[] {
  return joinUp(cuts(CHARACTERS, text, start, end, WORD_WINDOW), start);
}

/** Single code points; never half of one. */
export function codePointsOf(text: string, start: number, end: number): Segment[] {
  const points: Segment[] = [];
  for (let at = start; at < end; ) {
    const size = (text.codePointAt(at) ?? 0) > 0xffff && at + 1 < end ? 2 : 1;
    points.push({ start: at, end: at + size });
    at += size;
  }
  return points;
}

function joinUp(ends: Iterable<number>, start: number): Segment[] {
  const segments: Segment[] = [];
  let from = start;
  for (const end of ends) {
    segments.push({ start: from, end });
    from = end;
  }
  return segments;
}

/** Ends of the segments, moved to where white space is cut best; the last one is `end`. */
function* cuts(
  segmenter: Intl.Segmenter,
  text: string,
  start: number,
  end: number,
  window: number,
): Generator<number> {
  let from = start;
  let last = start;
  while (from < end) {
    const to = windowEnd(text, from, end, window);
    const ends: number[] = [];
    for (const { index, segment } of segmenter.segment(asOneLine(text.slice(from, to)))) {
      ends.push(from + index + segment.length);
    }
    // The window may have cut the last segment short.
    if (to < end && ends.length > 1) ends.pop();
    for (const segmentEnd of ends) {
      const cut = segmentEnd < end ? beforeSpace(text, last, segmentEnd) : end;
      if (cut > last) {
        yield cut;
        last = cut;
      }
    }
    from = ends.at(-1) ?? end;
  }
  if (last < end) yield end;
}

/** How far back from a window's end white space is looked for. */
const LOOK_BACK = 500;

/** A window's end: at white space where there is some, else between two words. */
function windowEnd(text: string, from: number, end: number, window: number): number {
  const to = from + window;
  if (to >= end) return end;
  for (let at = to; at > to - LOOK_BACK; at--) if (/\s/.test(text.charAt(at))) return at;
  const before = to - LOOK_BACK;
  const word = WORDS.segment(text.slice(before, to + LOOK_BACK)).containing(LOOK_BACK);
  // One word all along: only a pair of surrogates must not be parted.
  if (!word || word.index === 0) return isLowSurrogate(text, to) ? to + 1 : to;
  return before + word.index;
}

function isLowSurrogate(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff;
}

const asOneLine = (text: string) => text.replace(/[\r\n\f]/g, ' ');

/** Longer runs of white space are cut where the segmenter cuts them. */
const LONGEST_SPACE = 200;

/**
 * Where to cut in the white space before `at`: behind its last line end, else before all of it – the places where
 * tokens add up (additive-cut.ts). `from` when there is nothing else: then it belongs to what follows.
 */
function beforeSpace(text: string, from: number, at: number): number {
  let cut = at;
  while (cut > from && /\s/.test(text.charAt(cut - 1))) {
    if (/[\r\n]/.test(text.charAt(cut - 1))) return cut;
    if (at - cut >= LONGEST_SPACE) return at;
    cut--;
  }
  return cut;
}

/** From coarse to fine: how to cut a piece that is too long, and how good the cuts are. */
export const GRAINS = [
  { segments: sentencesOf, breakBefore: BREAK.sentence },
  { segments: wordsOf, breakBefore: BREAK.word },
  { segments: charactersOf, breakBefore: BREAK.character },
  { segments: codePointsOf, breakBefore: BREAK.character },
] as const;
