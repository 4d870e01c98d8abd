import type { LocalDocument } from '../local-document.ts';

/** What a result's `metadata.files` says of a file within an archive or e-mail: its pages, or why it has none. */
export type FileFacts =
  | { name: string; file_type: string; first_page: number; pages: number }
  | { name: string; error: string };

/** A file that was read, behind so many pages of its container, and the files within it, named by their path. */
export function factsOf(name: string, pagesBefore: number, document: LocalDocument): FileFacts[] {
  const own = {
    name,
    file_type: document.fileType,
    first_page: pagesBefore + 1,
    pages: document.pageCount,
  };
  const inner = (document.metadata?.files ?? []) as readonly FileFacts[];
  return [
    own,
    ...inner.map((file) => ({
      ...file,
      name: `${name}/${file.name}`,
      ...('first_page' in file && { first_page: pagesBefore + file.first_page }),
    })),
  ];
}

export const ocrPagesOf = ({ metadata }: LocalDocument): number =>
  typeof metadata?.ocr_pages === 'number' ? metadata.ocr_pages : 0;
