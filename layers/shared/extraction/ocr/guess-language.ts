/**
 * Frequent words of German that English has not, and those of invoices, forms and letters; without those that an English
 * reading spells otherwise, such as `für`.
 */
const GERMAN = new Set(
  (
    'der das und ist nicht ein eine einen einem einer von vom zu zum zur mit auf aus bei bis nach oder wird werden ' +
    'wurde sind sich den dem des im auch als wie wir ihr ihre ihren sie haben nur noch bitte vielen dank herr frau ' +
    'seite datum rechnung rechnungsnummer rechnungsdatum betrag gesamtbetrag menge preis summe zwischensumme ' +
    'umsatzsteuer mwst ust kunde kundennummer konto telefon gmbh netto brutto zahlung anzahl bezeichnung vertrag ' +
    'euro januar februar juni juli oktober dezember'
  ).split(' '),
);
const ENGLISH = new Set(
  (
    'the of and to is for that this with are be by on as from at it we you your our have has not or will which total ' +
    'invoice amount quantity price date please thank payment page account number description'
  ).split(' '),
);
/** So many German words, and so many times as many as English ones, are no accident. */
const LEAST = 3;
const TIMES = 2;

/** Whether words that were read as English are German. They are compared in lower case, without the signs around them. */
export function looksGerman(words: readonly string[]): boolean {
  let [german, english] = [0, 0];
  for (const word of words) {
    const bare = word.toLowerCase().replace(/^\P{L}+|\P{L}+$/gu, '');
    if (GERMAN.has(bare)) german++;
    else if (ENGLISH.has(bare)) english++;
  }
  return german >= LEAST && german >= english * TIMES;
}
