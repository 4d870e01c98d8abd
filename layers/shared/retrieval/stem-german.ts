/**
 * CISTEM (L. Weissweiler and A. Fraser, "Developing a Stemmer for German Based on a Comparative Analysis of
 * Publicly Available Stemmers", GSCL 2017), for words in lower case.
 */
export function stemGerman(word: string): string {
  let stem = word.replaceAll('ü', 'u').replaceAll('ö', 'o').replaceAll('ä', 'a').replaceAll('ß', 'ss');
  stem = stem
    .replace(/^ge(.{4,})/, '$1')
    .replaceAll('sch', '$')
    .replaceAll('ei', '%')
    .replaceAll('ie', '&')
    .replace(/(.)\1/g, '$1*');
  while (stem.length > 3) {
    const shorter =
      stem.length > 5 && /(?:em|er|nd)$/.test(stem) ? stem.slice(0, -2) : stem.replace(/[tesn]$/, '');
    if (shorter === stem) break;
    stem = shorter;
  }
  return stem.replace(/(.)\*/g, '$1$1').replaceAll('%', 'ei').replaceAll('&', 'ie').replaceAll('$', 'sch');
}
