import type { Bomb } from './bomb.ts';

const HEAD = 'From: a@example.com\r\nTo: b@example.com\r\nSubject: bomb\r\nMIME-Version: 1.0\r\n';

export const TEXT_BOMBS: readonly Bomb[] = [
  {
    name: 'HTML, elements in each other',
    fileName: 'nested.html',
    full: 3_000_000,
    make: (size) => html('<div>'.repeat(size)),
  },
  {
    name: 'HTML, tables in each other',
    fileName: 'tables.html',
    full: 1_000_000,
    small: 20_000,
    make: (size) => html('<table><tr><td>a'.repeat(size)),
  },
  {
    name: 'HTML, columns that cells span',
    fileName: 'span.html',
    full: 1000,
    make: (size) =>
      html(`<table>${`<tr>${'<td colspan=1000 rowspan=65534>a</td>'.repeat(size)}</tr>`.repeat(20)}</table>`),
  },
  {
    name: 'HTML, lists in each other',
    fileName: 'lists.html',
    full: 500_000,
    make: (size) => html('<ul><li>a'.repeat(size)),
  },
  {
    name: 'HTML, bytes of one tag that never ends',
    fileName: 'tag.html',
    full: 30_000_000,
    small: 1_000_000,
    make: (size) => html(`<a ${'b="'.repeat(size / 3)}`),
  },
  {
    name: 'HTML, quotes in each other',
    fileName: 'quotes.html',
    full: 500_000,
    make: (size) => html('<blockquote>a'.repeat(size)),
  },
  {
    name: 'CSV, columns',
    fileName: 'columns.csv',
    full: 10_000_000,
    make: (size) => Buffer.from(`${'a,'.repeat(size)}b\n${'c,'.repeat(size)}d\n`),
  },
  {
    name: 'CSV, rows below one wide cell',
    fileName: 'wide.csv',
    full: 3_000_000,
    make: (size) => Buffer.from(`a,b\n${'x'.repeat(30_000)},y\n${'1,2\n'.repeat(size)}`),
  },
  {
    name: 'CSV, a quote that never ends',
    fileName: 'quote.csv',
    full: 30_000_000,
    small: 1_000_000,
    make: (size) => Buffer.from(`a,b\n"${'x,\n'.repeat(size / 3)}`),
  },
  {
    name: 'text, bytes of one line',
    fileName: 'line.txt',
    full: 30_000_000,
    make: (size) => Buffer.from('word '.repeat(size / 5)),
  },
  {
    name: 'text, bytes of line ends',
    fileName: 'ends.txt',
    full: 30_000_000,
    make: (size) => Buffer.from(`a${'\n'.repeat(size)}b`),
  },
  {
    name: 'text, bytes of lines of a letter',
    fileName: 'letters.txt',
    full: 30_000_000,
    make: (size) => Buffer.from('a\n'.repeat(size / 2)),
  },
  {
    name: 'text, bytes of form feeds',
    fileName: 'feeds.txt',
    full: 30_000_000,
    make: (size) => Buffer.from('a\f'.repeat(size / 2)),
  },
  {
    name: 'JSON, arrays in each other',
    fileName: 'nested.json',
    full: 30_000_000,
    small: 3_000_000,
    make: (size) => Buffer.from('['.repeat(size)),
  },
  { name: 'XML, billion laughs', fileName: 'laughs.xml', full: 10, small: 10, make: laughs },
  {
    name: 'RTF, groups in each other',
    fileName: 'nested.rtf',
    full: 1_000_000,
    small: 1_000_000,
    make: (size) => Buffer.from(`{\\rtf1 a${'{\\b '.repeat(size)}b`),
  },
  {
    name: 'RTF, bytes of a picture',
    fileName: 'binary.rtf',
    full: 2_000_000_000,
    small: 2_000_000_000,
    make: (size) => Buffer.from(`{\\rtf1 a {\\pict\\bin${size} abc} b}`),
  },
  {
    name: 'RTF, tables in each other',
    fileName: 'tables.rtf',
    full: 1_000_000,
    make: (size) =>
      Buffer.from(`{\\rtf1 ${'\\trowd\\cellx1000\\intbl\\itap9 a\\nestcell'.repeat(size)}\\cell\\row}`),
  },
  {
    name: 'RTF, cells of a row',
    fileName: 'cells.rtf',
    full: 1_000_000,
    make: (size) =>
      Buffer.from(`{\\rtf1 \\trowd${'\\cellx100'.repeat(size)}${'a\\cell '.repeat(size)}\\row}`),
  },
  {
    name: 'RTF, bytes',
    fileName: 'long.rtf',
    full: 100_000_000,
    make: (size) => Buffer.from(`{\\rtf1 ${'some words\\par '.repeat(size / 15)}}`),
  },
  {
    name: 'EML, messages in each other',
    fileName: 'messages.eml',
    full: 1000,
    small: 1000,
    make: (size) =>
      Buffer.from(`${`${HEAD}Content-Type: message/rfc822\r\n\r\n`.repeat(size)}${HEAD}\r\ntext`),
  },
  {
    name: 'EML, multiparts in each other',
    fileName: 'multiparts.eml',
    full: 1000,
    small: 1000,
    make: multiparts,
  },
  {
    name: 'EML, parts',
    fileName: 'parts.eml',
    full: 100_000,
    small: 20_000,
    make: (size) => parts(size, 'Content-Disposition: attachment; filename=a.txt\r\n\r\ntext'),
  },
  {
    name: 'EML, parts that are shown',
    fileName: 'shown.eml',
    full: 100_000,
    make: (size) => parts(size, 'Content-Type: text/plain\r\n\r\ntext'),
  },
  {
    name: 'EML, bytes of Base64',
    fileName: 'base64.eml',
    full: 100_000_000,
    make: (size) =>
      parts(
        1,
        `Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n${`${'YWFh'.repeat(19)}\r\n`.repeat(size / 78)}`,
      ),
  },
  {
    name: 'EML, headers',
    fileName: 'headers.eml',
    full: 300_000,
    make: (size) =>
      Buffer.from(`${HEAD}${'To: =?utf-8?B?YWFhYWFhYWFh?= <a@example.com>,\r\n'.repeat(size)}\r\ntext`),
  },
  {
    name: 'EML, bytes of one header',
    fileName: 'header.eml',
    full: 30_000_000,
    make: (size) =>
      Buffer.from(
        `${HEAD}X: ${'=?utf-8?Q?a?= '.repeat(size / 14)}\r\nDate: ${'(('.repeat(size / 4)}\r\n\r\ntext`,
      ),
  },
];

const html = (body: string) => Buffer.from(`<!DOCTYPE html><html><body>${body}`);

function laughs(levels: number): Buffer {
  const entities = Array.from(
    { length: levels },
    (_none, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`,
  );
  return Buffer.from(
    `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "lol">${entities.join('')}]><a>&l${levels};</a>`,
  );
}

function parts(count: number, part: string): Buffer {
  return Buffer.from(
    `${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n${`--b\r\n${part}\r\n`.repeat(count)}--b--\r\n`,
  );
}

function multiparts(levels: number): Buffer {
  const opened = Array.from(
    { length: levels },
    (_none, level) => `Content-Type: multipart/mixed; boundary=b${level}\r\n\r\n--b${level}\r\n`,
  );
  return Buffer.from(`${HEAD}${opened.join('')}\r\ntext`);
}
