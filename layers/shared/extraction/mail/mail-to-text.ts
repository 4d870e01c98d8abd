import PostalMime, { type Attachment, decodeWords, type Email } from 'postal-mime';
import { shownName } from '../archive/shown-name.ts';
import { type Converted, type Part, Refusal } from '../conversion/protocol.ts';
import { htmlToText } from '../plain/html-to-text.ts';
import { textPage } from '../plain/text-page.ts';
import { withoutMailboxLine } from './mailbox-line.ts';

/** Headers that are shown, in this order. */
const SHOWN = ['From', 'To', 'Cc', 'Bcc', 'Reply-To', 'Date', 'Subject'] as const;
/** Deeper ones are attacks. */
const MAX_NESTING = 50;
/** As of any other text. */
const MOST_CHARACTERS = 32 * 1024 * 1024;
/** Parts that go with a mail but say nothing to a reader. */
const SILENT =
  /^application\/(pgp-signature|(x-)?pkcs7-signature|pgp-encrypted)$|^text\/(x-amp-html|css|javascript)$/;

/**
 * Reads an e-mail (RFC 5322, MIME): headers and body as lines, attachments named there with type and size, and given
 * as `parts` in their order unless they are only to be named. Nested messages are parts too.
 *
 * @throws Refusal `limit_exceeded` for absurd nesting or headers.
 */
export async function mailToText(bytes: Uint8Array, attachments: 'read' | 'name'): Promise<Converted> {
  const email = await parse(withoutMailboxLine(bytes));
  const body = await bodyOf(email);
  const named = nameAttachments(email.attachments);
  const hasContent = body.lines.length > 0 || named.some(({ inline }) => !inline);
  const lines = [
    headerLines(email),
    body.lines,
    named.length > 0 ? ['Attachments:', ...named.map(({ line }) => line)] : [],
  ]
    .filter((block) => block.length > 0)
    .flatMap((block, index) => (index > 0 ? ['', ...block] : block));
  const parts = named.filter(({ silent, inline }) => !silent && (!inline || !hasContent));
  const { pages } = textPage(lines.join('\n'), 'eml');
  return {
    fileType: 'eml',
    pageCount: 1,
    pages,
    warnings: body.warnings,
    parts: parts.map(({ part }) => (attachments === 'read' ? part : { ...part, bytes: new Uint8Array() })),
  };
}

async function parse(bytes: Uint8Array): Promise<Email> {
  try {
    return await PostalMime.parse(bytes, {
      forceRfc822Attachments: true,
      maxNestingDepth: MAX_NESTING,
    });
  } catch (error) {
    if (error instanceof RangeError) throw error;
    throw new Refusal('limit_exceeded', `The e-mail cannot be taken apart: ${(error as Error).message}.`);
  }
}

/** Plain text when there is any, else the HTML part as text. */
async function bodyOf({ text, html }: Email): Promise<{ lines: string[]; warnings: readonly string[] }> {
  if (Math.max(text?.length ?? 0, html?.length ?? 0) > MOST_CHARACTERS)
    throw new Refusal(
      'limit_exceeded',
      `The e-mail's text has more than ${MOST_CHARACTERS} characters. Split it.`,
    );
  const plain = text?.trim() ? textPage(text.replace(/^\s*\n/, ''), 'eml') : undefined;
  const document = plain ?? (html?.trim() ? await htmlToText(html) : undefined);
  const lines = document?.pages.flatMap((page) => page.lines.map((line) => line.text)) ?? [];
  return { lines, warnings: document?.warnings ?? [] };
}

const headerLines = ({ headers }: Email): string[] =>
  SHOWN.flatMap((name) =>
    headers
      .filter(({ key }) => key === name.toLowerCase())
      .map(({ value }) => `${name}: ${decodeWords(value).replace(/\s+/g, ' ').trim()}`),
  );

type Named = { part: Part; line: string; inline: boolean; silent: boolean };

function nameAttachments(attachments: readonly Attachment[]): Named[] {
  const taken = new Map<string, number>();
  return attachments.map((attachment, index) => {
    const bytes = bytesOf(attachment.content);
    const name = unique(nameOf(attachment, index), taken);
    const picture = attachment.mimeType.startsWith('image/');
    return {
      part: { name, bytes },
      line: `  ${name} (${attachment.mimeType}, ${sizeOf(bytes.length)})`,
      inline: picture && (attachment.related === true || attachment.disposition === 'inline'),
      silent: SILENT.test(attachment.mimeType),
    };
  });
}

const bytesOf = (content: Attachment['content']): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content);

/** Names without extension are given one where the type says it: text formats are told by it. */
function nameOf({ filename, mimeType, description }: Attachment, index: number): string {
  if (filename) return shownName(filename).replaceAll('/', '_');
  const extension = EXTENSIONS.get(mimeType);
  const stem = description ? shownName(description).replaceAll('/', '_') : `attachment-${index + 1}`;
  return extension ? `${stem}.${extension}` : stem;
}

/** A mail may name any word as a type, those of an object's own properties too. */
const EXTENSIONS: ReadonlyMap<string, string> = new Map([
  ['message/rfc822', 'eml'],
  ['message/global', 'eml'],
  ['message/delivery-status', 'txt'],
  ['text/plain', 'txt'],
  ['text/html', 'html'],
  ['text/csv', 'csv'],
  ['text/markdown', 'md'],
  ['text/calendar', 'ics'],
  ['application/pdf', 'pdf'],
]);

/** `taken`: names that are used, with the number from which on the next of that name is tried. */
function unique(name: string, taken: Map<string, number>): string {
  let free = name;
  let number = taken.get(name) ?? 1;
  while (taken.has(free)) free = `${name} (${++number})`;
  taken.set(name, number);
  taken.set(free, taken.get(free) ?? 1);
  return free;
}

function sizeOf(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
