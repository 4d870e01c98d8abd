/** An Adobe marker that says that colours are RGB as they are. */
const ADOBE_RGB = Uint8Array.from([0xff, 0xee, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, 0]);
const START = 2;
const END = 2;

/**
 * A whole JPEG stream from a strip of a TIFF, whose tables stand once for all strips (TIFF Technical Note 2): start,
 * tables without their start and end, strip without its start.
 */
export function withTables(strip: Uint8Array, tables: Uint8Array | undefined, isRgb: boolean): Uint8Array[] {
  return [
    strip.subarray(0, START),
    ...(isRgb ? [ADOBE_RGB] : []),
    ...(tables ? [tables.subarray(START, tables.length - END)] : []),
    strip.subarray(START),
  ];
}
