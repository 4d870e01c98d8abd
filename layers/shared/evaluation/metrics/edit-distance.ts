/** Levenshtein distance in code points: insertions, deletions and substitutions, one row of the matrix at a time. */
export function editDistance(a: string, b: string): number {
  const [short, long] = [[...a], [...b]].sort((x, y) => x.length - y.length) as [string[], string[]];
  let row = Array.from({ length: short.length + 1 }, (_, index) => index);
  for (let i = 1; i <= long.length; i++) {
    const next = [i];
    for (let j = 1; j <= short.length; j++) {
      const substituted = (row[j - 1] ?? 0) + (long[i - 1] === short[j - 1] ? 0 : 1);
      next.push(Math.min(substituted, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[short.length] ?? 0;
}
