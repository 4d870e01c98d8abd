/** Breaks a line at blanks so that none is longer than `width`; a word longer than that is broken too. */
export function wrap(line: string, width: number): string[] {
  if (line.length <= width) return [line];
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    if (current !== '' && current.length + 1 + word.length > width) {
      lines.push(current);
      current = '';
    }
    current = current === '' ? word : `${current} ${word}`;
    while (current.length > width) {
      lines.push(current.slice(0, width));
      current = current.slice(width);
    }
  }
  lines.push(current);
  return lines;
}

/** Length of the longest word. */
export const longestWord = (line: string): number =>
  line.split(' ').reduce((longest, word) => Math.max(longest, word.length), 0);
