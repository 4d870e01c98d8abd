import * as z from 'zod';

const CANDIDATE = /[^\s<>()[\],;:"'|·•]{1,64}@[^\s<>()[\],;:"'|·•]{1,255}/g;
const Email = z.email();

/** All distinct e-mail addresses of a text, in order. */
export function findEmails(text: string): string[] {
  const candidates = (text.match(CANDIDATE) ?? []).map((found) =>
    found.replace(/^mailto:/i, '').replace(/[.!?]+$/, ''),
  );
  return [...new Set(candidates.filter((candidate) => Email.safeParse(candidate).success))];
}
