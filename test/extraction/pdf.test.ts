import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makePdf, mappedFont, onePage, put, putRight, rawPdf, stream } from './support/make-pdf.ts';
import { expectTiled, read, wordsOf } from './support/read.ts';

const ITEMS = [
  ['1', 'Rail-mounted controller', '4', '289.50', '1,158.00'],
  ['2', 'Cable', '250', '1.85', '462.50'],
  ['13', 'Expansion module, 8 relays', '6', '134.25', '805.50'],
];

function table(pdf: PDFKit.PDFDocument) {
  pdf.font('Helvetica-Bold');
  put(pdf, 'No.', 20, 40);
  put(pdf, 'Description', 50, 40);
  putRight(pdf, 'Qty', 240, 40);
  putRight(pdf, 'Price', 300, 40);
  putRight(pdf, 'Amount', 370, 40);
  pdf.font('Helvetica');
  ITEMS.forEach(([no = '', text = '', quantity = '', price = '', amount = ''], index) => {
    const y = 60 + index * 18;
    put(pdf, no, 20, y);
    put(pdf, text, 50, y);
    putRight(pdf, quantity, 240, y);
    putRight(pdf, price, 300, y);
    putRight(pdf, amount, 370, y);
  });
}

const LOREM =
  'Lorem ipsum dolor sit amet, consectetuer adipiscing elit, sed diam nonummy nibh euismod tincidunt ut laoreet dolore ' +
  'magna aliquam erat volutpat. Ut wisi enim ad minim veniam, quis nostrud exerci tation ullamcorper suscipit lobortis nisl.';

