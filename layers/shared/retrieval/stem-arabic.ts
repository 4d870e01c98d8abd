/** Vowel signs and the stretching line, which writers put or leave out. */
const MARKS = /[\u064b-\u0652\u0670\u0640]/g;
const PREFIX = /^(?:و(?=.{3}))?(?:(?:ال|بال|كال|فال)(?=..)|لل(?=..))?/u;
/** In this order, each at most once, while two letters are left. */
const SUFFIXES = ['ها', 'ان', 'ات', 'ون', 'ين', 'يه', 'ية', 'ه', 'ة', 'ي'];

/**
 * Light10 (L. Larkey, L. Ballesteros, M. Connell, "Light Stemming for Arabic Information Retrieval", 2007): one
 * spelling for each letter, the article with its particles taken off in front, common endings behind.
 */
export function stemArabic(word: string): string {
  if (!/[\u0600-\u06ff]/.test(word)) return word;
  const plain = word
    .replace(MARKS, '')
    .replace(/[أإآٱ]/g, 'ا')
    .replace(/ى$/, 'ي');
  let stem = plain.replace(PREFIX, '');
  for (const suffix of SUFFIXES) {
    if (stem.endsWith(suffix) && stem.length >= suffix.length + 2) stem = stem.slice(0, -suffix.length);
  }
  return stem;
}
