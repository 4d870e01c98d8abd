import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A word as MuPDF finds it on the upright page, in points from the top left. Its text runs to the right. */
export type TruthWord = { text: string; left: number; right: number; baseline: number; em: number };
export type TruthPage = { width: number; height: number; words: TruthWord[] };

/**
 * The words of a PDF's pages with their places, from `mutool draw -F stext` (Debian's mupdf-tools): a reader that is
 * none of the contenders. Only lines that run to the right; words with characters that MuPDF cannot map are left out.
 */
export async function truthPages(file: string, mostPages: number): Promise<TruthPage[]> {
  const { stdout } = await run('mutool', ['draw', '-q', '-F', 'stext', '-o', '-', file, `1-${mostPages}`], {
    maxBuffer: 1 << 30,
    timeout: 120_000,
  });
  return stdout.split('<page ').slice(1).map(readPage);
}

function readPage(xml: string): TruthPage {
  const [, width = '0', height = '0'] = /width="([^"]+)" height="([^"]+)"/.exec(xml) ?? [];
  const words: TruthWord[] = [];
  for (const line of xml.split('<line ').slice(1))
    if (/wmode="0" dir="1 -?0"/.test(line.slice(0, 200))) words.push(...wordsOf(line));
  const readable = withoutRightToLeft(withoutCopies(words)).filter(isReadable);
  return { width: Number(width), height: Number(height), words: readable };
}

/** Latin words and numbers within right-to-left lines stand in another order on paper than in the text. */
function withoutRightToLeft(words: readonly TruthWord[]): TruthWord[] {
  const baselines = words.filter(({ text }) => RIGHT_TO_LEFT.test(text)).map(({ baseline }) => baseline);
  return words.filter(({ baseline, em }) =>
    baselines.every((other) => Math.abs(other - baseline) > em * 0.3),
  );
}

const PARTS =
  /<font name="[^"]*" size="([^"]+)"|<char quad="([^"]+)" x="([^"]+)" y="([^"]+)"[^>]*? c="([^"]*)"/g;

function wordsOf(line: string): TruthWord[] {
  const words: TruthWord[] = [];
  let em = 1;
  let word: TruthWord | undefined;
  for (const [, size, quad = '', , y, code = ''] of line.matchAll(PARTS)) {
    if (size !== undefined) {
      em = Number(size);
      continue;
    }
    const character = decode(code);
    const [left = 0, , right = 0] = quad.split(' ').map(Number);
    const baseline = Number(y);
    const gap = word ? left - word.right : 0;
    if (/^\s*$/u.test(character) || (word && (Math.abs(baseline - word.baseline) > 0.5 || gap > 0.5 * em)))
      word = undefined;
    if (/^\s*$/u.test(character)) continue;
    if (word) {
      word.text += character;
      word.right = Math.max(word.right, right);
    } else {
      word = { text: character, left, right, baseline, em };
      words.push(word);
    }
  }
  return words;
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const decode = (code: string): string =>
  code.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (_all, hex, decimal, name) =>
    name ? (NAMED[name] ?? '') : String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal)),
  );

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u;

const isReadable = ({ text, left, right }: TruthWord): boolean =>
  right > left && !/[\ufffd\ue000-\uf8ff\p{Cc}\ufeff]/u.test(text);

/** Bold is sometimes faked by drawing a word twice, a hair apart. */
function withoutCopies(words: readonly TruthWord[]): TruthWord[] {
  const seen = new Map<string, TruthWord[]>();
  return words.filter((word) => {
    const same = seen.get(word.text) ?? [];
    seen.set(word.text, same);
    const near = word.em * 0.25;
    const copy = same.some(
      (other) => Math.abs(other.left - word.left) < near && Math.abs(other.baseline - word.baseline) < near,
    );
    if (!copy) same.push(word);
    return !copy;
  });
}
