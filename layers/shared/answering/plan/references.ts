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
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_.-]{0,255}$/;
const PERCENT = /%([A-Za-z_][A-Za-z0-9_.-]{0,255})%/g;
/** What cannot be a name is the prompt's own text, such as a JSON example in double braces. */
const NO_NAME = /["':,]/;
const CUSTOM_DATA = 'custom_data.';

/**
 * All references of a prompt, in order; `raw` is the text that stands for the value.
 * @param names The outputs' names: only they may hold what an identifier does not.
 */
export function findReferences(prompt: string, names: ReadonlySet<string>): Reference[] {
  const braces = [...prompt.matchAll(BRACES)].flatMap(([raw, inside = '']): Reference[] => {
    if (/^https?:\/\//i.test(inside)) return [{ kind: 'dynamic', raw, url: inside }];
    if (inside.startsWith(CUSTOM_DATA))
      return [{ kind: 'custom-data', raw, path: inside.slice(CUSTOM_DATA.length) }];
    return NO_NAME.test(inside) && !names.has(inside) ? [] : [{ kind: 'static', raw, name: inside }];
  });
  const rest = prompt.replace(BRACES, '');
  const percents = [...rest.matchAll(PERCENT)]
    .filter((match) => names.has(match[1] ?? '') || !isPercentSign(rest, match))
    .map(([raw, name = '']): Reference => ({ kind: 'answer', raw, name }));
  const others = [...names]
    .filter((name) => !IDENTIFIER.test(name) && name.trim() === name && rest.includes(`%${name}%`))
    .map((name): Reference => ({ kind: 'answer', raw: `%${name}%`, name }));
  return [...braces, ...percents, ...others];
}

/** "5%and 10%" and "%C3%A4" in a web address are the prompt's own text. */
function isPercentSign(text: string, { 0: raw, 1: name = '', index }: RegExpExecArray): boolean {
  const encoded = /^[0-9A-F]{2}$/i;
  const after = text.slice(index + raw.length, index + raw.length + 2);
  return /\d\s?$/.test(text.slice(0, index)) || (encoded.test(name) && encoded.test(after));
}
