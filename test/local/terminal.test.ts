import { expect, test } from 'vitest';
import { promptsFromQuestions } from '../../local/prompts.ts';
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
  expect(names('Wie hoch ist der Betrag?')).toEqual(['wie_hoch_ist_der_betrag']);
  expect(names('合計はいくらですか？')).toEqual(['合計はいくらですか']);
  expect(names('???', '!!!')).toEqual(['answer_1', 'answer_2']);
  expect(names('What is it?')).toEqual(['what_is_it']);
});
