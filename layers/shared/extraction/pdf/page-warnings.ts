import type { ImageType } from '../detection/image-type.ts';
import type { PageProblem, ReadPage } from './engine/protocol.ts';
import { ocrWarnings } from './ocr-warnings.ts';
import { pageWarning } from './page-ranges.ts';

export type PageLoss = { page: number; why: PageProblem | 'engine-failed' };

const LOSSES: Record<PageLoss['why'], string> = {
  unreadable: 'could not be read because the file is damaged there',
  'too-many-characters': 'left out: more characters than a page may have',
  'too-large': 'left out: larger than a page may be',
  'engine-failed': 'left out: reading took more time or memory than a page may need',
};

/** What a reader of the text has to know: pages that are missing, empty, garbled or, in a PDF, read by OCR. */
export function pageWarnings(
  pages: readonly ReadPage[],
  losses: readonly PageLoss[],
  type: 'pdf' | ImageType = 'pdf',
): string[] {
  const missing = Object.entries(LOSSES).flatMap(([why, text]) =>
    pageWarning(
      losses.filter((loss) => loss.why === why),
      text,
    ),
  );
  const outside = pages.filter((page) => page.outside > 0);
  return [
    ...missing,
    ...ocrWarnings(pages, type === 'pdf'),
    ...pageWarning(outside, 'words far outside of the visible page were left out'),
    ...pageWarning(
      pages.filter((page) => page.unmarked),
      'lines were not marked: a drawing has too many of them',
    ),
  ];
}
