import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { ocrCore, ocrData, ocrWasm } from '#shared/extraction/engine-files.ts';
import { startCore } from '#shared/extraction/ocr/engine/core.ts';
import { startLanguages } from '#shared/extraction/ocr/engine/languages.ts';
import { greyPicture } from '#shared/extraction/ocr/engine/picture.ts';
import { readWords, type Tesseract } from '#shared/extraction/ocr/engine/read-words.ts';
import { webAssembly } from '#shared/extraction/pdf/engine/webassembly.ts';
import { limitsOf } from '#shared/runtime/limits.ts';
import { type Contender, timed } from './contenders.ts';

/**
 * Our engine without all that is done around it: each picture is read once as it is, as Debian's tesseract does in the
 * same mode. It shows what WebAssembly costs, and what measuring, drawing and reading twice cost and bring.
 */
export function singleReading(): Contender {
  const engines = new Map<string, Promise<Tesseract>>();
  return {
    name: 'this project, one reading',
    read: async ({ file, language, dpi }) => {
      const engine = engines.get(language) ?? start(language);
      engines.set(language, engine);
      const { core, api } = await engine;
      const bytes = readFileSync(file);
      const { value, seconds } = await timed(async () => {
        const picture = greyPicture(core, api, { kind: 'encoded', bytes }, limitsOf({}).maxPagePixels);
        if (typeof picture === 'string') throw new Error(`${file} is ${picture}`);
        return readWords({ core, api }, picture, { mode: 'sparse', dpi });
      });
      return { text: value.map(({ text }) => text).join(' '), seconds };
    },
  };
}

async function start(language: string): Promise<Tesseract> {
  const module = await webAssembly.compile(await readFile(ocrWasm()));
  const core = await startCore(ocrCore(), module, limitsOf({}).engineMemoryMb);
  return { core, api: await startLanguages(core, [language], [ocrData(language)]) };
}
