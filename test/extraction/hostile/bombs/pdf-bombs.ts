import { onePage, rawPdf, stream } from '../../support/make-pdf.ts';
import type { Bomb } from './bomb.ts';
import { zlibRepeated } from './deflate-repeated.ts';

const FONT = '/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>';
const FLATE = '/Filter /FlateDecode';

export const PDF_BOMBS: readonly Bomb[] = [
  {
    name: 'flate stream, bytes',
    fileName: 'flate.pdf',
    full: 2 ** 30,
    small: 2 ** 28,
    make: (size) => onePage(zlibRepeated([['0 0 m\n', size / 6]]), { filter: FLATE }),
  },
  {
    name: 'flate in flate, bytes',
    fileName: 'flate-twice.pdf',
    full: 10 * 2 ** 30,
    make: (size) => {
      const once = zlibRepeated([[new Uint8Array(1024 * 1024), size / 2 ** 20]]);
      return onePage(zlibRepeated([[once, 1]]), { filter: '/Filter [/FlateDecode /FlateDecode]' });
    },
  },
  {
    name: 'forms in forms, draws',
    fileName: 'forms.pdf',
    full: 5e8,
    small: 1e8,
    make: nestedForms,
  },
  {
    name: 'texts on a page',
    fileName: 'texts.pdf',
    full: 3_000_000,
    small: 300_000,
    make: (size) => texts(size),
  },
  { name: 'texts on a page', fileName: 'texts-300k.pdf', full: 300_000, make: (size) => texts(size) },
  { name: 'pages', fileName: 'pages.pdf', full: 100_000, small: 100_000, make: manyPages },
  {
    name: 'points of a page',
    fileName: 'giant.pdf',
    full: 9e6,
    make: (size) =>
      onePage(`BT /F ${size / 2} Tf 0 0 Td (giant) Tj ET`, { box: `0 0 ${size} ${size}`, resources: FONT }),
  },
  {
    name: 'pixels of a picture on a page',
    fileName: 'picture.pdf',
    full: 1e10,
    make: (size) => pictured(Math.round(Math.sqrt(size))),
  },
  { name: 'zeros', fileName: 'zeros.pdf', full: 1e8, small: 1e6, make: (size) => new Uint8Array(size) },
  { name: 'only a header', fileName: 'header.pdf', full: 1, small: 1, make: () => Buffer.from('%PDF-1.7\n') },
  { name: 'header and zeros', fileName: 'header-zeros.pdf', full: 1e8, make: headerAndZeros },
  {
    name: 'arrays in arrays',
    fileName: 'arrays.pdf',
    full: 1_000_000,
    small: 100_000,
    make: (size) => rawPdf(['<< /Type /Catalog /Pages 2 0 R >>', '['.repeat(size)]),
  },
  {
    name: 'page tree that is its own child',
    fileName: 'loop.pdf',
    full: 1,
    small: 1,
    make: () =>
      rawPdf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 99999 >>']),
  },
];

/** Each form draws the next one ten times. */
function nestedForms(draws: number): Uint8Array {
  const levels = Math.round(Math.log10(draws));
  const forms = Array.from({ length: levels }, (_none, level) => {
    const own = `/Type /XObject /Subtype /Form /BBox [0 0 400 300]`;
    return level === levels - 1
      ? stream('BT /F 9 Tf 9 9 Td (x) Tj ET', `${own} /Resources << ${FONT} >>`)
      : stream('/X Do '.repeat(10), `${own} /Resources << /XObject << /X ${6 + level} 0 R >> >>`);
  });
  return onePage('/X Do', { resources: '/XObject << /X 5 0 R >>', more: forms });
}

function texts(count: number): Uint8Array {
  const rows = Array.from({ length: 1000 }, (_none, row) => {
    const [x, y] = [(row * 37) % 380, (row * 17) % 290];
    return `1 0 0 1 ${x} ${y} Tm (word${row}) Tj\n`;
  });
  const content = zlibRepeated([
    ['BT /F 4 Tf ', 1],
    [rows.join(''), count / 1000],
    ['ET', 1],
  ]);
  return onePage(content, { filter: FLATE, resources: FONT });
}

function manyPages(count: number): Uint8Array {
  const kids = Array.from({ length: count }, () => '3 0 R').join(' ');
  return rawPdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${count} >>`,
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] >>',
  ]);
}

function pictured(side: number): Uint8Array {
  const picture = stream(
    zlibRepeated([[new Uint8Array(1024 * 1024), side ** 2 / 2 ** 20]]),
    `/Type /XObject /Subtype /Image /Width ${side} /Height ${side} /ColorSpace /DeviceGray /BitsPerComponent 8 ${FLATE}`,
  );
  return onePage('400 0 0 300 0 0 cm /I Do', { resources: '/XObject << /I 5 0 R >>', more: [picture] });
}

function headerAndZeros(size: number): Buffer {
  return Buffer.concat([Buffer.from('%PDF-1.7\n1 0 obj\n'), new Uint8Array(size)]);
}
