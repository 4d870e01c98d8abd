import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Item } from './data-items.ts';
import { briefly, type Outcome } from './outcome.ts';

/** Errors that say of a file which can be opened that there is nothing in it. */
const NOTHING_IN_IT: ReadonlySet<string> = new Set(['no_text', 'no_pages', 'empty_file']);

/** What is wrong with an outcome, or undefined when it is what the set expects. */
export async function judge(item: Item, plain: Outcome, opened?: Outcome): Promise<string | undefined> {
  const { expect } = item;
  if (!['text', 'error'].includes(plain.kind)) return briefly(plain);
  if (opened && !['text', 'error'].includes(opened.kind)) return `with the password: ${briefly(opened)}`;
  const isText = plain.kind === 'text';
  if (expect.startsWith('error:ENCRYPTED')) {
    if (plain.code !== 'encrypted_document') return briefly(plain);
    if (!expect.includes('text with password') || opened?.kind === 'text') return undefined;
    return opened ? `with the password: ${briefly(opened)}` : 'no password known';
  }
  if (expect.startsWith('error:CORRUPT'))
    return plain.code === 'corrupt_document' ? undefined : briefly(plain);
  if (expect.startsWith('error whose meaning')) return badMeaning(item, plain);
  if (expect.startsWith('decoded with')) return badDecoding(item, plain);
  if (expect === 'decoded') return isText && !plain.text.includes('\ufffd') ? undefined : briefly(plain);
  if (expect.startsWith('entries'))
    return isText && plain.messages.length === 0 ? undefined : [briefly(plain), ...plain.messages].join('; ');
  if (isText || expect.startsWith('text or typed error')) return undefined;
  if (expect.startsWith('text or error:CORRUPT'))
    return plain.code === 'corrupt_document' || NOTHING_IN_IT.has(plain.code) ? undefined : briefly(plain);
  if (expect.startsWith('text or error:ENCRYPTED') && plain.code === 'encrypted_document') return undefined;
  return briefly(plain);
}

function badMeaning({ name }: Item, { code, messages }: Outcome): string | undefined {
  const meaning = MEANINGS.find(([file]) => name.includes(file))?.[1];
  if (code !== 'corrupt_document') return code || 'text';
  return meaning && !meaning.test(messages.join()) ? messages.join() : undefined;
}

const MEANINGS: readonly (readonly [file: string, message: RegExp])[] = [
  ['extra_field_length', /length of an extra field exceeds/],
  ['overflows_file_bounds', /overflow the file's bounds/],
  ['zip64_end', /signature of its ZIP64 end of central directory/],
  ['length_or_distance', /too many length or distance symbols/],
  ['unexpected_EOF', /unexpected end of file/],
];

/** Compares with what glibc's iconv makes of the file; blanks at line ends and the mark at the start do not count. */
async function badDecoding({ name, file }: Item, outcome: Outcome): Promise<string | undefined> {
  if (outcome.kind !== 'text') return briefly(outcome);
  const encoding = ENCODINGS.find(([part]) => part.test(name))?.[1];
  if (!encoding) return 'no reference';
  const { stdout } = await promisify(execFile)('iconv', ['-f', encoding, '-t', 'UTF-8', file], {
    maxBuffer: 2 ** 26,
  });
  const [ours, theirs] = [comparable(outcome.text), comparable(stdout)];
  if (ours === theirs) return undefined;
  const other = [...theirs].filter((character, at) => character !== ours[at]).length;
  return `text differs from iconv's in ${other} of ${theirs.length} characters`;
}

const comparable = (text: string): string =>
  text
    .replaceAll('\ufeff', '')
    .split(/[\r\n\f]+/)
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter(Boolean)
    .join('\n');

const ENCODINGS: readonly (readonly [name: RegExp, encoding: string])[] = [
  [/ISO-8859-10/, 'ISO-8859-10'],
  [/ISO-8859-16/, 'ISO-8859-16'],
  [/macintosh/, 'MACINTOSH'],
  [/iso2022jp/, 'ISO-2022-JP'],
  [/iso2022kr/, 'ISO-2022-KR'],
  [/iso88595/, 'ISO-8859-5'],
  [/iso88598/, 'ISO-8859-8'],
  [/koi8r/, 'KOI8-R'],
  [/utf32be/, 'UTF-32BE'],
  [/windows_1252/, 'WINDOWS-1252'],
  [/windows_1253/, 'WINDOWS-1253'],
  [/windows_1255/, 'WINDOWS-1255'],
  [/windows_1256/, 'WINDOWS-1256'],
  [/windows_1257/, 'WINDOWS-1257'],
];
