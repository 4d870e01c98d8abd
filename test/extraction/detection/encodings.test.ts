import { describe, expect, it } from 'vitest';
import { decodeText } from '#shared/extraction/plain/decode-text.ts';
import { decodeLeniently } from '#shared/extraction/plain/eight-bit.ts';
import { guessEncoding } from '#shared/extraction/plain/guess-encoding.ts';
import { read } from '../support/read.ts';

const SAMPLES = {
  german: 'Sehr geehrte Frau Müller, für die Lieferung größerer Mengen berechnen wir Überstunden.',
  french: 'Facture n° 12 : le règlement est dû à réception, société à responsabilité limitée.',
  polish: 'Należność za usługi księgowe, płatność w ciągu 14 dni, źródło.',
  czech: 'Příliš žluťoučký kůň úpěl ďábelské ódy, částka k úhradě.',
  turkish: 'Fatura tutarı ödenmiştir, şirketimiz değerli müşterimiz.',
  latvian: 'Rēķins par pakalpojumiem, kopējā summa, šķērsiela.',
  russian: 'Счет на оплату. Итого к уплате сумма налога.',
  greek: 'Τιμολόγιο πώλησης, σύνολο αξίας.',
  hebrew: 'חשבונית מס, סך הכל לתשלום',
  arabic: 'فاتورة ضريبية والمبلغ الإجمالي المستحق',
  japanese: '請求書の合計金額は以下のとおりです。',
  chinese: '发票 合计金额 我们的公司在北京',
  taiwanese: '發票 合計金額 我們的公司在臺北',
  korean: '세금계산서 합계 금액 주식회사 한국',
} as const;

const CASES: readonly (readonly [keyof typeof SAMPLES, readonly string[]])[] = [
  ['german', ['windows-1252', 'macintosh', 'cp850']],
  ['french', ['windows-1252', 'macintosh']],
  ['polish', ['windows-1250', 'iso-8859-2']],
  ['czech', ['windows-1250', 'iso-8859-2']],
  ['turkish', ['windows-1254']],
  ['latvian', ['windows-1257', 'iso-8859-4']],
  ['russian', ['windows-1251', 'koi8-r', 'iso-8859-5', 'ibm866']],
  ['greek', ['windows-1253', 'iso-8859-7']],
  ['hebrew', ['windows-1255', 'iso-8859-8']],
  ['arabic', ['windows-1256', 'iso-8859-6']],
  ['japanese', ['shift_jis', 'euc-jp']],
  ['chinese', ['gb18030']],
  ['taiwanese', ['big5']],
  ['korean', ['euc-kr']],
];

/** Node only decodes legacy encodings; what they decode to, turned round, encodes. */
function encode(text: string, encoding: string): Uint8Array {
  const bytesOf = new Map<string, number[]>();
  const learn = (bytes: number[]) => {
    const character = decodeLeniently(encoding, Uint8Array.from(bytes));
    if ([...character].length === 1 && character !== '\ufffd' && !bytesOf.has(character))
      bytesOf.set(character, bytes);
  };
  for (let first = 0; first < 256; first++) learn([first]);
  if (/jis|jp|gb|big5|kr/.test(encoding))
    for (let first = 0x81; first < 0xff; first++)
      for (let second = 0x40; second < 0xff; second++) learn([first, second]);
  return Uint8Array.from([...text].flatMap((character) => bytesOf.get(character) ?? [0x3f]));
}

describe('the encoding of a text that does not say it', () => {
  it.each(CASES)('is found by its letters: %s', (language, encodings) => {
    for (const encoding of encodings) {
      const bytes = encode(SAMPLES[language], encoding);
      expect(decodeLeniently(guessEncoding(bytes), bytes), encoding).toBe(SAMPLES[language]);
    }
  });

  it('is a guess, and the warning says which', async () => {
    const csv = `Товар;Цена;Всего\nБолт;5;5\nГайка;3;3`;
    const document = await read(encode(csv, 'koi8-r'), 'prices.csv');
    expect(document.text.split('\n')[0]).toBe('Товар  Цена  Всего');
    expect(document.warnings).toEqual([expect.stringContaining('koi8')]);
    const html = await read(
      encode(`<html><body><p>${SAMPLES.greek}</p></body></html>`, 'windows-1253'),
      'a.html',
    );
    expect(html.text).toBe(SAMPLES.greek);
  });

  it('is no guess in seven-bit encodings, nor for damaged UTF-8', () => {
    const textOf = (hex: string) => decodeText(Buffer.from(hex, 'hex'))?.text;
    expect(textOf('1b2429430a0e475131390f20310a')).toBe('\n한국 1\n');
    expect(textOf('7e7b56504e447e7d7e7e0a')).toBe('中文~\n');
    const damaged = decodeText(Buffer.concat([Buffer.from('größer '.repeat(20)), Buffer.from([0xc3])]));
    expect(damaged).toMatchObject({
      encoding: 'utf-8',
      warning: expect.stringContaining('1 of its characters'),
    });
  });

  it('is UTF-16 where zeros stand in the blanks of another script', () => {
    const bytes = Buffer.from('Счет на оплату товара и услуг за год', 'utf16le');
    expect(decodeText(bytes)).toMatchObject({
      encoding: 'utf-16le',
      text: 'Счет на оплату товара и услуг за год',
    });
  });
});
