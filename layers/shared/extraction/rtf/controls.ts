/** Groups whose content is no text of the document. */
export const SKIPPED: ReadonlySet<string> = new Set([
  'colortbl',
  'stylesheet',
  'info',
  'pict',
  'filetbl',
  'revtbl',
  'fldinst',
  'nonshppict',
  'xe',
  'tc',
  'tcn',
  'txe',
  'rxe',
  'sp',
  'private',
  'pnseclvl',
  'annotation',
  'atnid',
  'atnauthor',
  'objdata',
  'objclass',
  'template',
  'panose',
  'falt',
  'fontemb',
  'keywords',
  'listname',
  'ftnsep',
  'ftnsepc',
  'ftncn',
  'aftnsep',
  'aftnsepc',
  'aftncn',
]);

/** Groups marked `\*` (skip what you do not know) that hold text all the same. */
export const STARRED_TEXT: ReadonlySet<string> = new Set(['shpinst', 'shptxt', 'ud', 'formfield']);

export const HEADERS: ReadonlySet<string> = new Set(['header', 'headerl', 'headerr', 'headerf']);
export const FOOTERS: ReadonlySet<string> = new Set(['footer', 'footerl', 'footerr', 'footerf']);

/** Controls that stand for a character. */
export const CHARACTERS: Record<string, string> = {
  tab: '\t',
  line: '\n',
  softline: '\n',
  emdash: '—',
  endash: '–',
  emspace: ' ',
  enspace: ' ',
  qmspace: ' ',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  bullet: '•',
  '~': ' ',
  _: '-',
};

/** Controls behind which a paragraph has ended. */
export const PARAGRAPH_ENDS: ReadonlySet<string> = new Set(['par', 'sect', 'page', 'column']);
