import { convert } from '../conversion/convert.ts';
import type { OfficeFile } from '../conversion/protocol.ts';
import type { LocalReader } from '../local-document.ts';

/** Reads an Office file of a known type in the conversion thread; reports sheets and slides as they are done. */
export const officeReader =
  (type: OfficeFile['type']): LocalReader =>
  async (input) => {
    const { expandedBytes = 0, ...document } = await convert(
      {
        kind: 'office',
        type,
        bytes: input.bytes,
        pagesToExtract: input.settings.pages_to_extract,
        maxExpandedBytes: input.expanded.bytesLeft,
        maxPages: input.limits.maxPages,
      },
      input,
    );
    input.expanded.bytesLeft -= expandedBytes;
    return document;
  };
