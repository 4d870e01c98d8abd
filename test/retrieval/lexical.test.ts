import { describe, expect, it } from 'vitest';
import { lexicalIndex } from '#shared/retrieval/lexical-index.ts';
import { countPairs } from '#shared/retrieval/pairs.ts';
import { invert } from '#shared/retrieval/postings.ts';
import { stemArabic } from '#shared/retrieval/stem-arabic.ts';
import { stemEnglish } from '#shared/retrieval/stem-english.ts';
import { stemGerman } from '#shared/retrieval/stem-german.ts';
import { stemFrench, stemItalian, stemPortuguese, stemSpanish } from '#shared/retrieval/stem-romance.ts';
import { termsFor } from '#shared/retrieval/terms.ts';
import { wordsIn } from '#shared/retrieval/words.ts';

const found = (texts: string[], question: string) =>
  lexicalIndex(texts)
    .bm25(question, 10)
    .map(({ index }) => index);

describe('bm25', () => {
  it('scores as the formula says', () => {
    const texts = ['apple apple pear', 'pear plum', 'plum plum plum cherry'];
    const [best] = lexicalIndex(texts).bm25('apple', 5);
    const idf = Math.log(1 + (3 - 1 + 0.5) / (1 + 0.5));
    const norm = 2 + 1.2 * (1 - 0.75 + (0.75 * 3) / 3);
    expect(best?.index).toBe(0);
    expect(best?.score).toBeCloseTo((idf * 2 * 2.2) / norm, 12);
  });

  it('breaks ties as the texts stand, and leaves out what does not match', () => {
    expect(found(['same text', 'other words', 'same text'], 'same')).toEqual([0, 2]);
    expect(found([], 'same')).toEqual([]);
    expect(found(['', ' '], 'same')).toEqual([]);
  });

  it('finds other forms of a word in English and German', () => {
    const english = 'The agreements that were terminated by the parties are of no effect.';
    expect(
      found(['This is about the weather in the north of it.', english], 'terminating an agreement'),
    ).toEqual([1]);
    const german = 'Die Verträge wurden von den Parteien gekündigt und sind nicht mehr in Kraft.';
    expect(found(['Das ist ein Text über das Wetter und die Berge.', german], 'Vertrag der Partei')).toEqual([
      1,
    ]);
  });

  it('finds Chinese, Japanese and Thai by pairs of characters, Korean and Arabic by words', () => {
    expect(found(['今天天气很好', '合同终止条款'], '合同如何终止？')).toEqual([1]);
    expect(found(['明日の天気です', '契約の解除条件'], '契約を解除する')).toEqual([1]);
    expect(found(['อากาศดี', 'สัญญาเช่า'], 'สัญญา')).toEqual([1]);
    expect(found(['날씨가 좋다', '계약 해지 조건'], '계약 조건')).toEqual([1]);
    expect(found(['الطقس جميل', 'عَقْدُ الإيجار'], 'عقد')).toEqual([1]);
  });

  it('finds ligatures, full-width digits and accents by what they mean', () => {
    expect([...wordsIn('ﬁnal Ｎｏ １２３')]).toEqual(['final', 'no', '123']);
    expect(found(['café au lait'], 'cafe')).toEqual([0]);
  });
});

describe('bm25 on tables', () => {
  it('does not take a row of numbers for a long text', () => {
    const table = 'Interest income 1,204.5 1,103.2 998.1 870.4 760.3 655.9 541.2 430.8 320.6 210.7 105.5';
    const prose = 'The interest of the board in new income was noted by everyone who came to that meeting';
    expect(found([prose, table], 'interest income')).toEqual([1, 0]);
  });

  it('prefers words side by side to the same words apart', () => {
    const apart = 'The gross amount stands first and a small margin for errors stands last';
    const together = 'The first amount stands here and the gross margin of errors stands there';
    expect(found([apart, together], 'gross margin')).toEqual([1, 0]);
  });
});

describe('questions', () => {
  const wanted = 'The deposit is two rents.';

  it('are not led astray by words that say how to answer', () => {
    const bait = 'This document reports all the information that is mentioned, stated and included.';
    const question = 'State the deposit mentioned in the document; include all information reported.';
    expect(found([bait, wanted, 'Other things are of no use here.'], question)[0]).toBe(1);
    // But such words are looked for when there is nothing else.
    expect(found([bait, wanted], 'reported information')).toEqual([0]);
  });

  it('do not look for the name of the report they are about', () => {
    const cover = 'This is the quarterly report on Form 10-Q and the 10-Q of the year.';
    const income = 'Net income of the group.';
    expect(found([cover, income], 'What is the net income in the 10-Q?')).toEqual([1]);
    expect(found([cover, income], '10-Q?')).toEqual([0]);
  });

  it('find a quarter by its long name', () => {
    const texts = ['It was a good year in all.', 'Sales of the third quarter were the best in the year.'];
    expect(found(texts, 'Q3')).toEqual([1]);
    const german = ['Es war ein gutes Jahr und das ist gut.', 'Der Umsatz im dritten Quartal ist der beste.'];
    expect(found(german, 'Umsatz in Q3')).toEqual([1]);
  });

  it('may be asked in another language than the document', () => {
    const german = [
      'Der Wert of the ist ein Zitat und wird nicht mehr verwendet.',
      'Die Miete ist am Ersten des Monats zu zahlen und wird nicht erhöht.',
    ];
    expect(found(german, 'What is the amount of the Miete?')).toEqual([1]);
  });
});

