import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textFactHolds } from '../../../bench/extraction/facts/facts.ts';
import { tableFactHolds } from '../../../bench/extraction/facts/table-facts.ts';
import { commonLength, indelRatio, wordRecall } from '../../../bench/extraction/text/indel.ts';
import { plainOf } from '../../../bench/extraction/text/truth.ts';

/** The textbook table, a cell at a time. */
function slowCommonLength(a: string, b: string): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const letter of a) {
    const next = [0];
    for (let at = 1; at <= b.length; at++)
      next.push(letter === b[at - 1] ? (row[at - 1] ?? 0) + 1 : Math.max(row[at] ?? 0, next[at - 1] ?? 0));
    row = next;
  }
  return row[b.length] ?? 0;
}

const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' '), maxLength: 150 });

describe('scores of text', () => {
  it('count the longest common subsequence as the textbook does', () => {
    fc.assert(fc.property(letters, letters, (a, b) => commonLength(a, b) === slowCommonLength(a, b)));
  });

  it('are 1 for the same text but for blanks, 0 for nothing in common', () => {
    expect(indelRatio('two  words\n', 'two words')).toBe(1);
    expect(indelRatio('abc', 'xyz')).toBe(0);
    expect(indelRatio('abcd', 'abxd')).toBeCloseTo(0.75);
    expect(indelRatio('', '')).toBe(1);
  });

  it('count each word of the truth as often as it is there', () => {
    expect(wordRecall('the cat, the dog', 'The the cat')).toBeCloseTo(0.5);
    expect(wordRecall('שלום עולם', 'עולם שלום')).toBe(1);
  });

  it('see Markdown as a reader does', () => {
    const plain = plainOf(
      '## Title\n\n- one\n1. two\n\n| a | b |\n|---|:-:|\n| 1 | 2 |\n<!-- image -->\n**x** \\_ &lt;',
    );
    expect(plain.replace(/\s+/g, ' ').trim()).toBe('Title one 1. two a b 1 2 x _ <');
  });
});

describe('facts about a page', () => {
  const page = 'Header of all\nThe quick brown fox\njumps over\nPage 7';
  const fact = { pdf: 'x.pdf', page: 1, id: '1' };

  it('tell what is there and what is not, with so many edits', () => {
    expect(textFactHolds({ ...fact, type: 'present', text: 'brown fox jumps' }, page)).toBe(true);
    expect(textFactHolds({ ...fact, type: 'present', text: 'Brown fox' }, page)).toBe(false);
    expect(textFactHolds({ ...fact, type: 'present', text: 'brawn fix', max_diffs: 2 }, page)).toBe(true);
    expect(textFactHolds({ ...fact, type: 'absent', text: 'HEADER OF ALL' }, page)).toBe(false);
    expect(textFactHolds({ ...fact, type: 'absent', text: 'header', last_n: 10 }, page)).toBe(true);
  });

  it('tell the order of two texts', () => {
    expect(textFactHolds({ ...fact, type: 'order', before: 'quick', after: 'jumps' }, page)).toBe(true);
    expect(textFactHolds({ ...fact, type: 'order', before: 'jumps', after: 'quick' }, page)).toBe(false);
  });

  it('read tables from the grid', () => {
    const grid = [
      '              2024     2023',
      'Revenue        100       90',
      'Cost            50       45',
    ].join('\n');
    const table = { ...fact, type: 'table' as const };
    expect(tableFactHolds({ ...table, cell: '50', up: '100', left: 'Cost', right: '45' }, grid)).toBe(true);
    expect(tableFactHolds({ ...table, cell: '45', top_heading: '2023', left_heading: 'Cost' }, grid)).toBe(
      true,
    );
    expect(tableFactHolds({ ...table, cell: '45', top_heading: '2024' }, grid)).toBe(false);
    expect(tableFactHolds({ ...table, cell: '60' }, grid)).toBe(false);
  });
});
