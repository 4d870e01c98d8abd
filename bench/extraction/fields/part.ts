import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { truthPages } from '../layout/truth-words.ts';
import { contenders, readOrNothing } from '../peers/contenders.ts';
import { pdfFiles } from '../peers/pdf-files.ts';
import type { BenchOptions, Report } from '../report.ts';
import { areOnOneLine, labelledValues, spellings } from './by-label.ts';
import { type Expected, readByTemplate } from './by-template.ts';

/** Which fields each contender's text holds, of all that were looked for in one document. */
type Judged = { document: string; names: string[]; held: boolean[][] };

/** Invoices read with regular expressions over the layout text, as invoice2data does it. */
export async function fieldsPart({ data, peers }: BenchOptions): Promise<Report[]> {
  const { contenders: all, notes } = await contenders(peers);
  const byTemplate: Judged[] = [];
  const byLabel: Judged[] = [];
  for (const file of await pdfFiles(data, /^a[13]_/)) {
    const path = join(data, file);
    const document = basename(file, '.pdf');
    const truth: unknown = JSON.parse(await readFile(path.replace(/\.pdf$/, '.expected.json'), 'utf8'));
    const texts: string[][] = [];
    for (const contender of all) texts.push(await readOrNothing(contender, path, notes));
    const labelled = labelledValues(await truthPages(path, 100), spellings(truth));
    byLabel.push({
      document,
      names: labelled.map(({ label, value }) => `${label.join(' ')} … ${value.join(' ')}`),
      held: texts.map((pages) => areOnOneLine(labelled, pages)),
    });
    const [expected] = Array.isArray(truth) ? (truth as Expected[]) : [];
    if (!expected) continue;
    const outcomes = texts.map((pages) => readByTemplate(document, pages.join('\n'), expected));
    byTemplate.push({
      document,
      names: [...(outcomes[0]?.keys() ?? [])],
      held: outcomes.map((outcome) => [...outcome.values()]),
    });
  }
  const names = all.map(({ name }) => name);
  return [
    table('Fields: invoices of a1 by templates (label and value on one line)', names, byTemplate, notes),
    table('Fields: values of a1 and a3 on one line with their label', names, byLabel, []),
  ];
}

function table(
  title: string,
  names: readonly string[],
  judged: readonly Judged[],
  notes: readonly string[],
): Report {
  const held = (one: Judged, index: number) => one.held[index]?.filter(Boolean).length ?? 0;
  const sum = (count: (one: Judged) => number) => judged.reduce((total, one) => total + count(one), 0);
  const lost = (one: Judged) =>
    one.names.filter(
      (_name, field) => !one.held[0]?.[field] && one.held.slice(1).some((other) => other[field]),
    );
  return {
    title,
    columns: ['document', 'fields', ...names, 'held by a peer, lost by us'],
    rows: [
      ...judged.map((one) => [
        one.document,
        one.names.length,
        ...names.map((_name, index) => held(one, index)),
        lost(one).join('; '),
      ]),
      [
        'all',
        sum((one) => one.names.length),
        ...names.map((_name, index) => sum((one) => held(one, index))),
        sum((one) => lost(one).length),
      ],
    ],
    notes,
  };
}
