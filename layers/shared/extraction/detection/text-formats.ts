/** Lines of a text that are looked at to tell its format, and characters of each. */
const SAMPLE_LINES = 30;
const SAMPLE_CHARACTERS = 1000;
/** A comment ends at its first end: else a row of comments could be cut up in more ways than can be tried. */
const HTML_START =
  /^\s*(<\?xml[^>]*>\s*)?(<!--(?:(?!-->)[\s\S]){0,2000}-->\s*)*<(!doctype\s+html|html|head|body)\b/i;
const HTML_NAMES = new Set(['html', 'htm', 'xhtml']);
const HTML_TAGS = /<(table|div|p|span|ul|ol|li|br|h[1-6]|td|tr)\b[^>]*>/gi;
const MAIL_HEADER =
  /^(Received|MIME-Version|Message-ID|Return-Path|Delivered-To|Subject|From|To|Date|Content-Type):/i;
const MAIL_TRANSPORT = /^(Received|MIME-Version|Message-ID|Return-Path|Delivered-To):/i;
const MARKDOWN = /^(#{1,6} \S|\s*[-*+] \S|\s*\d+\. \S|```|> |\|.*\|$)|\[[^\]]+\]\([^)]+\)|\*\*\S/;

/** OpenDocument in one XML file (FODT, FODS, FODP): its root names the kind. */
const FLAT_OPEN_DOCUMENT =
  /<office:document\s[^>]*office:mimetype\s*=\s*["']application\/vnd\.oasis\.opendocument\.(text|spreadsheet|presentation)["']/;
const FLAT_TYPES = { text: 'odt', spreadsheet: 'ods', presentation: 'odp' } as const;

/** The type of a flat OpenDocument file; undefined for other text. */
export function flatOpenDocument(text: string): 'odt' | 'ods' | 'odp' | undefined {
  const head = text.slice(0, 16 * 1024);
  if (!/^\s*<(\?xml|office:document)\b/.test(head)) return undefined;
  return FLAT_TYPES[FLAT_OPEN_DOCUMENT.exec(head)?.[1] as keyof typeof FLAT_TYPES];
}

export function looksLikeHtml(text: string, extension: string): boolean {
  const head = text.slice(0, 16 * 1024);
  if (HTML_START.test(head)) return true;
  if (HTML_NAMES.has(extension)) return /<[a-z][^<>]*>/i.test(head);
  return /^\s*<(?!\?xml)/.test(head) && (head.match(HTML_TAGS)?.length ?? 0) >= 3;
}

/**
 * A block of RFC 5322 header lines at the very start, behind mbox's "From " line if it has one. In a file that is not
 * named so, one of them must be a mark of transport: a memo may begin with From, To and Subject too.
 */
export function looksLikeMail(text: string, extension: string): boolean {
  const lines = text.trimStart().slice(0, 16_384).split(/\r?\n/);
  if (/^From \S/.test(lines[0] ?? '')) lines.shift();
  const end = lines.indexOf('');
  const block = end < 0 ? lines : lines.slice(0, end);
  if (!/^[!-9;-~]+:/.test(block[0] ?? '')) return false;
  const headers = block.filter((line) => MAIL_HEADER.test(line));
  if (extension === 'eml') return headers.length > 0;
  return headers.length >= 2 && headers.some((line) => MAIL_TRANSPORT.test(line));
}

export function looksLikeMarkdown(text: string, extension: string): boolean {
  if (extension === 'md' || extension === 'markdown') return true;
  if (extension === 'txt') return false;
  const lines = sampleOf(text);
  return (
    lines.some((line) => /^#{1,6} \S/.test(line)) &&
    lines.filter((line) => MARKDOWN.test(line.slice(0, SAMPLE_CHARACTERS))).length >= 3
  );
}

/** The delimiter of a CSV: the one that cuts all lines into the same number of cells; undefined for other text. */
export function findDelimiter(text: string, extension: string): string | undefined {
  const named = extension === 'csv' || extension === 'tsv';
  if (!named && ['txt', 'md', 'markdown', 'json', 'xml', 'log'].includes(extension)) return undefined;
  const lines = sampleOf(text);
  const scores = [',', ';', '\t', '|'].map((delimiter) => {
    const counts = lines.map((line) => line.replace(/"[^"]*"/g, '').split(delimiter).length);
    const cells = counts[0] ?? 1;
    const alike = counts.filter((count) => count === cells).length / counts.length;
    return { delimiter, cells, alike };
  });
  const best = scores
    .filter(({ cells }) => cells > 1)
    .sort((a, b) => b.alike - a.alike || b.cells - a.cells)[0];
  if (named) return best?.delimiter ?? (extension === 'tsv' ? '\t' : ',');
  return best && lines.length >= 3 && best.cells >= 3 && best.alike === 1 ? best.delimiter : undefined;
}

function sampleOf(text: string): string[] {
  return text
    .slice(0, 64 * 1024)
    .split(/\r\n?|\n/)
    .slice(0, SAMPLE_LINES)
    .filter((line) => line.trim() !== '');
}
