import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveObjectPath } from '#shared/store/object-path.ts';

const rules = { bucket: 'own', prefix: 'documents/', allowedBuckets: ['friends'] };
const own = (key: string) => ({ bucket: 'own', key });

describe('resolveObjectPath', () => {
  it.each([
    ['invoice.pdf', own('documents/invoice.pdf')],
    ['documents/invoice.pdf', own('documents/invoice.pdf')],
    ['a/b/c d.pdf', own('documents/a/b/c d.pdf')],
    ['Rechnung März – 100% final (2).pdf', own('documents/Rechnung März – 100% final (2).pdf')],
    ['..hidden..name..pdf', own('documents/..hidden..name..pdf')],
    ['s3://own/documents/x.pdf', own('documents/x.pdf')],
    ['s3://friends/any/key.pdf', { bucket: 'friends', key: 'any/key.pdf' }],
    ['s3://friends/Invoice:123?.pdf', { bucket: 'friends', key: 'Invoice:123?.pdf' }],
  ])('takes %s', (path, address) => {
    expect(resolveObjectPath(path, rules)).toEqual(address);
  });

  it.each([
    '../secret.pdf',
    'a/../../runs/default/r/run.json',
    'documents/../runs/x.json',
    './x.pdf',
    'a/./x.pdf',
    'a//x.pdf',
    'documents/',
    'folder/',
    '/etc/passwd',
    '~/x.pdf',
    'file:/etc/passwd',
    'file:///etc/passwd',
    'file:etc/passwd',
    'http://example.test/x.pdf',
    'https://169.254.169.254/latest/meta-data',
    'data:text/plain,x',
    'C:\\Windows\\win.ini',
    'C:/Windows/win.ini',
    'a\\..\\x.pdf',
    '\\\\server\\share',
    'x.pdf\u0000.txt',
    'x\n.pdf',
    'x\u0085.pdf',
    'x\u2028.pdf',
    '%2e%2e/x.pdf',
    '%2E%2e%2Fx.pdf',
    'a%2f..%2fx.pdf',
    'a%5cx.pdf',
    'x%00.pdf',
    '%252e%252e/x.pdf',
    '%25252fx.pdf',
    's3://own/runs/default/r/run.json',
    's3://own/documents/../runs/x.json',
    's3://own/documents',
    's3://own/documents/',
    's3://own',
    's3://own/',
    's3:///documents/x.pdf',
    's3://other/x.pdf',
    's3://OWN/documents/x.pdf',
    's3://own@other/documents/x.pdf',
    's3://friends/../own/documents/x.pdf',
    's3://friends//x.pdf',
    's3:own/documents/x.pdf',
    'S3://own/documents/x.pdf',
    `${'x'.repeat(1025)}.pdf`,
    'x\ud800.pdf',
  ])('refuses %j', (path) => {
    expect(resolveObjectPath(path, rules)).toEqual({ refused: expect.stringMatching(/.{10}/) });
  });

  it('never leaves the prefix of the own bucket, whatever the path', () => {
    const piece = fc.constantFrom(
      '..',
      '.',
      '/',
      '\\',
      '%2e',
      's3://own/',
      's3://friends/',
      'documents',
      'runs',
      'a',
      ':',
    );
    const path = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 8 }).map((parts) => parts.join('')),
    );
    void fc.assert(
      fc.property(path, (value) => {
        const address = resolveObjectPath(value, rules);
        if ('refused' in address) return;
        if (address.bucket === 'own') expect(address.key.startsWith('documents/')).toBe(true);
        else expect(address.bucket).toBe('friends');
        expect(address.key.split('/')).not.toContain('..');
      }),
      { numRuns: 1000 },
    );
  });
});
