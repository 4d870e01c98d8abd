import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decryptAes } from '#shared/extraction/pdf/file/encryption/aes.ts';
import { rc4 } from '#shared/extraction/pdf/file/encryption/rc4.ts';
import { openFile } from '#shared/extraction/pdf/file/open-file.ts';
import { NotPlain, type PdfFile, type PdfStream, type PdfValue } from '#shared/extraction/pdf/file/types.ts';
import { makePdf, onePage, put } from '../../support/make-pdf.ts';

const TITLE = 'A secret title';
const TEXT = 'A secret line';

/** pdfkit encrypts by RC4 or AES as the version demands. */
const encrypted = (pdfVersion: '1.3' | '1.4' | '1.6' | '1.7ext3', userPassword?: string) =>
  makePdf((pdf) => put(pdf, TEXT, 10, 10), {
    pdfVersion,
    userPassword,
    ownerPassword: 'owner',
    lang: TITLE,
  });

const text = (value: PdfValue | undefined) => Buffer.from(value as Uint8Array).toString('latin1');
const content = (file: PdfFile): string =>
  text(file.decode(file.resolve(file.pages[0]?.dict.get('Contents')) as PdfStream));

describe('an encrypted file', () => {
  it.each(['1.3', '1.4', '1.6', '1.7ext3'] as const)(
    'of version %s opens with either password',
    async (version) => {
      const bytes = await encrypted(version, 'user');
      const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
      shared.set(bytes);
      for (const password of ['user', 'owner']) {
        const file = openFile(shared, password);
        expect(content(file)).toContain('BT');
        expect(text(file.root.get('Lang'))).toBe(TITLE);
      }
      for (const password of ['', 'User', 'owner '])
        expect(() => openFile(bytes, password)).toThrow(NotPlain);
    },
  );

  it('opens without a password where it needs none', async () => {
    expect(content(openFile(await encrypted('1.4'), ''))).toContain('BT');
  });

  it.each([['encrypted-v4-rc4.pdf'], ['encrypted-v5-r6.pdf']])('%s, which qpdf made, opens', (name) => {
    const bytes = readFileSync(new URL(`fixtures/${name}`, import.meta.url));
    for (const password of ['user', 'owner']) {
      const file = openFile(bytes, password);
      expect(content(file)).toBe('BT (a secret stream) Tj ET');
      expect(text(file.pages[0]?.dict.get('Note'))).toBe('a secret string');
    }
    expect(() => openFile(bytes, 'other')).toThrow(NotPlain);
  });

  it('is not plain where its dictionary is another one', async () => {
    const bytes = Buffer.from(await encrypted('1.6', 'user'));
    const changed = (from: string, to: string) =>
      Buffer.from(bytes.toString('latin1').replace(from, to), 'latin1');
    expect(() => openFile(changed('/Filter /Standard', '/Filter /Mystical'), 'user')).toThrow(NotPlain);
    expect(() => openFile(changed('/StrF /StdCF', '/StrF /OthCF'), 'user')).toThrow(NotPlain);
    expect(() => openFile(changed('/CFM /AESV2', '/CFM /AESV9'), 'user')).toThrow(NotPlain);
    expect(() => openFile(changed('/R 4', '/R 3'), 'user')).toThrow(NotPlain);
    expect(content(openFile(changed('', ''), 'user'))).toContain('BT');
  });

  it('is no other than a plain one to a password that it does not need', () => {
    expect(content(openFile(onePage('BT ET'), 'needless'))).toBe('BT ET');
  });
});

describe('ciphers', () => {
  it.each([
    ['Key', 'Plaintext', 'bbf316e8d940af0ad3'],
    ['Wiki', 'pedia', '1021bf0420'],
    ['Secret', 'Attack at dawn', '45a01f645fc35b383552544b9bf5'],
  ])('RC4 with the key %s', (key, plain, cipher) => {
    expect(Buffer.from(rc4(Buffer.from(key), Buffer.from(plain))).toString('hex')).toBe(cipher);
    expect(Buffer.from(rc4(Buffer.from(key), Buffer.from(cipher, 'hex'))).toString()).toBe(plain);
  });

  it('AES refuses what is not whole', () => {
    const key = new Uint8Array(16);
    expect(decryptAes(key, new Uint8Array())).toHaveLength(0);
    expect(() => decryptAes(key, new Uint8Array(16))).toThrow(NotPlain);
    expect(() => decryptAes(key, new Uint8Array(33))).toThrow(NotPlain);
    expect(() => decryptAes(key, new Uint8Array(48))).toThrow(NotPlain);
  });
});
