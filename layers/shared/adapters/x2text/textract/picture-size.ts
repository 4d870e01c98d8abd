import { DEFAULT_SIZE, type PageSize } from './pages.ts';

/** The page a PNG or JPEG stands for: as wide as US Letter, as high as its sides say. */
export function pictureSize(bytes: Uint8Array): PageSize {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pixels = pngSize(view) ?? jpegSize(view);
  if (!pixels || pixels.width === 0 || pixels.height === 0) return DEFAULT_SIZE;
  const { width } = DEFAULT_SIZE;
  return { width, height: Math.round(((width * pixels.height) / pixels.width) * 100) / 100 };
}

function pngSize(view: DataView): PageSize | undefined {
  if (view.byteLength < 24 || view.getUint32(0) !== 0x89504e47) return undefined;
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** Looks for the frame header (SOF0–SOF15, but DHT, JPG and DAC); each segment tells its length. */
function jpegSize(view: DataView): PageSize | undefined {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return undefined;
  for (let at = 2; at + 9 < view.byteLength; ) {
    const marker = view.getUint16(at);
    if (marker < 0xff00) return undefined;
    const isFrame = marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker);
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    at += 2 + Math.max(view.getUint16(at + 2), 2);
  }
  return undefined;
}
