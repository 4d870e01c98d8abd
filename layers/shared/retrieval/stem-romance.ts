/**
 * Light stemmers for Romance languages: plural and gender only, so that they join few words that are not one
 * (J. Savoy, "Light Stemming Approaches for the French, Portuguese, German and Hungarian Languages", SAC 2006, and
 * "Report on CLEF-2001 Experiments" for Spanish, Italian and French plurals). Words in lower case; short ones stay.
 */

/** Facturas, factura → factur; luces, luz → luz. */
export function stemSpanish(word: string): string {
  if (word.length < 5) return word;
  const plain = bare(word);
  if (plain.endsWith('eses')) return plain.slice(0, -2);
  if (plain.endsWith('ces')) return `${plain.slice(0, -3)}z`;
  return plain.replace(/[oae]s?$/, '');
}

/** Factures, facture → factur; chevaux, cheval → cheval. */
export function stemFrench(word: string): string {
  if (word.length < 6) return word;
  if (word.endsWith('x')) return word.replace(/aux$/, 'alx').slice(0, -1);
  const stem = word.replace(/s$/, '').replace(/r$/, '').replace(/e$/, '').replace(/é$/, '');
  return stem.replace(/(.)\1$/, '$1');
}

/** Fatture, fattura → fattur; banche, banca → banc. */
export function stemItalian(word: string): string {
  if (word.length < 5) return word;
  return bare(word).replace(/(?:[ih]?[ei]|i?[ao])$/, '');
}

/** Contratos, contrato → contrat; razões, razão → raz; animais, animal → animal. */
export function stemPortuguese(word: string): string {
  if (word.length < 5) return word;
  const singular = word
    .replace(/(?:ões|ães|ãos|ão)$/, '')
    .replace(/ais$/, 'al')
    .replace(/(?:éis|eis)$/, 'el')
    .replace(/ns$/, 'm')
    .replace(/([rz])es$/, '$1');
  return bare(singular)
    .replace(/[oae]s?$/, '')
    .replace(/s$/, '');
}

const bare = (word: string) =>
  word
    .normalize('NFD')
    .replace(/[\u0300\u0301\u0308]/g, '')
    .normalize('NFC');
