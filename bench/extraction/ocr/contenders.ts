import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import PDFDocument from 'pdfkit';
import { OCR_LANGUAGES, ocrData } from '#shared/extraction/engine-files.ts';
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

/** Debian's tesseract as it is installed. */
export const debian: Contender = tesseract('tesseract', 3);

/** Debian's tesseract in the mode in which a page is read here, with the same language data. */
export const debianAlike = async (): Promise<Contender> =>
  tesseract('tesseract, our mode and data', 11, await unpackedData());

function tesseract(name: string, mode: number, folder?: string): Contender {
  const data = folder ? `--tessdata-dir ${folder}` : '';
  return {
    name,
    read: async ({ file, language, dpi }) => {
      const line = `TIMEFORMAT='%U %S'; time tesseract "$0" - -l ${language} --psm ${mode} --dpi ${dpi} ${data} 2>/dev/null`;
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
  };
}

/** The languages of OCR_LANGUAGES as Tesseract's own tools want them. */
async function unpackedData(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-tessdata-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const language of Object.keys(OCR_LANGUAGES))
    await writeFile(join(folder, `${language}.traineddata`), gunzipSync(readFileSync(ocrData(language))));
  return folder;
}

/** liteparse reads pictures only by way of a PDF; its language data is the same as ours. */
export async function liteparse(): Promise<Contender> {
  const folder = await unpackedData();
  const readers = new Map<string, Liteparse>();
  const readerOf = async (language: string): Promise<Liteparse> => {
    const known = readers.get(language);
    if (known) return known;
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

export async function timed<T>(work: () => Promise<T>): Promise<{ value: T; seconds: number }> {
  const before = process.cpuUsage();
  const value = await work();
  const { user, system } = process.cpuUsage(before);
  return { value, seconds: (user + system) / 1e6 };
}
