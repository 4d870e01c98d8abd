import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import PDFDocument from 'pdfkit';
import { ocrData } from '#shared/extraction/engine-files.ts';
import { recognise } from '#shared/extraction/ocr/recognise.ts';
import { layOutPage } from '#shared/extraction/pdf/layout/page.ts';
import { limitsOf } from '#shared/runtime/limits.ts';
import { type Liteparse, loadLiteparse } from '../peers/liteparse.ts';
import type { Sample } from './samples.ts';

/** Reads a sample; `seconds` are CPU seconds, which other work on the machine does not lengthen. */
export type Contender = { name: string; read(sample: Sample): Promise<{ text: string; seconds: number }> };

const LAYOUT = {
  outputMode: 'layout_preserving',
  horizontalStretchFactor: 1,
  markVerticalLines: false,
  markHorizontalLines: false,
} as const;

export const ours: Contender = {
  name: 'this project',
  read: async ({ file, language, dpi }) => {
    const limits = limitsOf({});
    const bytes = readFileSync(file);
    const { value, seconds } = await timed(() =>
      recognise(
        { kind: 'encoded', bytes },
        {
          languages: [language],
          dpi,
          memoryMb: limits.engineMemoryMb,
          timeoutMs: limits.pageTimeoutMs,
          maxPixels: limits.maxPagePixels,
        },
      ),
    );
    return { text: layOutPage(value.tokens, LAYOUT).text, seconds };
  },
};

/** Debian's tesseract with a page segmentation mode. */
export const debian = (mode: number): Contender => ({
  name: mode === 3 ? 'tesseract (default, --psm 3)' : `tesseract --psm ${mode}`,
  read: async ({ file, language, dpi }) => {
    const line = `TIMEFORMAT='%U %S'; time tesseract "$0" - -l ${language} --psm ${mode} --dpi ${dpi} 2>/dev/null`;
    const { stdout, stderr } = spawnSync('bash', ['-c', line, file], {
      encoding: 'utf8',
      env: { ...process.env, OMP_THREAD_LIMIT: '1' },
    });
    const seconds = stderr
      .trim()
      .split(/\s+/)
      .reduce((sum, part) => sum + Number(part), 0);
    return { text: stdout, seconds };
  },
});

/** liteparse reads pictures only by way of a PDF; its language data is the same as ours. */
export async function liteparse(): Promise<Contender> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-tessdata-'));
  process.on('exit', () => void rm(folder, { recursive: true, force: true }));
  const readers = new Map<string, Liteparse>();
  const readerOf = async (language: string): Promise<Liteparse> => {
    const known = readers.get(language);
    if (known) return known;
    await writeFile(join(folder, `${language}.traineddata`), gunzipSync(readFileSync(ocrData(language))));
    const reader = await loadLiteparse({ ocrEnabled: true, ocrLanguage: language, tessdataPath: folder });
    readers.set(language, reader);
    return reader;
  };
  return {
    name: 'liteparse',
    read: async (sample) => {
      const reader = await readerOf(sample.language);
      const pdf = await asPdf(sample, folder);
      const { value, seconds } = await timed(() => reader.parse(pdf));
      return { text: value.pages.map(({ text }) => text).join('\n'), seconds };
    },
  };
}

type Size = { width: number; height: number };

async function asPdf({ file, dpi }: Sample, folder: string): Promise<Uint8Array> {
  const readable = /\.(png|jpe?g)$/.test(file) ? file : join(folder, 'picture.png');
  if (readable !== file) spawnSync('convert', [file, readable]);
  const pdf = new PDFDocument({ autoFirstPage: false });
  const parts: Buffer[] = [];
  pdf.on('data', (part: Buffer) => parts.push(part));
  const ended = new Promise((resolve) => pdf.on('end', resolve));
  const image = (pdf as unknown as { openImage(path: string): Size }).openImage(readable);
  const size: [number, number] = [(image.width * 72) / dpi, (image.height * 72) / dpi];
  pdf.addPage({ size, margin: 0 });
  pdf.image(readable, 0, 0, { width: size[0], height: size[1] });
  pdf.end();
  await ended;
  return new Uint8Array(Buffer.concat(parts));
}

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; seconds: number }> {
  const before = process.cpuUsage();
  const value = await work();
  const { user, system } = process.cpuUsage(before);
  return { value, seconds: (user + system) / 1e6 };
}
