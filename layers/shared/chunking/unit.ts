/** How good a place is to begin a chunk; higher is better. */
export const BREAK = {
  /** Inside a word: only where a word alone is longer than a chunk. */
  character: 1,
  word: 2,
  /** Between a heading, a table's first row or an introducing line ("…:") and what belongs to it. */
  belongsToPrevious: 5,
  sentence: 10,
  tableRow: 20,
  block: 30,
  paragraph: 40,
  page: 45,
  /** A heading of level 1; each level below takes five off. */
  heading: 100,
} as const;

/** Half-open, in UTF-16 units of the text. */
export type Range = { start: number; end: number };

/**
 * A piece of text that is not cut where a chunk is made of several: a heading, a paragraph, a list item, a table
 * row – or, where one of these is longer than a chunk, a sentence, a word, a character of it. Units follow each
 * other without a gap: white space behind a piece belongs to it.
 */
export type Unit = {
  start: number;
  end: number;
  tokens: number;
  /** How good a place the unit's start is to begin a chunk: one of BREAK, or between two of them. */
  breakBefore: number;
  /** Tokens before and behind the unit's start add up exactly (see additive-cut.ts). */
  additive: boolean;
  /** Table rows and headings are not cut for an overlap either. */
  whole: boolean;
  heading?: Heading;
  /** The header rows of the table that the unit is a row of, and their tokens; they are no part of the unit. */
  header?: UnitHeader;
};

/** `text` is the header's rows, each with a line feed behind it. */
export type UnitHeader = { ranges: readonly Range[]; text: string; tokens: number };

export type Heading = { level: number; title: string };

/** Counts a text's tokens; synchronous, as it is called for every unit. */
export type CountTokens = (text: string) => number;

export type ChunkSizes = {
  /** Most tokens of a chunk. */
  size: number;
  /** Most tokens that a chunk repeats of the one before. */
  overlap: number;
};
