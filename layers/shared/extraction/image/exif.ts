import { isOrientation, type Orientation } from './types.ts';

/** What EXIF data says about how a picture is to be shown. */
export type ExifFacts = { orientation?: Orientation; dpi?: readonly [number, number] };

const ORIENTATION = 0x0112;
const X_RESOLUTION = 0x011a;
const Y_RESOLUTION = 0x011b;
const RESOLUTION_UNIT = 0x0128;
const PER_CENTIMETRE = 3;
const CENTIMETRES_PER_INCH = 2.54;
/** Entries of the first directory that are looked at. */
const MOST_ENTRIES = 200;

/** Reads the first directory of EXIF data (a TIFF header and what follows). Damaged data says nothing. */
export function readExif(exif: Uint8Array): ExifFacts {
  try {
    return factsOf(new DataView(exif.buffer, exif.byteOffset, exif.byteLength));
  } catch (error) {
    if (error instanceof RangeError) return {};
    throw error;
  }
}

function factsOf(view: DataView): ExifFacts {
  const little = view.getUint16(0) === 0x4949;
  if (!little && view.getUint16(0) !== 0x4d4d) return {};
  const directory = view.getUint32(4, little);
  const count = Math.min(MOST_ENTRIES, view.getUint16(directory, little));
  const entries = new Map<number, number>();
  for (let index = 0; index < count; index++) {
    const at = directory + 2 + index * 12;
    entries.set(view.getUint16(at, little), at + 8);
  }
  const short = (tag: number) => {
    const at = entries.get(tag);
    return at === undefined ? undefined : view.getUint16(at, little);
  };
  const rational = (tag: number) => {
    const at = entries.get(tag);
    if (at === undefined) return undefined;
    const value = view.getUint32(at, little);
    return view.getUint32(value, little) / view.getUint32(value + 4, little);
  };
  const orientation = short(ORIENTATION);
  const [x, y] = [rational(X_RESOLUTION), rational(Y_RESOLUTION)];
  const scale = short(RESOLUTION_UNIT) === PER_CENTIMETRE ? CENTIMETRES_PER_INCH : 1;
  return {
    ...(isOrientation(orientation) && { orientation }),
    ...(x && y && { dpi: [x * scale, y * scale] as const }),
  };
}
