import { Refusal } from '../conversion/protocol.ts';

export const damaged = (what: string): Refusal =>
  new Refusal(
    'corrupt_document',
    `The ${what} cannot be read: it is damaged or cut off. Export or upload it again.`,
  );

export const notReadable = (what: string, feature: string): Refusal =>
  new Refusal(
    'unsupported_type',
    `The ${what} is stored in a way that cannot be read here: ${feature}. Save it as PNG, JPEG or PDF.`,
  );

/** Checks a header's size before anything is decoded. */
export function checkPixels(what: string, width: number, height: number, maxPixels: number): void {
  if (!(width >= 1) || !(height >= 1)) throw damaged(what);
  if (width * height > maxPixels)
    throw new Refusal(
      'limit_exceeded',
      `The ${what} has ${width} × ${height} pixels, more than the ${maxPixels} allowed. ` +
        'Scan it at a lower resolution, or raise MAX_PAGE_PIXELS.',
    );
}
