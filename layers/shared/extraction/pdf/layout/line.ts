import type { LaidOutLine } from './types.ts';

/** A line that holds no words of the page. */
export const plainLine = (text: string): LaidOutLine => ({ text, segments: [], starts: [] });

export const BLANK_LINE: LaidOutLine = plainLine('');
