import { expect, test } from 'vitest';
import type { RunStatus } from '../../client/index.ts';
import { promptsFromQuestions } from '../../local/prompts.ts';
import { showProgress } from '../../local/terminal/progress.ts';
import { safeText, showValue } from '../../local/terminal/safe-text.ts';
import { formatTable } from '../../local/terminal/table.ts';

test('a document cannot drive the terminal', () => {
  expect(safeText('a\u001b[31mred\u0007\u202eevil\u009b')).toBe('a\\u{1b}[31mred\\u{7}\\u{202e}evil\\u{9b}');
  expect(showValue({ a: 'x\u001b' })).toBe('{"a":"x\\u001b"}');
  expect(showValue(null)).toBe('–');
});

test('a table wraps its widest column and loses nothing', () => {
  const long = 'word '.repeat(40).trim();
  const table = formatTable(
    ['field', 'value'],
    [
      ['name', long],
      ['日本', `x${'y'.repeat(90)}`],
    ],
    60,
  );
  for (const line of table.split('\n')) expect(line.length).toBeLessThanOrEqual(60);
  expect(table.match(/word/g)).toHaveLength(40);
  expect(table.replace(/[^y]/g, '')).toHaveLength(90);
});

test('questions become named outputs', () => {
  const names = (...questions: string[]) => promptsFromQuestions(questions).outputs.map(({ name }) => name);
  expect(names('What is the total?')).toEqual(['total']);
  expect(names('Total?', 'What is the total?')).toEqual(['total', 'total_2']);
  expect(names('Wie hoch ist der Betrag?')).toEqual(['betrag']);
  expect(names('Quelle est la date de la facture ?')).toEqual(['date_facture']);
  expect(names('合計はいくらですか？')).toEqual(['合計はいくらですか']);
  expect(names('???', '!!!')).toEqual(['answer_1', 'answer_2']);
  expect(names('What is it?')).toEqual(['what_is_it']);
});

const PIPELINE = ['extraction', 'autogen'] as const;
const STATUSES: RunStatus[] = [
  { state: 'queued', warnings: [] },
  {
    state: 'running',
    stage: 'extraction',
    pipeline: [...PIPELINE],
    progress: {
      stage: 'extraction',
      done: 3,
      total: 12,
      unit: 'pages',
      updated_at: '2026-01-01T00:00:00.000Z',
    },
    warnings: [],
  },
  { state: 'running', stage: 'autogen', pipeline: [...PIPELINE], attempt: 2, warnings: [] },
  { state: 'succeeded', stage: 'autogen', pipeline: [...PIPELINE], warnings: [] },
];

function shown(isTTY: boolean): string {
  let text = '';
  const stream = { isTTY, write: (chunk: string) => (text += chunk) } as unknown as NodeJS.WriteStream;
  const view = showProgress(stream);
  for (const status of STATUSES) view.update(status);
  view.end();
  return text;
}

test('progress is lines where nothing can move', () => {
  expect(shown(false)).toBe('extraction: 3 of 12 pages\nextraction: done\nautogen (try 2)\nautogen: done\n');
});

test('progress is a bar on a terminal, and leaves only what is done', () => {
  const text = shown(true);
  expect(text).toContain(`${'█'.repeat(6)}${'░'.repeat(18)} extraction: 3 of 12 pages`);
  expect(text.split('\r\u001b[K').filter((part) => part.endsWith('\n'))).toEqual([
    '✓ extraction\n',
    '✓ autogen\n',
  ]);
  expect(text.endsWith('\r\u001b[K')).toBe(true);
});
