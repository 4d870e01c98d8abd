const LONGEST = 200;

/** A name out of a file as pages and warnings show it: no control or direction marks, no ways up, of bounded length. */
export function shownName(name: string): string {
  const steps = name
    .replaceAll('\\', '/')
    .split('/')
    .map((step) => step.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\ufffd]/gu, '').trim())
    .filter((step) => step !== '' && step !== '.' && step !== '..');
  const shown = steps.join('/');
  if (shown === '') return 'unnamed';
  return shown.length > LONGEST ? `${shown.slice(0, LONGEST - 1)}…` : shown;
}
