import type { PageLine, PageLines } from '../assemble.ts';
import type { FileFacts } from './file-facts.ts';

type ReadFile = Extract<FileFacts, { first_page: number }>;

/**
 * Puts a heading over each file of a container, on the first of its pages that is there: `--- bills/march.pdf ---`.
 * Whoever sees only the text would not know otherwise where one file ends and which the next one is. `files` are in
 * reading order, each before those within it. Pages in front of the first file, an e-mail's own, get none; pages
 * without any text none either, so that they do not pass for text.
 */
export function withFileHeadings(pages: readonly PageLines[], files: readonly FileFacts[]): PageLines[] {
  if (!pages.some(hasText)) return [...pages];
  const read = files.filter((file): file is ReadFile => 'first_page' in file);
  let [next, headed] = [0, -1];
  return pages.map((page) => {
    while ((read[next]?.first_page ?? Number.POSITIVE_INFINITY) <= page.page) next++;
    const file = read[next - 1];
    if (!file || headed === next) return page;
    headed = next;
    return { ...page, lines: [...heading(file.name), ...(hasText(page) ? page.lines : [])] };
  });
}

const heading = (name: string): PageLine[] => [
  { text: `--- ${name} ---`, place: name, source: 'plain' },
  { text: '', source: 'plain' },
];

const hasText = ({ lines }: PageLines): boolean => lines.some(({ text }) => text.trim() !== '');
