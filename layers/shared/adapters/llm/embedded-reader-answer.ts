import { valueIn } from './embedded-reader-kinds.ts';
import { type Candidate, findLabelled } from './embedded-reader-labels.ts';
import { type Row, readRows } from './embedded-reader-layout.ts';
import { findAddress, findCompany } from './embedded-reader-letterhead.ts';
import { type Intent, understand } from './embedded-reader-question.ts';
import { findInTable } from './embedded-reader-table.ts';
import type { ReaderQuestion, TextReader } from './types.ts';

/** What the reader believes at most: a look-up without understanding. */
const MOST_CONFIDENCE = 0.6;
/** Below this it answers nothing. */
const LEAST_SCORE = 0.5;

/** A letterhead is a better guess than a doubtful label. */
const LEAST_LABELLED_NAME = 0.6;

/** Answers a question by look-up; null when unsure. */
export function answerQuestion(question: ReaderQuestion): ReturnType<TextReader['read']> {
  const intent = understand(question);
  const best = findBest(rowsOf(question.text), intent);
  if (!best || best.score < LEAST_SCORE) return null;
  const { text, start, end } = best.cell;
  return { value: text, start, end, confidence: Math.round(best.score * MOST_CONFIDENCE * 100) / 100 };
}

function findBest(rows: readonly Row[], intent: Intent): Candidate | undefined {
  const [labelled] = findLabelled(rows, intent);
  switch (intent.concept?.name) {
    case 'address':
      return findAddress(rows);
    case 'vendor':
      return labelled && labelled.score > LEAST_LABELLED_NAME ? labelled : findCompany(rows);
    default:
      return labelled ?? findInTable(rows, intent.words, intent.kind) ?? onlyOne(rows, intent);
  }
}

/** Kinds that speak for themselves: where a document holds just one, no label is needed. */
const SPEAKING = new Set(['email', 'iban', 'url']);

function onlyOne(rows: readonly Row[], intent: Intent): Candidate | undefined {
  const isDate = intent.concept?.name === 'date' && intent.kind === 'date';
  if (!isDate && !SPEAKING.has(intent.kind)) return undefined;
  const found = rows.flatMap(({ cells }) => cells.flatMap((cell) => valueIn(cell, intent.kind) ?? []));
  const [first] = found;
  if (!first) return undefined;
  const distinct = new Set(found.map((cell) => cell.text.toLowerCase())).size;
  // A letter's first date is nearly always its own.
  return distinct === 1 || isDate ? { cell: first, score: distinct === 1 ? 0.7 : 0.55 } : undefined;
}

let last: { text: string; rows: Row[] } | undefined;

/** All prompts of a run are asked about the same text: its rows are read once. */
function rowsOf(text: string): Row[] {
  if (last?.text !== text) last = { text, rows: readRows(text) };
  return last.rows;
}
