import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Drawing } from './ink.ts';

const run = promisify(execFile);
const DPI = 200;

/** A page (1-based) as Debian's `mutool draw` draws it, which is none of the contenders. */
export async function drawPage(file: string, page: number): Promise<Drawing> {
  const { stdout } = await run(
    'mutool',
    ['draw', '-q', '-r', `${DPI}`, '-c', 'gray', '-F', 'pgm', '-o', '-', file, `${page}`],
    { encoding: 'buffer', maxBuffer: 256 * 1024 * 1024 },
  );
  const head = /^P5\s+(?:#.*\n)?(\d+)\s+(\d+)\s+255\s/.exec(stdout.subarray(0, 100).toString('latin1'));
  if (!head) throw new Error('mutool has drawn no PGM');
  const [width, height] = [Number(head[1]), Number(head[2])];
  return { width, height, dpi: DPI, pixels: new Uint8Array(stdout.subarray(head[0].length)) };
}

/** A character where MuPDF finds it: its middle in points. */
export type PlacedCharacter = { text: string; x: number; y: number };

/** The characters of a page, each with the middle of its quad. */
export async function placedCharacters(file: string, page: number): Promise<PlacedCharacter[]> {
  const { stdout } = await run('mutool', ['draw', '-q', '-F', 'stext', '-o', '-', file, `${page}`], {
    maxBuffer: 256 * 1024 * 1024,
  });
  return [...stdout.matchAll(/<char quad="([^"]+)"[^>]* c="([^"]*)"/g)].map(
    ([, quad = '', character = '']) => {
      const numbers = quad.split(' ').map(Number);
      const mean = (offset: number) =>
        [0, 2, 4, 6].reduce((sum, at) => sum + (numbers[at + offset] ?? 0), 0) / 4;
      return { text: unescaped(character), x: mean(0), y: mean(1) };
    },
  );
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const unescaped = (text: string): string =>
  text.replace(/&(#x?)?([0-9a-zA-Z]+);/g, (_all, kind: string | undefined, value: string) =>
    kind ? String.fromCodePoint(Number.parseInt(value, kind === '#x' ? 16 : 10)) : (NAMED[value] ?? '?'),
  );
