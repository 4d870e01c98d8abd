import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks a second in /proc; 100 on every Linux that matters here. */
const TICKS_PER_SECOND = 100;

/** CPU seconds (user and system) of a process and all its living and reaped descendants, from /proc. */
export function treeCpuSeconds(root: number): number {
  let ticks = 0;
  for (const stat of processTree(root)) ticks += stat.ownTicks + stat.reapedTicks;
  return ticks / TICKS_PER_SECOND;
}

/** Resident megabytes of a process and its living descendants. */
export function treeMegabytes(root: number): number {
  let pages = 0;
  for (const stat of processTree(root)) pages += stat.residentPages;
  return (pages * 4096) / 1024 / 1024;
}

type Stat = { pid: number; parent: number; ownTicks: number; reapedTicks: number; residentPages: number };

function processTree(root: number): Stat[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => readStat(Number(pid)))
    .filter((stat): stat is Stat => stat !== undefined);
  const tree = new Set([root]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const { pid, parent } of all) {
      if (!tree.has(pid) && tree.has(parent)) {
        tree.add(pid);
        grown = true;
      }
    }
  }
  return all.filter((stat) => tree.has(stat.pid));
}

function readStat(pid: number): Stat | undefined {
  try {
    // The command name may hold blanks, so fields are counted after its closing parenthesis.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop()?.split(' ') ?? [];
    const at = (index: number) => Number(fields[index]);
    return {
      pid,
      parent: at(1),
      ownTicks: at(11) + at(12),
      reapedTicks: at(13) + at(14),
      residentPages: at(21),
    };
  } catch {
    return undefined; // it ended while we looked
  }
}
