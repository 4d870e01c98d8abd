import type { PageProblem, ReadPage } from './engine/protocol.ts';

export type PageLoss = { page: number; why: PageProblem | 'engine-failed' };

/** Share of characters without a Unicode meaning from which a page's text is worth nothing. */
const UNMAPPED_SHARE = 0.1;

const LOSSES: Record<PageLoss['why'], string> = {
  unreadable: 'could not be read because the file is damaged there',
  'too-many-characters': 'left out: more characters than a page may have',
  'too-large': 'left out: larger than a page may be',
  'engine-failed': 'left out: reading took more time or memory than a page may need',
};

/** What a reader of the text has to know: pages that are missing, empty or garbled. */
export function pageWarnings(pages: readonly ReadPage[], losses: readonly PageLoss[]): string[] {
  const warnings = Object.entries(LOSSES).flatMap(([why, text]) =>
    warning(
      losses.filter((loss) => loss.why === why),
      text,
    ),
  );
  const empty = pages.filter((page) => page.text.trim() === '');
  const garbled = pages.filter(
    (page) => page.unmapped > 0 && page.unmapped >= page.characters * UNMAPPED_SHARE,
  );
  const outside = pages.filter((page) => page.outside > 0);
  return [
    ...warnings,
    ...warning(empty, 'no text layer: blank or scanned; the embedded extractor has no OCR'),
    ...warning(garbled, 'garbled: fonts without a Unicode map, the text is not to be trusted'),
    ...warning(outside, 'words far outside of the visible page were left out'),
  ];
}

function warning(pages: readonly { page: number }[], text: string): string[] {
  if (pages.length === 0) return [];
  return [`${pages.length === 1 ? 'Page' : 'Pages'} ${ranges(pages.map(({ page }) => page))}: ${text}.`];
}

/** 1, 2, 3, 7 → "1-3, 7" */
function ranges(pages: readonly number[]): string {
  const parts: [number, number][] = [];
  for (const page of [...pages].sort((a, b) => a - b)) {
    const last = parts.at(-1);
    if (last && page === last[1] + 1) last[1] = page;
    else parts.push([page, page]);
  }
  return parts.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(', ');
}