describe('other languages', () => {
  it('finds other forms of a word in Spanish, French, Italian, Portuguese and Arabic', () => {
    const pairs = [
      ['El pago de las facturas se hará en los meses de invierno y no antes.', 'factura'],
      ['Les chevaux sont dans la ferme et ils ne sont pas à vendre.', 'cheval'],
      ['Le banche sono chiuse e non è possibile ritirare il denaro.', 'banca'],
      ['Os contratos são válidos e não podem ser alterados no ano.', 'contrato'],
      ['كانت الشركة في المدينة قبل أن تنتقل إلى البلد', 'شركة'],
      ['هذا هو العقد الذي تم توقيعه في العام', 'عقود وعقد'],
    ] as const;
    for (const [text, question] of pairs) expect(found([text], question)).toEqual([0]);
  });
});

describe('stems', () => {
  it.each([
    // Porter's own examples.
    ['caresses', 'caress'],
    ['ponies', 'poni'],
    ['feed', 'feed'],
    ['agreed', 'agre'],
    ['plastered', 'plaster'],
    ['motoring', 'motor'],
    ['conflated', 'conflat'],
    ['hopping', 'hop'],
    ['filing', 'file'],
    ['happy', 'happi'],
    ['relational', 'relat'],
    ['conditional', 'condit'],
    ['vietnamization', 'vietnam'],
    ['triplicate', 'triplic'],
    ['hopefulness', 'hope'],
    ['revival', 'reviv'],
    ['adjustment', 'adjust'],
    ['adoption', 'adopt'],
    ['probate', 'probat'],
    ['controll', 'control'],
    ['yes', 'ye'],
    ['sky', 'sky'],
  ])('English: %s', (word, stem) => expect(stemEnglish(word)).toBe(stem));

  it.each([
    // The last two are the authors' examples for text in lower case.
    ['verträge', 'vertrag'],
    ['vertrags', 'vertrag'],
    ['speicherbehältern', 'speicherbehal'],
    ['grenzpostens', 'grenzpo'],
  ])('German: %s', (word, stem) => expect(stemGerman(word)).toBe(stem));

  it.each([
    [stemSpanish, 'facturas', 'factura'],
    [stemSpanish, 'luces', 'luz'],
    [stemSpanish, 'meses', 'mes'],
    [stemFrench, 'chevaux', 'cheval'],
    [stemFrench, 'factures', 'facture'],
    [stemItalian, 'fatture', 'fattura'],
    [stemItalian, 'importi', 'importo'],
    [stemPortuguese, 'razões', 'razão'],
    [stemPortuguese, 'animais', 'animal'],
    [stemArabic, 'والعقد', 'عَقْد'],
    [stemArabic, 'الشركات', 'شركة'],
    [stemArabic, 'المدينة', 'مدينة'],
    [stemArabic, 'أحمد', 'احمد'],
  ])('light: %o %s is a form of %s', (stem, one, other) => expect(stem(one)).toBe(stem(other)));

  it('light: leave short words, and words of other scripts, alone', () => {
    expect([stemSpanish('mes'), stemFrench('gros'), stemItalian('euro'), stemPortuguese('ano')]).toEqual([
      'mes',
      'gros',
      'euro',
      'ano',
    ]);
    expect([stemArabic('invoice'), stemArabic('في'), stemArabic('و')]).toEqual(['invoice', 'في', 'و']);
  });
});

describe('the index', () => {
  it('agrees with counting', () => {
    const texts = ['xb xa xa xc', '', 'xa xb', 'xc xc xc xb xa xb'];
    const terms = termsFor(texts);
    const { ids, from, texts: places, counts, starts } = invert(texts, terms);
    expect([...starts]).toEqual([0, 4, 4, 6, 12]);
    for (const [term, id] of ids) {
      const listed = [...places.slice(from[id], from[id + 1])].map((place, i) => [
        place,
        counts[(from[id] ?? 0) + i],
      ]);
      const counted = texts.map((text, place) => [place, text.split(' ').filter((w) => w === term).length]);
      expect(listed).toEqual(counted.filter(([, count]) => count !== 0));
    }
    const pairs = [
      ['xa', 'xb'],
      ['xc', 'xc'],
      ['xb', 'zzz'],
    ] as const;
    expect(countPairs(pairs, invert(texts, terms)).map((counts) => [...counts])).toEqual([
      [0, 0, 1, 1],
      [0, 0, 0, 2],
      [0, 0, 0, 0],
    ]);
  });
});
