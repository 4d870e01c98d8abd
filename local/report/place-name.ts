import type { Citation } from '#shared/contract/results.ts';

type Named = Pick<Citation, 'page' | 'line' | 'page_name' | 'place'>;

/** A cited place for people: `page 2, line 14`, `Sheet1, B3:F3`, `slide 2`, `page 1, paragraph 12`. */
export function placeName({ page, line, page_name, place }: Named): string {
  // A sheet or slide is known by its name; what lies in an archive or e-mail by its path and page.
  const where = page_name === undefined || page_name.includes('/') ? pageOf(page, page_name) : page_name;
  if (place?.toLowerCase().startsWith(where.toLowerCase())) return place;
  return `${where}, ${place ?? `line ${line}`}`;
}

const pageOf = (page: number, name: string | undefined) =>
  name === undefined ? `page ${page}` : `page ${page} (${name})`;
