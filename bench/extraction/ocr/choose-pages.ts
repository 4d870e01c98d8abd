import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { looksGerman } from '#shared/extraction/ocr/guess-language.ts';

/** A page of a PDF, the words of its text layer, and the language it is read in. */
export type ChosenPage = { folder: string; pdf: string; page: number; truth: string; language: string };

/** What users send: invoices, receipts, forms, reports, tables; of each PDF the first page with text. */
const FOLDERS = [
  'a1_invoice2data',
  'a3_einvoice',
  'a4_llamaextract',
  'a6_unstract_llmwhisperer',
  'b3_docling_multi',
  'b5_camelot_tables',
  'b6_tabula_tables',
  'b7_icdar2013_tables',
  'c4_ntsb_unlabelled',
];
/** Long reports; of each every tenth page. */
const REPORTS = 'c3_docugami_10q';
const EVERY = 10;
const LEAST_WORDS = 60;
const MOST_OF_A_FOLDER = 8;

/**
 * Pages by rule rather than by result, some 40: of folders that have more than eight, eight evenly spread. The truth is
 * the text layer as Debian's `mutool` gives it. Pages that look German are read as German, all others as English; those
 * in other letters than Latin ones are left out, since no contender has data for them here.
 */
export function choosePages(data: string): ChosenPage[] {
  const invoices = FOLDERS.flatMap((folder) => spread(firstPages(data, folder)));
  return [...invoices, ...spread(everyTenthPage(data, REPORTS))];
}

const firstPages = (data: string, folder: string): ChosenPage[] =>
  pdfsOf(data, folder).flatMap((pdf) => {
    for (let page = 1; page <= pageCount(pdf); page++) {
      const chosen = withTruth(folder, pdf, page);
      if (chosen) return [chosen];
    }
    return [];
  });

const everyTenthPage = (data: string, folder: string): ChosenPage[] =>
  pdfsOf(data, folder).flatMap((pdf) =>
    Array.from({ length: Math.floor(pageCount(pdf) / EVERY) }, (_none, index) =>
      withTruth(folder, pdf, (index + 1) * EVERY),
    ).filter((page) => page !== undefined),
  );

function withTruth(folder: string, pdf: string, page: number): ChosenPage | undefined {
  const truth = mutool('draw', '-q', '-F', 'txt', pdf, `${page}`);
  const words = truth.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  if (words.length < LEAST_WORDS || !isLatin(truth)) return undefined;
  return { folder, pdf, page, truth, language: looksGerman(words) ? 'deu' : 'eng' };
}

const isLatin = (text: string): boolean => {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  return (text.match(/\p{Script=Latin}/gu)?.length ?? 0) > letters / 2;
};

const pageCount = (pdf: string): number => Number(/^Pages: (\d+)/m.exec(mutool('info', pdf))?.[1] ?? 0);

const mutool = (...args: string[]): string =>
  execFileSync('mutool', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

const pdfsOf = (data: string, folder: string): string[] =>
  existsSync(join(data, folder))
    ? readdirSync(join(data, folder))
        .filter((name) => name.endsWith('.pdf'))
        .sort()
        .map((name) => join(data, folder, name))
    : [];

function spread<T>(items: readonly T[]): T[] {
  const count = Math.min(items.length, MOST_OF_A_FOLDER);
  return Array.from(
    { length: count },
    (_none, index) => items[Math.floor((index * items.length) / count)],
  ).filter((item) => item !== undefined);
}
