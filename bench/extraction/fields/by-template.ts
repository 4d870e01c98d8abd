import { TEMPLATES } from './templates.ts';
import { isSame } from './values.ts';

/** The truth of one invoice, as invoice2data writes it. */
export type Expected = Record<string, unknown> & { lines?: Record<string, string | number>[] };

/** Which fields of an invoice its template reads rightly from the text, by name (`lines[1].name` for items). */
export function readByTemplate(id: string, text: string, expected: Expected): Map<string, boolean> {
  const outcome = new Map<string, boolean>();
  const template = TEMPLATES[id];
  if (!template) return outcome;
  for (const { name, kind, pattern } of template.fields)
    outcome.set(name, isSame(kind, pattern.exec(text)?.[1] ?? '', expected[name]));
  if (!template.lines) return outcome;
  const found = [...text.matchAll(template.lines)].map(({ groups = {} }) => groups);
  expected.lines?.forEach((line, index) => {
    for (const [name, value] of Object.entries(line)) {
      const kind = typeof value === 'number' ? 'amount' : 'text';
      outcome.set(`lines[${index}].${name}`, isSame(kind, found[index]?.[name] ?? '', value));
    }
  });
  return outcome;
}
