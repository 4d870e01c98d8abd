/**
 * JSON in ASCII only: every other UTF-16 unit as a `\u` escape, so that every SQS carries it unchanged and its
 * length in characters is its length in bytes.
 */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
