import { isTaskError } from '../../contract/errors.ts';
import { type OfficeFile, Refusal } from '../conversion/protocol.ts';
import { selectPages } from '../page-selection.ts';

/** The pages, sheets or slides that are to be read, from 1. @throws Refusal `no_pages`, `invalid_settings`, `limit_exceeded`. */
export function selectedOf(count: number, { pagesToExtract, maxPages }: OfficeFile): number[] {
  const selected = select(pagesToExtract, count);
  if (selected.length > maxPages)
    throw new Refusal(
      'limit_exceeded',
      `The file has ${selected.length} pages, sheets or slides; ${maxPages} are allowed. Select some with extraction_settings.pages_to_extract, or raise MAX_PAGES.`,
    );
  return selected;
}

function select(pages: string | undefined, count: number): number[] {
  try {
    return selectPages(pages, count);
  } catch (error) {
    if (!isTaskError(error)) throw error;
    throw new Refusal(error.code === 'no_pages' ? 'no_pages' : 'invalid_settings', error.message);
  }
}
