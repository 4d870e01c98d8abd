import { readDocument } from '../../extraction/read-document.ts';
import { EMBEDDED } from '../registry.ts';
import type { X2TextAdapter } from './types.ts';

/** The extractor that is always there: local engines, no account, no network. */
export function embeddedX2Text(): X2TextAdapter {
  return { id: EMBEDDED.x2text, provider: 'embedded', extract: readDocument };
}
