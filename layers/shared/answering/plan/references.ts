/** A place in a prompt that stands for something else. */
export type Reference =
  /** `{{name}}`: from `variable_map`, otherwise the answer of another prompt. */
  | { kind: 'static'; raw: string; name: string }
  /** `%name%`: the answer of another prompt. */
  | { kind: 'answer'; raw: string; name: string }
  /** `{{custom_data.a.b}}`: from the message. */
  | { kind: 'custom-data'; raw: string; path: string }
  /** `{{https://host/path[name]}}`: the reply of a web service. */
  | { kind: 'dynamic'; raw: string; url: string };

const BRACES = /\{\{\s*([^{}\n]{1,2048}?)\s*\}\}/g;
/** Identifiers only, so that "between 5% and 10%" is no variable. */
const PERCENT = /%([A-Za-z_][A-Za-z0-9_.-]{0,255})%/g;
/** What cannot be a name is the prompt's own text, such as a JSON example in double braces. */
const NO_NAME = /["':,]/;
const CUSTOM_DATA = 'custom_data.';

/** All references of a prompt, in order; `raw` is the text that stands for the value. */
export function findReferences(prompt: string): Reference[] {
  const braces = [...prompt.matchAll(BRACES)].flatMap(([raw, inside = '']): Reference[] => {
    if (/^https?:\/\//i.test(inside)) return [{ kind: 'dynamic', raw, url: inside }];
    if (inside.startsWith(CUSTOM_DATA))
      return [{ kind: 'custom-data', raw, path: inside.slice(CUSTOM_DATA.length) }];
    return NO_NAME.test(inside) ? [] : [{ kind: 'static', raw, name: inside }];
  });
  const percents = [...prompt.replace(BRACES, '').matchAll(PERCENT)].map(
    ([raw, name = '']): Reference => ({ kind: 'answer', raw, name }),
  );
  return [...braces, ...percents];
}
