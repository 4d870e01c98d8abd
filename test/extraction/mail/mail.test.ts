import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTaskError } from '#shared/contract/errors.ts';
import { readDocument } from '#shared/extraction/read-document.ts';
import { makeZip } from '../support/make-zip.ts';
import { expectTiled, LIMITS, read } from '../support/read.ts';

const HEAD =
  'From: =?utf-8?Q?J=C3=BCrgen?= <j@example.org>\r\nTo: b@example.org\r\nDate: Tue, 1 Oct 2024 12:34:56 -0500\r\nSubject: =?iso-8859-1?B?R3L832U=?=\r\nMIME-Version: 1.0\r\n';
const SHOWN =
  'From: Jürgen <j@example.org>\nTo: b@example.org\nDate: Tue, 1 Oct 2024 12:34:56 -0500\nSubject: Grüße';

type Attached = { type: string; name?: string; data: Uint8Array | string; more?: string };

const partOf = ({ type, name, data, more = '' }: Attached): string =>
  `Content-Type: ${type}\r\nContent-Transfer-Encoding: base64\r\n${more}${name ? `Content-Disposition: attachment; filename="${name}"\r\n` : ''}\r\n${Buffer.from(data).toString('base64')}\r\n`;

function mail(body: string, attached: readonly Attached[] = []): string {
  const parts = [body, ...attached.map(partOf)].map((part) => `--b\r\n${part}\r\n`).join('');
  return `${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n${parts}--b--\r\n`;
}

const PLAIN =
  'Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nSch=C3=B6n.';

describe('an e-mail', () => {
  it('is its headers and body', async () => {
    const document = await read(mail(PLAIN), 'note');
    expect(document).toMatchObject({ fileType: 'eml', pageCount: 1, warnings: [] });
    expect(document.text).toBe(`${SHOWN}\n\nSchön.`);
    expect(document.lines.pages[0]?.name).toBe('note');
    expectTiled(document);
  });

  it('is read from an mbox, in UTF-16, and with 8-bit bytes', async () => {
    const mbox = `\nFrom j@example.org Tue Oct 1 2024\n${mail(PLAIN)}`;
    expect((await read(mbox, 'x')).text).toBe(`${SHOWN}\n\nSchön.`);
    expect((await read(Buffer.from(`\ufeff${mail(PLAIN)}`, 'utf16le'), 'x.eml')).text).toContain('Schön.');
    const binary = `${HEAD}Content-Type: text/plain; charset=windows-1251\r\n\r\n\xcf\xf0\xe8`;
    expect((await read(Buffer.from(binary, 'latin1'), 'x.eml')).text).toContain('При');
  });

  it('takes the HTML where there is no plain text', async () => {
    const html = 'Content-Type: text/html\r\n\r\n<p>One<table><tr><td>a<td>b</table>';
    const alternative = `Content-Type: multipart/alternative; boundary=i\r\n\r\n--i\r\nContent-Type: text/plain\r\n\r\n \r\n--i\r\n${html}\r\n--i--\r\n`;
    for (const body of [html, alternative])
      expect((await read(mail(body), 'x.eml')).text).toBe(`${SHOWN}\n\nOne\n\na  b`);
  });

  it('has its attachments as further pages', async () => {
    const inner = mail('Content-Type: text/plain\r\n\r\nInner.', [
      { type: 'text/csv', name: 'deep.csv', data: 'a;b\n1;2' },
    ]);
    const document = await read(
      mail(PLAIN, [
        { type: 'application/zip', name: 'in.zip', data: makeZip([{ name: 'z.txt', data: 'zipped' }]) },
        { type: 'message/rfc822', data: inner, more: 'Content-Description: Forwarded\r\n' },
        {
          type: 'image/png',
          data: 'x',
          more: 'Content-ID: <logo>\r\nContent-Disposition: inline; filename=logo.png\r\n',
        },
        { type: 'application/octet-stream', name: 'winmail.dat', data: Buffer.from('789f3e22aa', 'hex') },
      ]),
      'mail.eml',
    );
    expect(document.lines.pages.map(({ page, name }) => [page, name])).toEqual([
      [1, 'mail.eml'],
      [2, 'mail.eml/in.zip/z.txt'],
      [3, 'mail.eml/Forwarded.eml'],
      [4, 'mail.eml/Forwarded.eml/deep.csv'],
    ]);
    expect(document.text).toContain('Attachments:\n  in.zip (application/zip, ');
    expect(document.text).toContain('\n  logo.png (image/png, 1 bytes)');
    expect(document.text.split('\n\f').slice(1)).toEqual([
      '--- in.zip/z.txt ---\n\nzipped',
      expect.stringMatching(/^--- Forwarded\.eml ---\n\nFrom: .*Inner\./s),
      '--- Forwarded.eml/deep.csv ---\n\na  b\n1  2',
    ]);
    expect(document.warnings).toEqual([expect.stringMatching(/^winmail\.dat was not read: .*TNEF/)]);
    expectTiled(document);
  });

  it('only names attachments when told to, or too deep', async () => {
    const attached = mail(PLAIN, [{ type: 'text/plain', name: 'a.txt', data: 'text' }]);
    const named = await read(attached, 'x.eml', { attachments: 'name' });
    expect(named).toMatchObject({ pageCount: 1, warnings: [] });
    expect(named.text).toContain('  a.txt (text/plain, 4 bytes)');
    const input = { bytes: Buffer.from(attached), fileName: 'x.eml', settings: {} };
    const shallow = await readDocument({ ...input, limits: { ...LIMITS, maxArchiveDepth: 0 } });
    expect(shallow).toMatchObject({ pageCount: 1, warnings: [expect.stringContaining('MAX_ARCHIVE_DEPTH')] });
  });

  it('shows names without tricks', async () => {
    const tricky = mail(PLAIN, [{ type: 'text/plain', name: '../../a\u202etxt.exe', data: 'x' }]);
    expect((await read(tricky, 'x.eml')).lines.pages[1]?.name).toBe('x.eml/atxt.exe');
    const odd = mail(PLAIN, [
      { type: 'constructor', data: 'x', more: 'Content-Disposition: attachment\r\n' },
    ]);
    expect((await read(odd, 'x.eml')).lines.pages[1]?.name).toBe('x.eml/attachment-1');
  });

  it('of any bytes ends in text or a typed error', async () => {
    const whole = Buffer.from(mail(PLAIN, [{ type: 'text/plain', name: 'a.txt', data: 'text' }]));
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (at, value) => {
        const bytes = Buffer.from(whole);
        bytes[at] = value;
        const outcome = await read(bytes, 'a.eml').catch((error: unknown) => error);
        expect(isTaskError(outcome) || (outcome as { text?: string }).text !== undefined).toBe(true);
      }),
      { numRuns: 10, seed: 7 },
    );
  });
});
