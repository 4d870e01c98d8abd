import type { Unit } from './unit.ts';

export type UnitQueue = {
  take(): Unit | undefined;
  /** The units come again, in their order, before all others. */
  putBack(units: readonly Unit[]): void;
};

/** Units one after the other, of which some may be put back. */
export function unitQueue(units: Iterable<Unit>): UnitQueue {
  const source = units[Symbol.iterator]();
  const waiting: Unit[] = [];
  return {
    take: () => waiting.pop() ?? (source.next().value as Unit | undefined),
    putBack(again) {
      for (let i = again.length - 1; i >= 0; i--) waiting.push(again[i] as Unit);
    },
  };
}
