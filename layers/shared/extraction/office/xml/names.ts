import { Damaged } from '../damaged.ts';
import { PREFIX_OF } from './namespaces.ts';

export type Attributes = Readonly<Record<string, string | undefined>>;

type Scope = {
  depth: number;
  prefixes: ReadonlyMap<string, string>;
  names: Map<string, string>;
  same: boolean;
};

/** Namespace declarations in force at one place; nobody's file has more. */
const MOST_PREFIXES = 500;
/** The parser's own attributes are dictionaries, which take several hundred bytes even when they are empty. */
const NONE: Attributes = Object.freeze({});

export type Names = {
  /** To be called for each element that opens, with its attributes as the file spells them. */
  enter(depth: number, attributes: Attributes): void;
  leave(depth: number): void;
  nameOf(written: string): string;
  attributesOf(written: Attributes): Attributes;
};

/**
 * Names of elements and attributes with this project's prefixes (`namespaces.ts`) whatever prefixes the file uses.
 * What is in no known namespace gets the prefix `?`. Cheap where nothing is declared, which is nearly everywhere.
 */
export function createNames(): Names {
  const scopes: Scope[] = [{ depth: 0, prefixes: new Map(), names: new Map(), same: true }];
  let scope = scopes[0] as Scope;
  const nameOf = (written: string): string => {
    let name = scope.names.get(written);
    if (name === undefined) {
      name = rename(written, scope.prefixes);
      if (scope.names.size < 10_000) scope.names.set(written, name);
    }
    return name;
  };
  return {
    enter(depth, attributes) {
      const prefixes = declaredIn(attributes, scope.prefixes);
      if (!prefixes) return;
      const same = [...prefixes].every(([prefix, ours]) => prefix === '' || prefix === ours);
      scope = { depth, prefixes, names: new Map(), same };
      scopes.push(scope);
    },
    leave(depth) {
      if (scope.depth !== depth || depth === 0) return;
      scopes.pop();
      scope = scopes.at(-1) as Scope;
    },
    nameOf,
    attributesOf(written) {
      let attributes: Record<string, string | undefined> | undefined;
      for (const key in written) {
        attributes ??= {};
        attributes[scope.same || !key.includes(':') ? key : nameOf(key)] = written[key];
      }
      return attributes ?? NONE;
    },
  };
}

/** The prefixes in force from here on; undefined when nothing changes. */
function declaredIn(
  attributes: Attributes,
  before: ReadonlyMap<string, string>,
): Map<string, string> | undefined {
  let after: Map<string, string> | undefined;
  for (const key in attributes) {
    if (!key.startsWith('xmlns') || (key.length > 5 && key[5] !== ':')) continue;
    const prefix = key.slice(6);
    const ours = PREFIX_OF.get(attributes[key] ?? '') ?? '?';
    if (before.get(prefix) === ours) continue;
    after ??= new Map(before);
    after.set(prefix, ours);
    if (after.size > MOST_PREFIXES) throw new Damaged('it declares too many namespaces');
  }
  return after;
}

function rename(written: string, prefixes: ReadonlyMap<string, string>): string {
  const colon = written.indexOf(':');
  const prefix = colon < 0 ? '' : written.slice(0, colon);
  const ours = prefixes.get(prefix);
  if (ours === undefined || ours === prefix) return written;
  const local = written.slice(colon + 1);
  return ours === '' ? local : `${ours}:${local}`;
}
