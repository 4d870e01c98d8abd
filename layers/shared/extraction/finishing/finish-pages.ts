import type { ExtractionSettings } from '../../contract/message.ts';
import type { PageLines } from '../assemble.ts';
import { numberLines } from './line-numbers.ts';
import { omitRunningLines } from './omit-running-lines.ts';
import { markRunningLines } from './running-lines.ts';

export type FinishedPages = { pages: readonly PageLines[]; metadata: Record<string, unknown> };

/** What is done with the lines of every type of file alike before they become one text. */
export function finishPages(read: readonly PageLines[], settings: ExtractionSettings): FinishedPages {
  const marked = markRunningLines(read);
  const { pages, omitted } = settings.omit_headers_footers
    ? omitRunningLines(marked)
    : { pages: marked, omitted: 0 };
  return {
    pages: settings.add_line_nos ? numberLines(pages) : pages,
    metadata: settings.omit_headers_footers ? { header_footer_lines_omitted: omitted } : {},
  };
}
