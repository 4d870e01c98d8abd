import { permanentError } from '../contract/errors.ts';
import type { ExtractionSettings } from '../contract/message.ts';

/** Words that stand further apart than this many line heights are on different lines whatever anybody says. */
const MOST_TOLERANCE = 3;
/** Beyond these a page is one column of text, or thousands. */
const STRETCH = { least: 0.1, most: 10 };
const MOST_SEPARATOR = 200;

/** Strategies of LLMWhisperer that the local engines do not have; they differ in slanted lines only. */
const OTHER_STRATEGIES = ['mid-priority', 'right-priority'];

/**
 * Looks over the settings that shape the text of local engines (docs/extraction.md). Throws `invalid_settings` for
 * what can mean nothing; returns warnings about what is read but has no effect.
 */
export function checkSettings(settings: ExtractionSettings): string[] {
  const { line_splitter_tolerance: tolerance, horizontal_stretch_factor: stretch, page_seperator } = settings;
  if (tolerance !== undefined && !(tolerance > 0 && tolerance <= MOST_TOLERANCE))
    throw wrong(
      'line_splitter_tolerance',
      tolerance,
      `a part of a line's height above 0, at most ${MOST_TOLERANCE}`,
    );
  if (stretch !== undefined && !(stretch >= STRETCH.least && stretch <= STRETCH.most))
    throw wrong('horizontal_stretch_factor', stretch, `a number from ${STRETCH.least} to ${STRETCH.most}`);
  if (page_seperator !== undefined && page_seperator.length > MOST_SEPARATOR)
    throw permanentError(
      'invalid_settings',
      `extraction_settings.page_seperator is longer than ${MOST_SEPARATOR} characters. Choose a short mark like "<<<".`,
    );
  return [...strategyWarnings(settings), ...markWarnings(settings)];
}

function strategyWarnings({ line_splitter_strategy: strategy }: ExtractionSettings): string[] {
  if (strategy === undefined || strategy === 'left-priority') return [];
  const known = OTHER_STRATEGIES.includes(strategy) ? 'not had by the embedded extractor' : 'unknown';
  return [
    `extraction_settings.line_splitter_strategy "${strategy.slice(0, 40)}" is ${known}; left-priority was used.`,
  ];
}

function markWarnings(settings: ExtractionSettings): string[] {
  const marks = settings.mark_vertical_lines || settings.mark_horizontal_lines;
  if (!marks || settings.output_mode !== 'text') return [];
  return [
    'extraction_settings.mark_vertical_lines and mark_horizontal_lines have no effect in output_mode text.',
  ];
}

const wrong = (name: string, value: number, wanted: string) =>
  permanentError('invalid_settings', `extraction_settings.${name} is ${value}; it must be ${wanted}.`);
