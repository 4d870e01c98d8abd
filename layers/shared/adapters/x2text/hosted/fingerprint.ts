import { createHash } from 'node:crypto';

/**
 * Tells whether a kept job is for this very document read in this very way. `settings`: all that shapes the result.
 * 64 hexadecimal digits.
 */
export function fingerprintOf(adapterId: string, settings: unknown, bytes: Uint8Array): string {
  const document = createHash('sha256').update(bytes).digest('hex');
  return createHash('sha256')
    .update(JSON.stringify([adapterId, settings, document]))
    .digest('hex');
}
