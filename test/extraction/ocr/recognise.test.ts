import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { drawingOf } from '#shared/extraction/ocr/engine/affine.ts';
import { draw } from '#shared/extraction/ocr/engine/draw.ts';
import type { Grey } from '#shared/extraction/ocr/engine/picture.ts';
import { parseLanguages } from '#shared/extraction/ocr/languages.ts';
import { recognise } from '#shared/extraction/ocr/recognise.ts';
import type { OcrOptions, OcrPage, Picture } from '#shared/extraction/ocr/types.ts';
import { layOutPage } from '#shared/extraction/pdf/layout/page.ts';
import { DPI, ENGLISH, pageOf, wordsOf } from './page-picture.ts';

const OPTIONS: OcrOptions = {
  languages: ['eng'],
  dpi: DPI,
  memoryMb: 256,
  timeoutMs: 60_000,
  maxPixels: 20_000_000,
};
/** Parts of black, and of white. */
const PALE = 0.35;
const GREY_GROUND = 0.6;
const grey = (picture: Grey): Picture => ({ kind: 'grey', ...picture });
const textsOf = ({ tokens }: OcrPage): string[] => tokens.map(({ text }) => text);
const LAYOUT = {
  outputMode: 'layout_preserving',
  horizontalStretchFactor: 1,
  markVerticalLines: false,
  markHorizontalLines: false,
} as const;
const linesOf = ({ tokens }: OcrPage): string[] =>
  layOutPage(tokens, LAYOUT)
    .text.split('\n')
    .filter(Boolean)
    .map((line) => line.trim().replace(/\s+/g, ' '));

/** The picture as it looks when its text runs `turns` quarters and `degrees` clockwise. */
const turned = (picture: Grey, turns: number, degrees = 0): Grey =>
  draw(
    picture,
    drawingOf(picture.width, picture.height, {
      turns: (4 - turns) % 4,
      skew: (-degrees * Math.PI) / 180,
      scale: 1,
    }),
  );

/** Darkest pixel of a box in points. */
const inkIn = ({ width, pixels }: Grey, box: readonly number[]): number => {
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = box.map((points) => Math.round((points * DPI) / 72));
  let darkest = 255;
  for (let y = y0; y < y1; y++)
    for (let x = x0; x < x1; x++) darkest = Math.min(darkest, pixels[y * width + x] ?? 255);
  return darkest;
};

describe('a picture of a page', () => {
  it('is read with places in points and a confidence a word', async () => {
    const picture = await pageOf(ENGLISH);
    const page = await recognise(grey(picture), OPTIONS);
    expect(textsOf(page).sort()).toEqual(wordsOf(ENGLISH).sort());
    expect(page).toMatchObject({ turns: 0, width: expect.closeTo(420, 0), height: expect.closeTo(300, 0) });
    expect(page.confidence).toBeGreaterThan(0.85);
    for (const { box, em, confidence, angle } of page.tokens) {
      expect(inkIn(picture, box)).toBeLessThan(128);
      expect(em).toBeGreaterThan(8);
      expect(em).toBeLessThan(16);
      expect(angle).toBe(0);
      expect(confidence).toBeGreaterThan(0.3);
      expect(confidence).toBeLessThanOrEqual(1);
    }
  });

  it('is read in German, alone and with English', async () => {
    const german = [
      'Rechnung über die Lieferung großer Tische',
      'Überweisen Sie den Betrag bis zum 30. März',
    ];
    const picture = grey(await pageOf(german));
    const both = ['deu', 'eng'];
    for (const languages of [['deu'], both]) {
      const page = await recognise(picture, { ...OPTIONS, languages });
      expect(linesOf(page)).toEqual(german);
    }
  });

  it('is decoded from a PNG', async () => {
    const { width, height, pixels } = await pageOf(ENGLISH);
    const bytes = encode({ width, height, data: pixels, channels: 1, depth: 8 });
    const page = await recognise({ kind: 'encoded', bytes }, OPTIONS);
    expect(textsOf(page).sort()).toEqual(wordsOf(ENGLISH).sort());
  });

  it.each([1, 2, 3] as const)('is read when it lies %i quarters turned', async (turns) => {
    const picture = turned(await pageOf(ENGLISH), turns);
    const page = await recognise(grey(picture), OPTIONS);
    expect(page.turns).toBe(turns);
    expect(linesOf(page)).toEqual(ENGLISH.map((line) => line.replace(/\s+/g, ' ')));
    expect([page.width, page.height].map(Math.round)).toEqual(turns === 2 ? [420, 300] : [300, 420]);
    for (const { box } of page.tokens) expect(inkIn(picture, box)).toBeLessThan(128);
  });

  it.each(['Total 99', 'Paid'])('is read upside down, too, when all it says is %s', async (text) => {
    const picture = await pageOf([text]);
    for (const turns of [0, 2] as const) {
      const page = await recognise(grey(turned(picture, turns)), OPTIONS);
      expect([page.turns, ...linesOf(page)]).toEqual([turns, text]);
    }
  });

  it.each([
    [2, 0],
    [-3, 0],
    [2, 1],
  ])('is read when it lies %i degrees askew, turned by %i quarters', async (degrees, turns) => {
    const picture = turned(await pageOf(ENGLISH), turns, degrees);
    const page = await recognise(grey(picture), OPTIONS);
    expect(linesOf(page)).toEqual(ENGLISH.map((line) => line.replace(/\s+/g, ' ')));
    for (const { angle, box } of page.tokens) {
      expect((angle * 180) / Math.PI).toBeCloseTo(turns * 90 + degrees, 0);
      expect(inkIn(picture, box)).toBeLessThan(128);
    }
  });

  it('is read where letters are pale beside black ones, and where rows of a table are grey', async () => {
    const page = await pageOf([...ENGLISH, 'This statement is not a tax invoice']);
    const rowOf = (at: number) => Math.floor((Math.floor(at / page.width) * 72) / DPI / 25 - 1);
    const pixels = page.pixels.map((shade, at) => {
      if (rowOf(at) < 2) return 255 - (255 - shade) * PALE;
      return rowOf(at) === 3 ? shade * GREY_GROUND : shade;
    });
    const { tokens } = await recognise(grey({ ...page, pixels }), OPTIONS);
    const expected = [...wordsOf(ENGLISH), ...wordsOf(['This statement is not a tax invoice'])];
    expect(tokens.map(({ text }) => text).sort()).toEqual(expected.sort());
  });

  it('is drawn larger when its letters are tiny', async () => {
    const page = await recognise(grey(await pageOf(ENGLISH, 60)), { ...OPTIONS, dpi: 60 });
    const found = textsOf(page);
    const words = wordsOf(ENGLISH);
    expect(words.filter((word) => found.includes(word)).length).toBeGreaterThan(words.length * 0.8);
    expect(page.width).toBeCloseTo(420, 0);
  });

  it('gives nothing when it is white, and no words when it is noise', async () => {
    const [width, height] = [300, 200];
    const white = new Uint8Array(width * height).fill(255);
    expect(await recognise({ kind: 'grey', width, height, pixels: white }, OPTIONS)).toMatchObject({
      tokens: [],
      confidence: 0,
      turns: 0,
    });
    let seed = 1;
    const noise = white.map(() => {
      seed = (seed * 48_271) % 0x7fffffff;
      return seed & 255;
    });
    const page = await recognise({ kind: 'grey', width, height, pixels: noise }, OPTIONS);
    expect(page.tokens.length).toBeLessThan(5);
  });
});

