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

/** Neighbouring tokens of a row that belong together: a cell, or a line of prose. */
export type Segment = {
  /** From left to right. */
  tokens: readonly Token[];
  left: number;
  right: number;
  text: string;
  /** Its tokens in reading direction, and the UTF-16 offset in `text` at which each of them begins. */
  words: readonly Token[];
  starts: readonly number[];
};

/** A line of the laid-out page: its segments, and where in `text` each of them begins. A blank line has none. */
export type LaidOutLine = { text: string; segments: readonly Segment[]; starts: readonly number[] };

/** Upstream's settings of the same names in `extraction_settings` (UPSTREAM §2). */
export type LayoutOptions = {
  outputMode: 'layout_preserving' | 'text';
  /** Absent: decided by the engine's own rules. */
  lineSplitterTolerance?: number;
  horizontalStretchFactor: number;
  markVerticalLines: boolean;
  markHorizontalLines: boolean;
};
