/** A field of a GraphQL selection, its arguments as plain values (enums as their names). */
export type Selection = { name: string; args: Record<string, unknown>; fields: Selection[] };

const TOKEN = /\s*,?\s*([{}()[\]:]|"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|\w+)/y;

/** Parses the anonymous query of one request: selections, and arguments of every value kind. Throws for all else. */
export function parseQuery(text: string): Selection[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (text.slice(TOKEN.lastIndex).trim() !== '') {
    const at = TOKEN.lastIndex;
    const found = TOKEN.exec(text);
    if (!found) throw new Error(`Syntax Error GraphQL request: unexpected character at ${at}`);
    tokens.push(found[1] ?? '');
  }
  let next = 0;
  const take = (expected?: string): string => {
    const token = tokens[next++];
    if (token === undefined || (expected !== undefined && token !== expected))
      throw new Error(`Syntax Error GraphQL request: expected ${expected ?? 'more'}, found ${token}`);
    return token;
  };
  const value = (): unknown => {
    const token = take();
    if (token === '[') return list(']', value);
    if (token === '{') return Object.fromEntries(list('}', pair));
    if (token.startsWith('"')) return JSON.parse(token);
    return /^[-\d]/.test(token) ? Number(token) : token;
  };
  const list = <T>(end: string, item: () => T): T[] => {
    const items: T[] = [];
    while (tokens[next] !== end) items.push(item());
    take(end);
    return items;
  };
  const pair = (): [string, unknown] => {
    const name = take();
    take(':');
    return [name, value()];
  };
  const maybe = <T>(start: string, end: string, item: () => T): T[] => {
    if (tokens[next] !== start) return [];
    take(start);
    return list(end, item);
  };
  const selection = (): Selection => {
    const name = take();
    const args = Object.fromEntries(maybe('(', ')', pair));
    return { name, args, fields: maybe('{', '}', selection) };
  };
  take('{');
  return list('}', selection);
}
