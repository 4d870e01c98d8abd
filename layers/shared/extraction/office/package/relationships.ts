import { Damaged } from '../damaged.ts';
import { readElements } from '../xml/tree.ts';
import type { Package } from './open.ts';

/** `type`: the last word of the relationship's type, e.g. `header`. `target`: a part's name. */
export type Relationship = { type: string; target: string };

/** What a part refers to, by id; as far as its list can be read. */
export function relationshipsOf(parts: Package, part: string): ReadonlyMap<string, Relationship> {
  const slash = part.lastIndexOf('/') + 1;
  const list = `${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`;
  const found = new Map<string, Relationship>();
  if (!parts.has(list)) return found;
  try {
    readElements(parts.read(list), new Set(['Relationships']), ({ name, attributes }) => {
      const { Id, Type, Target, TargetMode } = attributes;
      if (name !== 'Relationship' || !Id || !Type || !Target || TargetMode === 'External') return;
      found.set(Id, {
        type: Type.slice(Type.lastIndexOf('/') + 1),
        target: resolve(part.slice(0, slash), Target),
      });
    });
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
  }
  return found;
}

/** The part that one of a type is related to. */
export const relatedPart = (related: ReadonlyMap<string, Relationship>, type: string): string | undefined =>
  [...related.values()].find((relationship) => relationship.type === type)?.target;

function resolve(folder: string, target: string): string {
  const path: string[] = [];
  for (const step of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (step === '..') path.pop();
    else if (step !== '.' && step !== '') path.push(step);
  }
  return path.join('/');
}
