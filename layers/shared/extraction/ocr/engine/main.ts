import { parentPort, workerData } from 'node:worker_threads';
import { type Core, startCore, type TessBaseApi } from './core.ts';
import { startLanguages } from './languages.ts';
import { greyPicture } from './picture.ts';
import type { OcrAnswer, OcrRequest, OcrStart } from './protocol.ts';
import { readPicture } from './read-picture.ts';

/**
 * Entry of the worker thread in which Tesseract runs: the host can end it at any time, whatever a picture makes it do.
 * An abort inside Tesseract is thrown out of here on purpose: its memory is no longer to be trusted, so the thread dies.
 */
const { core: corePath, module, memoryMb } = workerData as OcrStart;
const port = parentPort;
if (!port) throw new Error('This file is the entry of a worker thread');
const core: Core = await startCore(corePath, module, memoryMb);

/** The languages of the last picture stay loaded: the next one has most likely the same. */
let loaded: { names: string; api: TessBaseApi } | undefined;

async function withLanguages({ languages, data }: OcrRequest): Promise<TessBaseApi> {
  const names = languages.join('+');
  if (loaded?.names === names) return loaded.api;
  loaded?.api.End();
  loaded = { names, api: await startLanguages(core, languages, data) };
  return loaded.api;
}

async function answerTo(request: OcrRequest): Promise<OcrAnswer> {
  const api = await withLanguages(request);
  const picture = greyPicture(core, api, request.picture, request.maxPixels);
  if (typeof picture === 'string') return { kind: 'refused', why: picture };
  const page = readPicture({ core, api }, picture, request);
  return { kind: 'page', page, heapMb: core.memory().byteLength / 1024 / 1024 };
}

port.on('message', async (request: OcrRequest) => port.postMessage(await answerTo(request)));
port.postMessage({ kind: 'ready' } satisfies OcrAnswer);
