import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Core, TessBaseApi } from './core.ts';

/** The neural engine; the old one is not in this build. */
const LSTM_ONLY = 1;

/** Tesseract with these languages; `data` are the paths of their packed data. */
export async function startLanguages(
  core: Core,
  languages: readonly string[],
  data: readonly string[],
): Promise<TessBaseApi> {
  const files = languages.map((language) => `/${language}.traineddata`);
  for (const [index, file] of files.entries())
    core.FS.writeFile(file, await promisify(gunzip)(await readFile(data[index] ?? '')));
  const api = new core.TessBaseAPI();
  const failed = api.Init('/', languages.join('+'), LSTM_ONLY);
  // It has copied what it needs.
  for (const file of files) core.FS.unlink(file);
  if (failed !== 0) throw new Error(`Tesseract does not start with ${languages.join('+')}`);
  return api;
}
