/** Reads one file and writes its text: what a cold start is measured with, as a bundle. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { prewarmEngine } from '#shared/extraction/pdf/pool.ts';
import { readWhole } from '#shared/extraction/read-document.ts';
import { limitsOf } from '#shared/runtime/limits.ts';

const file = process.argv[2] ?? '';
const limits = limitsOf({});
prewarmEngine(limits.engineMemoryMb);
const bytes = new Uint8Array(await readFile(file));
const { text } = await readWhole({ bytes, fileName: basename(file), settings: {}, limits });
process.stdout.write(text);
