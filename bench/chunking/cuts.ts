import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { type Chunker, ours, recursive } from './chunkers.ts';
import type { Range } from './corpora.ts';

/** Percent of rows, sentences and words that a chunk's end parts although they would fit into a chunk. */
export type Cuts = { size: number; rows_cut: number; sentences_cut: number; words_cut: number; cut: string };

const SIZES = [100, 400];
const SENTENCES = new Intl.Segmenter('en', { granularity: 'sentence' });

/** Cuts of ours and LangChain's splitter on the same texts. What rows and sentences are is read here, by plain rules. */
export async function measureCuts(texts: readonly string[]): Promise<Record<string, Cuts>> {
  const units = texts.map(unitsOf);
  const report: Record<string, Cuts> = {};
  for (const size of SIZES) {
    report[`ours ${size}/0`] = await cutsOf(texts, units, ours(size, 0), size);
    report[`langchain recursive ${size}/0`] = await cutsOf(texts, units, recursive(size, 0), size);
  }
  return report;
}

type Units = { rows: Range[]; sentences: Range[]; words: Range[] };

async function cutsOf(
  texts: readonly string[],
  units: readonly Units[],
  chunker: Chunker,
  size: number,
): Promise<Cuts> {
  const counts = { rows: [0, 0], sentences: [0, 0], words: [0, 0] };
  for (const [i, text] of texts.entries()) {
    const ends = (await chunker(text)).flatMap(({ start, end }) => [start, end]).sort((a, b) => a - b);
    for (const kind of ['rows', 'sentences', 'words'] as const) {
      const all = units[i]?.[kind] ?? [];
      const parted = crossed(all, ends).filter(
        ({ start, end }) => countTokens(text.slice(start, end)) <= size,
      );
      counts[kind][0] = (counts[kind][0] ?? 0) + parted.length;
      counts[kind][1] = (counts[kind][1] ?? 0) + all.length;
    }
  }
  const percent = ([cut = 0, all = 0]: number[]) => Math.round((cut / (all || 1)) * 10_000) / 100;
  const { rows, sentences, words } = counts;
  return {
    size,
    rows_cut: percent(rows),
    sentences_cut: percent(sentences),
    words_cut: percent(words),
    cut: [rows, sentences, words].map(([cut, all]) => `${cut}/${all}`).join(' '),
  };
}

/** Units with an end of a chunk strictly inside; both sorted. */
function crossed(units: readonly Range[], ends: readonly number[]): Range[] {
  let at = 0;
  return units.filter(({ start, end }) => {
    while (at < ends.length && (ends[at] as number) <= start) at++;
    return (ends[at] ?? end) < end;
  });
}

const ROW = /\S(?:\t|\s{3,})\S.*\S(?:\t|\s{3,})\S|^\s*\|.*\|\s*$/;
const MARKED = /^\s*(?:#{1,6}\s|[-*•]\s|\(?\w{1,3}[.)]\s)/;

/** Rows: lines of three cells. Sentences: of lines that follow each other and are neither rows, marked nor blank. */
function unitsOf(text: string): Units {
  const units: Units = { rows: [], sentences: [], words: [] };
  let paragraph: Range | undefined;
  const close = () => {
    if (paragraph) units.sentences.push(...sentencesOf(text, paragraph));
    paragraph = undefined;
  };
  for (let start = 0; start < text.length; ) {
    const feed = text.indexOf('\n', start);
    const end = feed < 0 ? text.length : feed + 1;
    const line = text.slice(start, end);
    // Lines of capitals are headings, lines with gaps are rows.
    const other = !/\p{Ll}/u.test(line) || /\S(?:\t|\s{2,})\S/.test(line.trim());
    if (ROW.test(line)) units.rows.push(trimmed(text, { start, end }));
    if (line.trim() === '' || line.includes('\f') || other || line.length < 50 || MARKED.test(line)) {
      // A short line may end a paragraph; what it is otherwise, nobody knows.
      if (paragraph && line.trim() !== '' && !other && !MARKED.test(line) && !line.includes('\f'))
        paragraph.end = end;
      close();
    } else if (paragraph) paragraph.end = end;
    else paragraph = { start, end };
    start = end;
  }
  close();
  for (const { 0: word, index } of text.matchAll(/[\p{L}\p{M}\p{N}]{2,}/gu))
    units.words.push({ start: index, end: index + word.length });
  return units;
}

const SHORT_FORM = /\b(?:\p{Lu}|v|al|No|Inc|Corp|Ltd|Mr|Ms|Dr)\.$/u;

/** Pieces that begin with a small letter belong to the sentence before ("Inc. and", "No. 7 of"). */
function sentencesOf(text: string, { start, end }: Range): Range[] {
  const sentences: Range[] = [];
  for (const { segment, index } of SENTENCES.segment(text.slice(start, end).replaceAll('\n', ' '))) {
    const last = sentences.at(-1);
    const own = trimmed(text, { start: start + index, end: start + index + segment.length });
    const before = last && text.slice(last.start, last.end);
    if (last && (/^[\p{Ll}\d(]/u.test(segment) || SHORT_FORM.test(before ?? ''))) last.end = own.end;
    else sentences.push(own);
  }
  return sentences;
}

function trimmed(text: string, { start, end }: Range): Range {
  const own = text.slice(start, end);
  return { start: start + own.length - own.trimStart().length, end: start + own.trimEnd().length };
}
