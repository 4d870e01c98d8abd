import type { PdfPage } from '../file/types.ts';
import type { Characters } from './characters.ts';
import type { Direction } from './flow-direction.ts';
import type { TextObjects } from './text-objects.ts';

/** What is known while a page's objects are put behind each other. */
export type TextPageState = {
  readonly objects: TextObjects;
  readonly characters: Characters;
  readonly page: PdfPage;
  /** Which way its lines run; found out when it is first asked for. */
  direction: Direction | undefined;
  /** The object before; -1 at first. */
  before: number;
  /** The form that was drawn in last; 0 for the page. */
  form: number;
  /** Where an object begins in the space of the one before. */
  backX: number;
  backY: number;
  /** Around the ink of the line so far: left and right. */
  lineLeft: number;
  lineRight: number;
};