describe('a picture that cannot be read', () => {
  const bytes = (...values: number[]) => ({ kind: 'encoded', bytes: Uint8Array.from(values) }) as const;

  it('is refused when it is broken, empty or no picture', async () => {
    const { width, height, pixels } = await pageOf(ENGLISH);
    const png = encode({ width, height, data: pixels, channels: 1, depth: 8 });
    const scrap: Picture = { kind: 'grey', width: 100, height: 100, pixels: new Uint8Array(5) };
    for (const picture of [bytes(), bytes(1, 2, 3), bytes(...png.subarray(0, 40)), scrap])
      await expect(recognise(picture, OPTIONS)).rejects.toMatchObject({
        code: 'corrupt_document',
        retryable: false,
      });
  });

  it('is refused when it has too many pixels or needs too much memory, and the next one is read', async () => {
    const picture = grey(await pageOf(ENGLISH));
    await expect(recognise(picture, { ...OPTIONS, maxPixels: 1000 })).rejects.toMatchObject({
      code: 'limit_exceeded',
      message: expect.stringContaining('MAX_PAGE_PIXELS'),
    });
    const huge = encode({
      width: 9000,
      height: 9000,
      data: new Uint8Array(81_000_000),
      channels: 1,
      depth: 8,
    });
    await expect(
      recognise({ kind: 'encoded', bytes: huge }, { ...OPTIONS, memoryMb: 64, maxPixels: 1e9 }),
    ).rejects.toMatchObject({ code: expect.stringMatching(/^(limit_exceeded|corrupt_document)$/) });
    expect((await recognise(picture, OPTIONS)).tokens.length).toBeGreaterThan(20);
  });

  it('is given up when it takes too long or nobody waits any more, and the next one is read', async () => {
    const picture = grey(await pageOf(ENGLISH));
    await expect(recognise(picture, { ...OPTIONS, timeoutMs: 20 })).rejects.toMatchObject({
      code: 'extraction_timeout',
    });
    const abort = new AbortController();
    const reading = recognise(picture, { ...OPTIONS, signal: abort.signal });
    setTimeout(() => abort.abort(), 50);
    await expect(reading).rejects.toMatchObject({ code: 'extraction_aborted', retryable: true });
    await expect(recognise(picture, { ...OPTIONS, signal: abort.signal })).rejects.toMatchObject({
      code: 'extraction_aborted',
    });
    expect((await recognise(picture, OPTIONS)).tokens.length).toBeGreaterThan(20);
  });

  it('waits for its turn beside many others', async () => {
    const picture = grey(await pageOf(ENGLISH.slice(0, 1)));
    const pages = await Promise.all(Array.from({ length: 5 }, () => recognise(picture, OPTIONS)));
    for (const page of pages) expect(linesOf(page)).toEqual(ENGLISH.slice(0, 1));
  });
});

describe('languages', () => {
  it('are those whose data is there', () => {
    expect(parseLanguages(undefined)).toEqual(['eng']);
    expect(parseLanguages(' deu + eng+deu')).toEqual(['deu', 'eng']);
    expect(() => parseLanguages('eng+klingon')).toThrow(
      expect.objectContaining({ code: 'invalid_settings', message: expect.stringContaining('eng, deu') }),
    );
    for (const name of ['__proto__', 'constructor', '../../etc/passwd'])
      expect(() => parseLanguages(name)).toThrow(expect.objectContaining({ code: 'invalid_settings' }));
  });
});
