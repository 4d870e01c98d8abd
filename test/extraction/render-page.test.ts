import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { renderPages } from '#shared/extraction/render-page.ts';
import { makePdf, onePage, put } from './support/make-pdf.ts';
import { makeTiff } from './support/make-tiff.ts';
import { read, wordsOf } from './support/read.ts';

describe('a page picture', () => {
  it('has the ink of each word where its box is, and none outside', async () => {
    const pdf = await makePdf((page) => {
      page.addPage();
      page.fontSize(14);
      put(page, 'Citation', 120, 200);
      page.rotate(-90, { origin: [30, 150] });
      put(page, 'Sideways', 30, 150);
      page.rotate(90, { origin: [30, 150] });
      page.initForm();
      page.formText('name', 120, 240, 150, 18, { value: 'Filled' });
    });
    const [picture] = await renderPages(pdf, { pages: [2], width: 800 });
    if (!picture) throw new Error('no picture');
    expect([picture.page, picture.width, picture.height]).toEqual([2, 800, 600]);
    const { data, channels, width } = decode(picture.png);
    const words = wordsOf(await read(pdf));
    const inside = words.map(() => 0);
    let outside = 0;
    for (let pixel = 0; pixel < data.length / channels; pixel++) {
      if ((data[pixel * channels] as number) > 128) continue;
      const x = (pixel % width) / 2;
      const y = Math.floor(pixel / width) / 2;
      const at = words.findIndex(
        ({ box: [x0 = 0, y0 = 0, x1 = 0, y1 = 0] }) => x >= x0 - 1 && x <= x1 + 1 && y >= y0 && y <= y1,
      );
      if (at < 0) outside++;
      else inside[at] = (inside[at] ?? 0) + 1;
    }
    expect(words.map((word) => word.text)).toEqual(['Citation', 'Filled', 'Sideways']);
    expect(Math.min(...inside)).toBeGreaterThan(100);
    expect(outside).toBe(0);
  });

  it('may be of a picture file, in its own proportions', async () => {
    const shades = Uint8Array.from({ length: 300 * 100 }, (_none, pixel) => (pixel % 300 < 30 ? 0 : 255));
    const page = { width: 300, height: 100, pixels: shades, dpi: 100 };
    const [picture] = await renderPages(makeTiff([page, { ...page, orientation: 6 }]), {
      pages: [2],
      width: 100,
    });
    if (!picture) throw new Error('no picture');
    expect([picture.width, picture.height]).toEqual([100, 300]);
    // What was black at the left is at the top once it is turned.
    const { data, channels } = decode(picture.png);
    expect([data[10 * 100 * channels], data[290 * 100 * channels]]).toEqual([0, 255]);
  });

  it('of a giant page, or of a page that does not exist, is refused', async () => {
    const giant = onePage('', { box: '0 0 10 9000000' });
    await expect(renderPages(giant, { pages: [1], width: 800 })).rejects.toMatchObject({
      code: 'limit_exceeded',
    });
    await expect(renderPages(onePage(''), { pages: [2], width: 80 })).rejects.toMatchObject({
      code: 'no_pages',
    });
  });
});
