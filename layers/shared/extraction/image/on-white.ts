import type { ImagePiece } from './types.ts';

/** Pixels as a PNG decoder gives them; `channels` 2 and 4 end with alpha, `depth` is bits a channel. */
export type RawPixels = {
  width: number;
  height: number;
  data: ArrayLike<number>;
  channels: number;
  depth: number;
};

/** Unpacked pixels as they look on white paper, 8 bits a channel. */
export function onWhite({
  width,
  height,
  data,
  channels,
  depth,
}: RawPixels): Pick<ImagePiece, 'dictionary' | 'data'> {
  const full = 2 ** depth - 1;
  const colours = channels <= 2 ? 1 : 3;
  const hasAlpha = channels === 2 || channels === 4;
  const out = new Uint8Array(width * height * colours);
  let to = 0;
  for (let from = 0; to < out.length; from += channels) {
    const alpha = hasAlpha ? (data[from + colours] ?? 0) : full;
    for (let channel = 0; channel < colours; channel++)
      out[to++] = cover(data[from + channel] ?? 0, alpha, full);
  }
  const space = colours === 1 ? '/DeviceGray' : '/DeviceRGB';
  return { dictionary: `/ColorSpace ${space} /BitsPerComponent 8`, data: [out] };
}

/** A colour over white as far as its alpha says, from 0 to 255; both are given from 0 to `full`. */
export const cover = (colour: number, alpha: number, full: number): number =>
  Math.round(((colour * alpha) / full + full - alpha) * (255 / full));
