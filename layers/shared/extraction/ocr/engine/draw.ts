import type { Drawing } from './affine.ts';
import type { Grey } from './picture.ts';

const WHITE = 255;

/** Draws a picture anew, white around it, each pixel between its four neighbours (bilinear). */
export function draw(picture: Grey, { width, height, toPicture }: Drawing): Grey {
  const { a, b, c, d, e, f } = toPicture;
  const isSame = a === 1 && b === 0 && width === picture.width && height === picture.height;
  if (isSame) return picture;
  const reduced = reduce(picture, Math.floor(Math.hypot(a, b)));
  const factor = picture.width / reduced.width;
  const source = reduced.pixels;
  const pixels = new Uint8Array(width * height).fill(WHITE);
  const [lastX, lastY, stride] = [reduced.width - 1, reduced.height - 1, reduced.width];
  for (let y = 0, to = 0; y < height; y++)
    for (let x = 0; x < width; x++, to++) {
      // Pixels are squares: their middles, not their corners, lie on each other.
      const u = (a * (x + 0.5) + c * (y + 0.5) + e) / factor - 0.5;
      const v = (b * (x + 0.5) + d * (y + 0.5) + f) / factor - 0.5;
      if (u < -0.5 || v < -0.5 || u > lastX + 0.5 || v > lastY + 0.5) continue;
      const [left, top] = [u < 0 ? 0 : u | 0, v < 0 ? 0 : v | 0];
      const [right, bottom] = [left < lastX ? left + 1 : left, top < lastY ? top + 1 : top];
      const [along, down] = [u < 0 ? 0 : u - left, v < 0 ? 0 : v - top];
      const upper = mix(source[top * stride + left], source[top * stride + right], along);
      const lower = mix(source[bottom * stride + left], source[bottom * stride + right], along);
      pixels[to] = upper + (lower - upper) * down + 0.5;
    }
  return { width, height, pixels };
}

const mix = (from = 0, to = 0, part = 0): number => from + (to - from) * part;

/** Every `times` × `times` pixels become one, their mean: drawing much smaller would skip pixels otherwise. */
function reduce(picture: Grey, times: number): Grey {
  if (times < 2) return picture;
  const [width, height] = [Math.floor(picture.width / times), Math.floor(picture.height / times)];
  if (width < 1 || height < 1) return picture;
  const pixels = new Uint8Array(width * height);
  for (let y = 0, to = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let row = 0; row < times; row++)
        for (let column = 0, from = (y * times + row) * picture.width + x * times; column < times; column++)
          sum += picture.pixels[from + column] ?? 0;
      pixels[to++] = sum / (times * times);
    }
  return { width, height, pixels };
}
