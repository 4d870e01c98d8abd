import { permanentError } from '../contract/errors.ts';

const MOST_CHARACTERS = 10_000;

/**
 * The pages that `pages_to_extract` names, in document order: `1-5,7,21-` as LLMWhisperer spells it, 1-based, an
 * open end means to the last page. Empty or absent: all. Pages behind the last one are left out.
 */
export function selectPages(selection: string | undefined, pageCount: number): number[] {
  const wanted = (selection ?? '').trim();
  if (wanted.length > MOST_CHARACTERS) throw tooLong();
  if (wanted === '') return Array.from({ length: pageCount }, (_none, index) => index + 1);
  const pages = new Set<number>();
  for (const part of wanted.split(',')) {
    const range = /^\s*(\d{1,9})?\s*(-)?\s*(\d{1,9})?\s*$/.exec(part);
    const [, first, dash, last] = range ?? [];
    if (!range || (first === undefined && last === undefined)) throw wrong(wanted);
    const from = Number(first ?? 1);
    const to = dash ? Number(last ?? pageCount) : from;
    if (from < 1 || (last !== undefined && to < from)) throw wrong(wanted);
    for (let page = from; page <= Math.min(to, pageCount); page++) pages.add(page);
  }
  if (pages.size === 0)
    throw permanentError(
      'no_pages',
      `extraction_settings.pages_to_extract "${wanted}" selects none of the document's ${pageCount} pages.`,
    );
  return [...pages].sort((a, b) => a - b);
}

const wrong = (selection: string) =>
  permanentError(
    'invalid_settings',
    `extraction_settings.pages_to_extract "${selection.slice(0, 60)}" is not a list of pages. Write it like "1-5,7,21-".`,
  );

const tooLong = () =>
  permanentError(
    'invalid_settings',
    `extraction_settings.pages_to_extract is longer than ${MOST_CHARACTERS} characters. Name ranges like "1-500".`,
  );
