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
  const lastX = reduced.width - 1;
  const lastY = reduced.height - 1;
  const stride = reduced.width;
  const stepU = a / factor;
  const stepV = b / factor;
  // Written out, without arrays or calls: it is done for every pixel of a page.
  for (let y = 0, to = 0; y < height; y++) {
    // Pixels are squares: their middles, not their corners, lie on each other.
    const startU = (a * 0.5 + c * (y + 0.5) + e) / factor - 0.5;
    const startV = (b * 0.5 + d * (y + 0.5) + f) / factor - 0.5;
    for (let x = 0; x < width; x++, to++) {
      const u = startU + stepU * x;
      const v = startV + stepV * x;
      if (u < -0.5 || v < -0.5 || u > lastX + 0.5 || v > lastY + 0.5) continue;
      const left = u < 0 ? 0 : u | 0;
      const top = v < 0 ? 0 : v | 0;
      const along = u < 0 ? 0 : u - left;
      const down = v < 0 ? 0 : v - top;
      const at = top * stride + left;
      const right = left < lastX ? 1 : 0;
      const below = top < lastY ? stride : 0;
      const nw = source[at] as number;
      const ne = source[at + right] as number;
      const sw = source[at + below] as number;
      const se = source[at + below + right] as number;
      const upper = nw + (ne - nw) * along;
      const lower = sw + (se - sw) * along;
      pixels[to] = upper + (lower - upper) * down + 0.5;
    }
  }
  return { width, height, pixels };
}

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