describe('the layout of a PDF', () => {
  it('keeps cells of a row on one line and columns under each other', async () => {
    const document = await read(await makePdf(table));
    const lines = document.text.split('\n').filter(Boolean);
    expect(lines).toHaveLength(4);
    expect(lines[3]).toMatch(/^\s*13 {2,}Expansion module, 8 relays {2,}6 {2,}134\.25 {2,}805\.50$/);
    // Left edges of the left-aligned column, right edges of the others.
    expect(new Set(lines.map((line) => line.search(/Description|Rail|Cable|Expansion/))).size).toBe(1);
    for (const ends of [
      /Qty| 4 | 250| 6 /,
      /Price|289\.50|1\.85|134\.25/,
      /Amount|1,158\.00|462\.50|805\.50/,
    ]) {
      const columns = lines.map((line) => {
        const found = ends.exec(line);
        return found && found.index + found[0].trimEnd().length;
      });
      expect(new Set(columns).size, `${ends} in ${lines.join('\n')}`).toBe(1);
    }
    expectTiled(document);
  });

  it('puts the box of each word where the word was drawn', async () => {
    const placed = [
      { text: 'Invoice', x: 31, y: 22, size: 18, font: 'Times-Bold' },
      { text: 'Größe', x: 210.5, y: 80, size: 9, font: 'Helvetica' },
      { text: '1,234.56', x: 300, y: 250, size: 12, font: 'Courier' },
    ];
    const expected: number[][] = [];
    const document = await read(
      await makePdf((pdf) => {
        for (const { text, x, y, size, font } of placed) {
          pdf.font(font).fontSize(size);
          put(pdf, text, x, y);
          expected.push([x, y, x + pdf.widthOfString(text), y + size]);
        }
      }),
    );
    const words = wordsOf(document);
    expect(words.map((word) => word.text)).toEqual(placed.map((word) => word.text));
    words.forEach(({ box, page }, index) => {
      const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = expected[index] ?? [];
      expect(page).toBe(1);
      expect(box[0]).toBeCloseTo(x0, 0);
      expect(box[2]).toBeCloseTo(x1, 0);
      // The box of a line is as tall as its font; what counts is that it lies over the letters.
      expect((box[1] ?? 0) + (box[3] ?? 0)).toBeGreaterThan(y0 * 2);
      expect((box[1] ?? 0) + (box[3] ?? 0)).toBeLessThan(y1 * 2);
    });
    expect(document.lines.pages[0]).toMatchObject({ page: 1, width: 400, height: 300 });
  });

  it.each([
    ['to the right', '1 0 0 1 100 100', [100, 188, 136, 204]],
    ['upwards', '0 1 -1 0 100 100', [88, 164, 104, 200]],
    ['upside down', '-1 0 0 -1 100 100', [64, 196, 100, 212]],
    ['downwards', '0 -1 1 0 100 100', [96, 200, 112, 236]],
  ])(
    'keeps the box of a word %s out of the neighbouring lines, whatever its font claims',
    async (_way, matrix, most) => {
      // A font that claims two em of height.
      const font = {
        resources: '/Font << /F 5 0 R >>',
        more: [
          '<< /Type /Font /Subtype /TrueType /BaseFont /Tall /FirstChar 65 /LastChar 66 /Widths [1000 1000] /FontDescriptor 6 0 R /Encoding /WinAnsiEncoding >>',
          '<< /Type /FontDescriptor /FontName /Tall /Flags 32 /FontBBox [0 -700 1000 1400] /Ascent 1400 /Descent -700 /CapHeight 700 /StemV 80 /ItalicAngle 0 >>',
        ],
      };
      const document = await read(onePage(`BT /F 12 Tf ${matrix} Tm (AAB) Tj ET`, font));
      const [word] = wordsOf(document);
      expect(word?.text).toBe('AAB');
      const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = word?.box ?? [];
      const [left = 0, top = 0, right = 0, bottom = 0] = most;
      // Across its direction the box is some 14 points tall, and the line the letters stand on runs through it.
      expect(Math.min(x1 - x0, y1 - y0)).toBeGreaterThan(12);
      expect(Math.min(x1 - x0, y1 - y0)).toBeLessThan(15);
      expect(x0).toBeGreaterThan(left - 2);
      expect(y0).toBeGreaterThan(top - 2);
      expect(x1).toBeLessThan(right + 2);
      expect(y1).toBeLessThan(bottom + 2);
    },
  );

  it('keeps columns of prose side by side, and one after the other in text mode', async () => {
    const pdf = await makePdf((page) => {
      page.font('Times-Roman');
      page.text(`Left ${LOREM}`, 20, 20, { width: 170, align: 'justify' });
      page.text(`Right ${LOREM}`, 210, 20, { width: 170, align: 'justify' });
    });
    const layout = await read(pdf);
    const starts = layout.text.split('\n').map((line) => line.match(/^\S.*?\S {2,}(?=\S)/)?.[0].length);
    expect(new Set(starts.slice(0, 5)).size).toBe(1);
    expect(starts[0]).toBeGreaterThan(30);
    const reading = await read(pdf, 'x.pdf', { output_mode: 'text' });
    const flat = reading.text.replace(/\s+/g, ' ');
    expect(flat).toBe(`Left ${LOREM} Right ${LOREM}`);
    expectTiled(layout);
    expectTiled(reading);
  });

  it('keeps a table in rows in text mode', async () => {
    const { text } = await read(await makePdf(table), 'x.pdf', { output_mode: 'text' });
    expect(text).toContain('13  Expansion module, 8 relays  6  134.25  805.50');
  });

  it('does not tear justified prose apart', async () => {
    const document = await read(
      await makePdf((pdf) => pdf.text(LOREM, 20, 20, { width: 150, align: 'justify' })),
    );
    expect(document.text).not.toMatch(/\S {2,}\S/);
    expect(document.text.replace(/\s+/g, ' ')).toBe(LOREM);
  });

  it('keeps superscripts on their line', async () => {
    const { text } = await read(
      await makePdf((pdf) => {
        put(pdf, 'Area 25 m', 20, 50);
        pdf.fontSize(6);
        put(pdf, '2', 20 + pdf.fontSize(10).widthOfString('Area 25 m'), 47);
        pdf.fontSize(6);
        put(pdf, '2', 20 + pdf.fontSize(10).widthOfString('Area 25 m') + 0.5, 80);
      }),
    );
    expect(text.split('\n')[0]).toMatch(/^Area 25 m\s?2$/);
  });

  it('joins label and value whose baselines differ slightly', async () => {
    const { text } = await read(
      await makePdf((pdf) => {
        put(pdf, 'Total', 20, 50);
        pdf.font('Times-Bold').fontSize(12);
        put(pdf, '10.00', 200, 50);
      }),
    );
    expect(text).toMatch(/^Total {2,}10\.00$/);
  });

  it('turns rotated pages upright, in text and boxes', async () => {
    const drawn = 'BT /F 10 Tf 0 1 -1 0 100 50 Tm (abc abc) Tj ET BT /F 10 Tf 0 1 -1 0 112 50 Tm (cba) Tj ET';
    const font = { ...mappedFont(['a', 'b', 'c']), page: '/Rotate 90' };
    const document = await read(onePage(drawn, font));
    expect(document.text).toBe('abc abc\ncba');
    expect(document.lines.pages[0]).toMatchObject({ width: 300, height: 400 });
    const [first] = wordsOf(document);
    // User space x = 100 is 100 points below the top of the page turned clockwise, y = 50 is 50 from its left.
    expect(first?.box[0]).toBeCloseTo(50, 0);
    expect(first?.box[1]).toBeGreaterThan(85);
    expect(first?.box[3]).toBeLessThan(106);
  });

  it('sets text in another direction apart, after the body', async () => {
    const document = await read(
      await makePdf((pdf) => {
        put(pdf, 'Body of the page in two', 40, 40);
        put(pdf, 'lines of text', 40, 55);
        pdf.rotate(-90, { origin: [20, 200] });
        put(pdf, 'Margin stamp', 20, 200);
      }),
    );
    expect(document.text).toBe('Body of the page in two\nlines of text\n\nMargin stamp');
    const stamp = wordsOf(document).find((word) => word.text === 'Margin');
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = stamp?.box ?? [];
    expect(y1 - y0).toBeGreaterThan(x1 - x0);
    expect(y1).toBeCloseTo(200, 0);
    expectTiled(document);
  });

  it('writes right-to-left text in the order in which it is read', async () => {
    // שלום עולם drawn from right to left, as PDF producers do: visual order in the stream.
    const letters = ['ש', 'ל', 'ו', 'ם', 'ע'];
    const font = mappedFont(letters);
    const document = await read(onePage('BT /F 10 Tf 50 100 Td (dcbe  dcba) Tj ET', font));
    const words = document.text.trim().split(/\s+/);
    expect(words).toEqual(['שלום', 'עלום']);
    expectTiled(document);
  });

  it('keeps characters outside the basic plane whole', async () => {
    const document = await read(onePage('BT /F 10 Tf 50 100 Td (ab cab) Tj ET', mappedFont(['x', '𝒳', 'z'])));
    expect(document.text).toBe('x𝒳 zx𝒳');
    expectTiled(document);
  });

  it('has the values of form fields, beside their labels', async () => {
    const document = await read(
      await makePdf((pdf) => {
        pdf.initForm();
        put(pdf, 'Name', 20, 44);
        pdf.formText('name', 80, 40, 150, 18, { value: 'Ada Lovelace' });
        put(pdf, 'Country', 20, 74);
        pdf.formCombo('country', 80, 70, 150, 18, { select: ['France', 'Norway'], value: 'Norway' });
        put(pdf, 'Secret', 20, 134);
        pdf.formText('pin', 80, 130, 150, 18, { value: '1234', password: true });
        put(pdf, 'Notes', 20, 164);
        pdf.formText('notes', 80, 160, 150, 40, { value: 'first line\nsecond', multiline: true });
        put(pdf, 'Nothing', 20, 224);
        pdf.formText('empty', 80, 220, 150, 18, {});
      }),
    );
    expect(document.text).toMatch(/Name {2,}Ada Lovelace/);
    expect(document.text).toMatch(/Country {2,}Norway/);
    expect(document.text).toMatch(/Notes {2,}first line\n\s+second/);
    expect(document.text).not.toContain('1234');
    const ada = wordsOf(document).find((word) => word.text === 'Ada')?.box ?? [];
    expect(ada[0]).toBeCloseTo(80, 0);
    expect(ada[1]).toBeGreaterThanOrEqual(40);
    expect(ada[3]).toBeLessThanOrEqual(58);
  });

  it('shows which boxes are checked', async () => {
    const box = (name: string, state: string, y: number) =>
      `<< /Type /Annot /Subtype /Widget /FT /Btn /T (${name}) /V /${state} /AS /${state} /F 4 /P 3 0 R
       /Rect [20 ${y} 30 ${y + 10}] /AP << /N << /Yes 7 0 R /Off 7 0 R >> >> >>`;
    const document = await read(
      rawPdf([
        '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [5 0 R 6 0 R] >> >>',
        '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
        '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /Annots [5 0 R 6 0 R] /Resources << /Font << /F 8 0 R >> >> >>',
        stream('BT /F 10 Tf 40 101 Td (married) Tj 0 -20 Td (single) Tj ET'),
        box('married', 'Off', 100),
        box('single', 'Yes', 80),
        stream('', '/Type /XObject /Subtype /Form /BBox [0 0 10 10]'),
        '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
      ]),
    );
    expect(document.text.replace(/ {2,}/g, ' ')).toMatch(/^\[ \] married\n+\[X\] single$/);
  });

  it('prints a word once that is drawn twice to look bold', async () => {
    const { text } = await read(
      await makePdf((pdf) => {
        put(pdf, 'Heading', 40, 40);
        put(pdf, 'Heading', 40.4, 40);
      }),
    );
    expect(text).toBe('Heading');
  });

  it('bounds the line length whatever the coordinates say, and reports words off the page', async () => {
    const font = mappedFont(['a', 'b']);
    const off = await read(onePage('BT /F 10 Tf 20 100 Td (ab) Tj 90000 0 Td (ba) Tj ET', font));
    expect(off.text).toBe('ab');
    expect(off.warnings.join()).toContain('Page 1: words far outside');
    const wide = await read(
      onePage('BT /F 10 Tf 20 100 Td (ab) Tj 900000 0 Td (ba) Tj ET', { ...font, box: '0 0 1000000 300' }),
    );
    expect(wide.text).toMatch(/^ab +ba$/);
    expect(wide.text.length).toBeLessThan(700);
  });

  it('finds every word exactly once, in lines that tile the text, wherever the words stand', async () => {
    const word = fc.record({
      x: fc.integer({ min: 5, max: 330 }),
      y: fc.integer({ min: 5, max: 280 }),
      size: fc.integer({ min: 6, max: 16 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 25 }), async (places) => {
        const document = await read(
          await makePdf((pdf) => {
            places.forEach(({ x, y, size }, index) => {
              pdf.fontSize(size);
              put(pdf, `w${index}w`, x, y);
            });
          }),
        );
        expectTiled(document);
        const found = document.text.match(/w\d+w/g) ?? [];
        expect(found.sort()).toEqual(places.map((_place, index) => `w${index}w`).sort());
      }),
      { numRuns: 40, seed: 4711 },
    );
  });
});
