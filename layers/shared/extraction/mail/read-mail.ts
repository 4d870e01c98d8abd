import type { UnfinishedDocument } from '../../adapters/x2text/types.ts';
import { permanentError } from '../../contract/errors.ts';
import { readContainer } from '../archive/container-document.ts';
import { shownName } from '../archive/shown-name.ts';
import { convert } from '../conversion/convert.ts';
import type { LocalDocument, LocalInput, LocalReader } from '../local-document.ts';

/** Reads an e-mail: its headers and body as the first page, then its attachments as further ones. */
export async function readMail(
  input: LocalInput,
  readPart: LocalReader,
): Promise<LocalDocument | UnfinishedDocument> {
  const tooDeep = input.depth >= input.limits.maxArchiveDepth;
  const readThem = input.settings.attachments !== 'name' && !tooDeep;
  const { pages, parts, warnings } = await convert(
    { kind: 'mail', bytes: input.bytes, attachments: readThem ? 'read' : 'name' },
    input,
  );
  const named = parts?.length ?? 0;
  input.expanded.bytesLeft -= (parts ?? []).reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (input.expanded.bytesLeft < 0) throw tooLarge();
  return readContainer(
    {
      fileType: 'eml',
      title: 'The e-mail',
      own: pages,
      parts: readThem ? (parts ?? []).map(({ name, bytes }) => ({ name, read: () => bytes })) : [],
      warnings: tooDeep && named > 0 ? [...warnings, depthWarning(input)] : warnings,
    },
    input,
    readPart,
  );
}

const tooLarge = () =>
  permanentError(
    'limit_exceeded',
    'The e-mail holds more bytes than may be read. Split it, or raise MAX_EXPANDED_BYTES.',
  );

const depthWarning = ({ limits, fileName }: LocalInput): string =>
  `The attachments of ${shownName(fileName)} were named but not read: archives and e-mails are read ${limits.maxArchiveDepth} levels deep. Raise MAX_ARCHIVE_DEPTH to read them.`;
