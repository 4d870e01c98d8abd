import { readFile } from 'node:fs/promises';
import type { Lines } from '#shared/contract/lines.ts';
import { type Picture, sizeOf } from './page-view.ts';

/** A4 at 110 dpi: sharp on a phone, and a page of text stays near 100 KB. */
const PICTURE_WIDTH = 920;
/** Documents of up to this many pages are shown whole, longer ones by their cited pages. */
const SHOWN_WHOLE = 10;
const MOST_PICTURES = 60;
/** Files whose pages can be drawn. Attachments and files in archives cannot: their text is shown. */
const DRAWN = new Set(['pdf', 'png', 'jpg', 'tif', 'webp', 'bmp', 'gif']);

export type Pictures = { pictures: Picture[]; notes: string[] };

export type PicturedDocument = {
  file: string;
  fileType: string;
  lines: Lines | undefined;
  /** Numbers of the cited pages. */
  cited: ReadonlySet<number>;
  password: string | undefined;
};

/** Pictures of the pages of a PDF or picture file: all of a short one, the cited ones of a long one. Never fails: a note says why not. */
export async function picturesOf(document: PicturedDocument): Promise<Pictures> {
  const { file, fileType, lines, cited, password } = document;
  const sizes = new Map((lines?.pages ?? []).map((page) => [page.page, sizeOf(page)]));
  const all = [...sizes.keys()].filter((page) => sizes.get(page));
  if (!DRAWN.has(fileType) || all.length === 0) return { pictures: [], notes: [] };
  const wanted = all.length <= SHOWN_WHOLE ? all : all.filter((page) => cited.has(page));
  const pages = wanted.slice(0, MOST_PICTURES);
  try {
    const { renderPages } = await import('#shared/extraction/render-page.ts');
    const rendered = await renderPages(await readFile(file), {
      pages,
      width: PICTURE_WIDTH,
      ...(password !== undefined && { password }),
    });
    const pictures = rendered.map(({ page, png, width, height }) => ({
      page,
      png,
      ...(sizes.get(page) ?? { width, height }),
    }));
    return { pictures, notes: notesOf(all.length, wanted.length, pages.length) };
  } catch (error) {
    return {
      pictures: [],
      notes: [`The pages could not be drawn (${(error as Error).message}); this is their text.`],
    };
  }
}

function notesOf(all: number, wanted: number, shown: number): string[] {
  if (shown === all) return [];
  return [
    `${shown} of ${all} pages are shown: ${shown < wanted ? `the first ${shown}` : 'those'} with a cited place.`,
  ];
}
