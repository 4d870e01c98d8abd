import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readWhole } from '#shared/extraction/read-document.ts';
import { limitsOf } from '#shared/runtime/limits.ts';

export type OfficeReader = { name: string; reads: RegExp; read(file: string): Promise<string> };

type Officeparser = { parseOffice(file: string): Promise<{ to(kind: 'text'): Promise<{ value: string }> }> };
type Mammoth = { extractRawText(input: { path: string }): Promise<{ value: string }> };

const ANY = /\.(docx|xlsx|pptx|odt|ods|odp)$/;

/** Ours, and the peers that are installed, here or in the folder that OFFICE_PEERS_DIR names. */
export async function officeReaders(): Promise<{ readers: OfficeReader[]; notes: string[] }> {
  const notes: string[] = [];
  const readers: OfficeReader[] = [{ name: 'ours', reads: ANY, read: ours }];
  const officeparser = await load<Officeparser>('officeparser', notes);
  if (officeparser)
    readers.push({
      name: 'officeparser',
      reads: ANY,
      read: async (file) => (await (await officeparser.parseOffice(file)).to('text')).value,
    });
  const mammoth = await load<{ default: Mammoth }>('mammoth', notes);
  if (mammoth)
    readers.push({
      name: 'mammoth',
      reads: /\.docx$/,
      read: async (path) => (await mammoth.default.extractRawText({ path })).value,
    });
  return { readers, notes };
}

async function ours(file: string): Promise<string> {
  const bytes = new Uint8Array(readFileSync(file));
  return (await readWhole({ bytes, fileName: basename(file), settings: {}, limits: limitsOf({}) })).text;
}

async function load<T>(name: string, notes: string[]): Promise<T | undefined> {
  const folder = process.env.OFFICE_PEERS_DIR;
  try {
    const from = createRequire(folder ? join(resolve(folder), 'bench.js') : import.meta.url);
    return (await import(pathToFileURL(from.resolve(name)).href)) as T;
  } catch {
    notes.push(
      `${name} is not installed: npm install --no-save ${name}, here or in the folder that OFFICE_PEERS_DIR names.`,
    );
    return undefined;
  }
}
