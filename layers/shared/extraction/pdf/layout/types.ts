import type { Box } from '../../../contract/lines.ts';

/** A run of characters without blanks, as it stands on the upright page. */
export type PageToken = {
  text: string;
  box: Box;
  /** Font size in points as drawn. */
  em: number;
  /** Direction the text runs in on the upright page, in radians clockwise; 0 is to the right. */
  angle: number;
  /** A point of the line the letters stand on. */
  origin: readonly [number, number];
  /** 0 to 1 for a word from OCR; absent for the text layer. */
  confidence?: number;
};

/**
 * The same, turned so that its text runs to the right. `left` … `em` are in the frame the text is laid out in: x to the right along
 * the text, y downwards, in points. `box` is where the token stands on the upright page, for citations.
 */
export type Token = {
  text: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
  /** y of the line the letters stand on. */
  baseline: number;
  /** Font size in points as drawn. */
  em: number;
  box: Box;
  confidence?: number;
};

/** Tokens of one visual line, by `left`. */
export type Row = { tokens: Token[]; baseline: number; em: number };

/** Neighbouring tokens of a row that belong together: a cell, or a line of prose. Words in reading direction. */
export type Segment = {
  tokens: readonly Token[];
  left: number;
  right: number;
  text: string;
  words: SegmentWord[];
};

/** A word's UTF-16 range in its segment's text. */
export type SegmentWord = { start: number; end: number; box: Box; confidence?: number };

/** A line of the laid-out page; `words` are ranges in `text`. An empty line has neither words nor text. */
export type LaidOutLine = { text: string; words: SegmentWord[] };

/** Upstream's settings of the same names in `extraction_settings` (UPSTREAM §2). */
export type LayoutOptions = {
  outputMode: 'layout_preserving' | 'text';
  /** Absent: decided by the engine's own rules. */
  lineSplitterTolerance?: number;
  horizontalStretchFactor: number;
  markVerticalLines: boolean;
  markHorizontalLines: boolean;
};
