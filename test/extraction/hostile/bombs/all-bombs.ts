import type { Bomb } from './bomb.ts';
import { OFFICE_BOMBS } from './office-bombs.ts';
import { PDF_BOMBS } from './pdf-bombs.ts';
import { PICTURE_BOMBS } from './picture-bombs.ts';
import { TEXT_BOMBS } from './text-bombs.ts';
import { ZIP_BOMBS } from './zip-bombs.ts';

export const BOMBS: readonly Bomb[] = [
  ...PDF_BOMBS,
  ...ZIP_BOMBS,
  ...OFFICE_BOMBS,
  ...TEXT_BOMBS,
  ...PICTURE_BOMBS,
];
