import { describe, expect, it } from 'vitest';
import { openFile } from '#shared/extraction/pdf/file/open-file.ts';
import { pageBox } from '#shared/extraction/pdf/file/page-box.ts';
import { NotPlain } from '#shared/extraction/pdf/file/types.ts';
import { rawPdf } from '../../support/make-pdf.ts';

const CATALOG = '<< /Type /Catalog /Pages 2 0 R >>';
const pages = (...objects: string[]) => openFile(rawPdf([CATALOG, ...objects]), '').pages;
const onePage = (entries: string) =>
  pages('<< /Type /Pages /Kids [3 0 R] /Count 1 >>', `<< /Type /Page /Parent 2 0 R ${entries} >>`);

describe('the page tree', () => {
  it('gives pages in their order with what they inherit', () => {
    const [first, second, third, ...more] = pages(
      '<< /Type /Pages /Kids [3 0 R 6 0 R] /Count 3 /MediaBox [0 0 600 800] /Resources << /A 1 >> /Rotate 90 >>',
      '<< /Type /Pages /Parent 2 0 R /Kids [4 0 R 5 0 R] /Count 2 /CropBox [10 20 500 700] /Rotate 7 0 R >>',
      '<< /Type /Page /Parent 3 0 R >>',
      '<< /Type /Page /Parent 3 0 R /MediaBox [300 400 0 0] /Resources << /B 2 >> /Rotate -90 >>',
      '<< /Type /Page /Parent 2 0 R /Resources 8 0 R >>',
      '180',
      '<< /C 3 >>',
    );
    expect(first).toMatchObject({ mediaBox: [0, 0, 600, 800], cropBox: [10, 20, 500, 700], turns: 2 });
    expect(first?.resources).toEqual(new Map([['A', 1]]));
    expect(second).toMatchObject({ mediaBox: [0, 0, 300, 400], cropBox: [10, 20, 500, 700], turns: 3 });
    expect(second?.resources).toEqual(new Map([['B', 2]]));
    expect(third).toMatchObject({ mediaBox: [0, 0, 600, 800], cropBox: [0, 0, 600, 800], turns: 1 });
    expect(third?.resources).toEqual(new Map([['C', 3]]));
    expect(more).toEqual([]);
    expect(second && pageBox(second)).toEqual([10, 20, 300, 400]);
  });

  it('has pages without resources', () => {
    expect(onePage('/MediaBox [0 0 9 9]')[0]?.resources).toEqual(new Map());
  });

  it('has boxes in single precision, as PDFium', () => {
    const [page] = onePage('/MediaBox [0 0 595.28 841.89]');
    expect(page && pageBox(page)).toEqual([0, 0, Math.fround(595.28), Math.fround(841.89)]);
  });

  it('does not read resources before they are asked for', () => {
    const [page] = onePage('/MediaBox [0 0 9 9] /Resources 7');
    expect(() => page?.resources).toThrow(NotPlain);
  });

  const leaf = '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>';
  it.each<[string, string[]]>([
    ['another count', ['<< /Type /Pages /Kids [3 0 R] /Count 2 >>', leaf]],
    ['no count', ['<< /Type /Pages /Kids [3 0 R] >>', leaf]],
    ['a page twice', ['<< /Type /Pages /Kids [3 0 R 3 0 R] /Count 2 >>', leaf]],
    ['itself', ['<< /Type /Pages /Kids [2 0 R] /Count 1 /Parent 2 0 R >>']],
    [
      'a circle',
      [
        '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
        '<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 1 >>',
      ],
    ],
    ['a page that is missing', ['<< /Type /Pages /Kids [7 0 R] /Count 1 >>']],
    ['a page that is no dictionary', ['<< /Type /Pages /Kids [3 0 R] /Count 1 >>', '[1]']],
    ['a page of its own', [`<< /Type /Pages /Kids [${leaf}] /Count 1 >>`]],
    [
      'a page of another type',
      ['<< /Type /Pages /Kids [3 0 R] /Count 1 >>', leaf.replace('/Page ', '/Template ')],
    ],
    [
      'a page of another parent',
      ['<< /Type /Pages /Kids [3 0 R] /Count 1 >>', leaf.replace('2 0 R', '1 0 R')],
    ],
    ['no pages', ['<< /Type /Pages /Kids [] /Count 0 >>']],
    [
      'a page without a box',
      ['<< /Type /Pages /Kids [3 0 R] /Count 1 >>', '<< /Type /Page /Parent 2 0 R >>'],
    ],
  ])('that has %s is not plain', (_what, objects) => {
    expect(() => pages(...objects)).toThrow(NotPlain);
  });

  it.each([
    ['/MediaBox [0 0 9]'],
    ['/MediaBox [0 0 9 /Nine]'],
    ['/MediaBox [0 0 0 9]'],
    ['/MediaBox [0 0 9 99999999999]'],
    ['/MediaBox [0 0 9 9] /CropBox [10 10 20 20]'],
    ['/MediaBox [0 0 9 9] /CropBox /All'],
    ['/MediaBox [0 0 9 9] /Rotate 45'],
    ['/MediaBox [0 0 9 9] /Rotate /Left'],
  ])('whose page has %s is not plain', (entries) => {
    expect(() => onePage(entries)).toThrow(NotPlain);
  });

  it('that is too deep is not plain', () => {
    const nodes = Array.from(
      { length: 500 },
      (_, i) => `<< /Type /Pages /Parent ${i + 2} 0 R /Kids [${i + 4} 0 R] /Count 1 >>`,
    );
    expect(() => pages('<< /Type /Pages /Kids [3 0 R] /Count 1 >>', ...nodes)).toThrow(NotPlain);
  });
});
