import type { Refusal } from '../conversion/protocol.ts';

/** One picture of an image file, as it can stand on a page. */
export type ImagePage = {
  /** Pixels as they are stored, before the orientation turns them. */
  width: number;
  height: number;
  /** Pixels an inch that the file states, across and down as stored. */
  dpi?: readonly [number, number];
  /** EXIF's and TIFF's numbers: how the stored picture has to be turned and mirrored to be upright. */
  orientation: Orientation;
  /** Strips or tiles that the picture is stored in; one for most formats. */
  pieces: readonly ImagePiece[];
};

/** 1 is upright, 6 is to be turned by 90° clockwise, and so on. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** A rectangle of pixels as PDF can take it; x and y are of its top left, from the picture's top left. */
export type ImagePiece = {
  x: number;
  y: number;
  width: number;
  height: number;
  /** Entries of the PDF image dictionary other than its size: colours, bits, filter and its parameters. */
  dictionary: string;
  data: readonly Uint8Array[];
};

/** A picture that cannot be read; others of the same file can. `refusal` is what to say when all are like that. */
export type LostImage = { lost: 'unreadable' | 'too-large'; refusal: Refusal };

export const isOrientation = (number: number | undefined): number is Orientation =>
  number !== undefined && Number.isInteger(number) && number >= 1 && number <= 8;
