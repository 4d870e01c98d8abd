import { readDocument } from '../../extraction/read-document.ts';
import { EMBEDDED } from '../registry.ts';
import type { ExtractionLimits, X2TextAdapter } from './types.ts';

/** The extractor that is always there: local engines, no account, no network. */
export function embeddedX2Text(): X2TextAdapter {
  return { id: EMBEDDED.x2text, provider: 'embedded', prepare: startEngine, extract: readDocument };
}

/** The name is only a guess at the type, but a good one. */
function startEngine(fileName: string, { engineMemoryMb }: ExtractionLimits): void {
  if (!/\.pdf$/i.test(fileName)) return;
  import('../../extraction/pdf/pool.ts').then(
    ({ prewarmEngine }) => prewarmEngine(engineMemoryMb),
    () => undefined,
  );
}
