import { pointsPerPixel } from './page-size.ts';
import type { ImagePage, ImagePiece, LostImage, Orientation } from './types.ts';

/** PDF's matrix that turns a stored picture of w × h, y upwards, to how it is shown. */
const TURNED: Record<Orientation, (w: number, h: number) => readonly number[]> = {
  1: () => [1, 0, 0, 1, 0, 0],
  2: (w) => [-1, 0, 0, 1, w, 0],
  3: (w, h) => [-1, 0, 0, -1, w, h],
  4: (_w, h) => [1, 0, 0, -1, 0, h],
  5: (w, h) => [0, -1, -1, 0, h, w],
  6: (w) => [0, -1, 1, 0, 0, w],
  7: () => [0, 1, 1, 0, 0, 0],
  8: (_w, h) => [0, 1, -1, 0, h, 0],
};

/**
 * A PDF whose pages are these pictures, their pixels as the files hold them: PDFium decodes, turns and scales them, in
 * its own bounds of time and memory. A lost picture becomes a page that cannot be read, so that page numbers stay.
 */
export function imagesToPdf(pages: readonly (ImagePage | LostImage)[]): Uint8Array {
  const objects: Uint8Array[][] = [];
  const add = (...parts: (string | Uint8Array)[]): number => {
    objects.push(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)));
    return objects.length;
  };
  add('<< /Type /Catalog /Pages 2 0 R >>');
  add();
  const kids = pages.map((page) => ('lost' in page ? add('null') : addPage(page, add)));
  const list = kids.map((kid) => `${kid} 0 R`).join(' ');
  objects[1] = [Buffer.from(`<< /Type /Pages /Kids [${list}] /Count ${kids.length} >>`)];
  return write(objects);
}

type Add = (...parts: (string | Uint8Array)[]) => number;

function addPage(page: ImagePage, add: Add): number {
  const [sx, sy] = pointsPerPixel(page);
  const [w, h] = [page.width * sx, page.height * sy];
  const draw = page.pieces.map(({ x, y, width, height }, index) => {
    const place = [width * sx, 0, 0, height * sy, x * sx, (page.height - y - height) * sy];
    return `q ${place.map(number).join(' ')} cm /I${index} Do Q`;
  });
  const content = `${TURNED[page.orientation](w, h).map(number).join(' ')} cm\n${draw.join('\n')}`;
  const images = page.pieces.map((piece, index) => `/I${index} ${addPiece(piece, add)} 0 R`);
  const contents = add(`<< /Length ${content.length} >>\nstream\n${content}\nendstream`);
  const box = (page.orientation >= 5 ? [h, w] : [w, h]).map(number).join(' ');
  return add(
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${box}] /Contents ${contents} 0 R ` +
      `/Resources << /XObject << ${images.join(' ')} >> >> >>`,
  );
}

function addPiece({ width, height, dictionary, data }: ImagePiece, add: Add): number {
  const length = data.reduce((sum, part) => sum + part.length, 0);
  const size = `/Width ${width} /Height ${height} /Length ${length}`;
  return add(`<< /Type /XObject /Subtype /Image ${size} ${dictionary} >>\nstream\n`, ...data, '\nendstream');
}

/** PDF knows no exponents. */
const number = (value: number): string => value.toFixed(5);

function write(objects: readonly (readonly Uint8Array[])[]): Uint8Array {
  const parts: Uint8Array[] = [];
  let at = 0;
  const put = (part: Uint8Array) => {
    parts.push(part);
    at += part.length;
  };
  const say = (text: string) => put(Buffer.from(text, 'latin1'));
  say('%PDF-1.7\n');
  const offsets = objects.map((object, index) => {
    const offset = at;
    say(`${index + 1} 0 obj\n`);
    for (const part of object) put(part);
    say('\nendobj\n');
    return offset;
  });
  const start = at;
  say(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`);
  for (const offset of offsets) say(`${String(offset).padStart(10, '0')} 00000 n \n`);
  say(`trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`);
  return Buffer.concat(parts);
}
