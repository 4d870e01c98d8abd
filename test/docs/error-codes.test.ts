import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorCodes } from './error-codes.ts';

const doc = readFileSync(join(import.meta.dirname, '../../docs/backend.md'), 'utf8');
const section = doc.split('\n## Error codes\n')[1]?.split('\n## ')[0] ?? '';
const [runs = '', fields = ''] = section.split('**Fields.**');

/** Code → cells beside it, of all tables of a part. */
function rows(part: string): Map<string, string[]> {
  const tables = [...part.matchAll(/^\| (`[^|]+) \|(.*)\|$/gm)].flatMap(([, codes = '', cells = '']) =>
    [...codes.matchAll(/`([a-z0-9_]+)`/g)].map(
      ([, code = '']) => [code, cells.split(' | ').map((cell) => cell.trim())] as const,
    ),
  );
  expect(new Set(tables.map(([code]) => code)).size, 'each code stands in one row').toBe(tables.length);
  return new Map(tables);
}

describe('docs/backend.md lists every error code', () => {
  const { ofRuns, ofFields } = errorCodes();

  it('of a run, and nothing else', () => {
    expect([...rows(runs).keys()].sort()).toEqual([...ofRuns.keys()].sort());
    expect(ofRuns.size).toBeGreaterThan(80);
  });

  it('with what the workers do about it, a cause and a remedy', () => {
    for (const [code, [again, cause, remedy]] of rows(runs)) {
      const retried = [...(ofRuns.get(code)?.retryable ?? [])];
      expect([code, retried]).toEqual([code, [again !== 'no']]);
      expect(['yes', 'waits', 'no']).toContain(again);
      expect(again === 'waits', code).toBe(/_(throttled|rate_limited)$/.test(code));
      expect(cause, code).toMatch(/\w/);
      expect(remedy, code).toBeTruthy();
    }
  });

  it('of a single field', () => {
    const own = [...ofFields.keys()].filter((code) => !ofRuns.has(code));
    expect([...rows(fields).keys()].sort()).toEqual(own.sort());
  });
});
