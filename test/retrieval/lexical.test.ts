import { describe, expect, it } from 'vitest';
import { lexicalIndex } from '#shared/retrieval/lexical-index.ts';
import { stemEnglish } from '#shared/retrieval/stem-english.ts';
import { stemGerman } from '#shared/retrieval/stem-german.ts';
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

  it('searches 10,000 chunks in milliseconds', () => {
    let seed = 1;
    const random = (n: number) => {
      seed = (seed * 48271) % 2147483647;
      return seed % n;
    };
    const word = () => `w${Math.floor(random(3000) ** 2 / 3000).toString(36)}`;
    const texts = Array.from({ length: 10_000 }, () => Array.from({ length: 150 }, word).join(' '));
    const started = performance.now();
    const index = lexicalIndex(texts);
    const built = performance.now();
    for (let i = 0; i < 20; i++) index.bm25(Array.from({ length: 12 }, word).join(' '), 50);
    const each = (performance.now() - built) / 20;
    expect(built - started).toBeLessThan(6000);
    expect(each).toBeLessThan(100);
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
});
