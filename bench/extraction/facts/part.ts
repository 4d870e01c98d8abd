import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readWhole } from '#shared/extraction/read-document.ts';
import { limitsOf } from '#shared/runtime/limits.ts';
import { installedPeers, type Peer, peerText } from '../peers/peer-text.ts';
import type { BenchOptions, Report } from '../report.ts';
import { type Fact, textFactHolds } from './facts.ts';
import { tableFactHolds } from './table-facts.ts';

const KINDS = ['present', 'order', 'absent', 'table', 'math'] as const;

/** What plain pdf.js text satisfies of the development pages (LIBRARIES.md, Y1): the floor. */
const PDFJS = { present: 1, order: 3, absent: 5, table: 0, math: 0 };

/** Text for statements about text, layout for those about tables. */
type Texts = { text: string; layout: string };

/** olmOCR-bench's facts about pages (b8): how many hold for our text and for the peers'. */
export async function factsPart({ data, peers: names }: BenchOptions): Promise<Report[]> {
  const folder = join(data, 'b8_olmocr_sample');
  const file = join(folder, 'tests.jsonl');
  if (!existsSync(file)) return [];
  const facts = readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Fact);
  const { peers, notes } = await installedPeers(names);
  const ours = await count(facts, folder, readOurs);
  const rows = [ours.row('ours')];
  for (const peer of peers) rows.push((await count(facts, folder, (path) => readPeer(peer, path))).row(peer));
  const floor = Object.values(PDFJS).reduce((sum, held) => sum + held, 0);
  rows.push(['plain pdf.js (LIBRARIES.md, 26 facts)', ...KINDS.map((kind) => `${PDFJS[kind]}`), `${floor}`]);
  return [
    {
      title: `Facts about ${new Set(facts.map(({ pdf }) => pdf)).size} pages that hold`,
      columns: ['reader', ...KINDS, 'all'],
      rows,
      notes: [
        ...notes,
        'Ours: output_mode text with omit_headers_footers; for tables the layout text. Formulas would need LaTeX.',
        ...(ours.missed.length > 0 ? [`Ours misses ${ours.missed.join(', ')}.`] : []),
      ],
    },
  ];
}

async function count(facts: readonly Fact[], folder: string, read: (file: string) => Promise<Texts>) {
  const pages = new Map<string, Promise<Texts>>();
  const held = new Map<string, number>();
  const missed: string[] = [];
  for (const fact of facts) {
    const known = pages.get(fact.pdf) ?? read(join(folder, fact.pdf)).catch(() => ({ text: '', layout: '' }));
    pages.set(fact.pdf, known);
    if (holds(fact, await known)) held.set(fact.type, (held.get(fact.type) ?? 0) + 1);
    else if (fact.type !== 'math') missed.push(fact.id);
  }
  const of = (kind: string) => facts.filter(({ type }) => type === kind).length;
  const row = (name: string) => [
    name,
    ...KINDS.map((kind) => `${held.get(kind) ?? 0}/${of(kind)}`),
    `${KINDS.reduce((sum, kind) => sum + (held.get(kind) ?? 0), 0)}/${facts.length}`,
  ];
  return { row, missed };
}

function holds(fact: Fact, { text, layout }: Texts): boolean {
  if (fact.type === 'math') return fact.math !== undefined && text.includes(fact.math);
  if (fact.type === 'table') return tableFactHolds(fact, layout);
  return textFactHolds(fact, text);
}

async function readOurs(path: string): Promise<Texts> {
  const read = async (output_mode: 'text' | 'layout_preserving') => {
    const bytes = new Uint8Array(readFileSync(path));
    const settings = { output_mode, omit_headers_footers: output_mode === 'text' };
    return (await readWhole({ bytes, fileName: 'page.pdf', settings, limits: limitsOf({}) })).text;
  };
  return { text: await read('text'), layout: await read('layout_preserving') };
}

async function readPeer(peer: Peer, path: string): Promise<Texts> {
  const text = (await peerText(peer, path)).join('\n');
  return { text, layout: text };
}
