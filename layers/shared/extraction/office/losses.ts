/** What a reader may meet and leave out, with the words for it. */
const KINDS = {
  comments: ['comment', 'left out'],
  deletions: ['tracked deletion', 'left out; tracked insertions were read'],
  hidden: ['hidden passage', 'left out'],
  embedded: ['embedded file', 'left out; send such files on their own'],
  pictures: ['picture', 'not read; text in pictures is missing'],
  imported: [
    'imported part (altChunk)',
    'left out; open the document in Word and save it to have such parts read',
  ],
  formulas: ['formula', 'without a stored result, left empty. Open and save the workbook in Excel'],
  objects: ['embedded object', 'left out'],
} as const;

export type Loss = keyof typeof KINDS;

/** Counts what is left out, for warnings. */
export type Losses = { count(kind: Loss, times?: number): void; warnings(): string[] };

export function createLosses(): Losses {
  const counts = new Map<Loss, number>();
  return {
    count: (kind, times = 1) => void counts.set(kind, (counts.get(kind) ?? 0) + times),
    warnings: () => [...counts].filter(([, count]) => count > 0).map(([kind, count]) => phrase(kind, count)),
  };
}

function phrase(kind: Loss, count: number): string {
  const [what, happened] = KINDS[kind];
  const verb = kind === 'formulas' ? '' : count === 1 ? 'was ' : 'were ';
  return `${count} ${what}${count === 1 ? '' : 's'} ${verb}${happened}.`;
}

/** Counts the pictures of a package. */
export const picturesIn = (names: readonly string[]): number =>
  names.filter((name) =>
    /(^|\/)(media|pictures)\/[^/]+\.(png|jpe?g|tiff?|bmp|gif|webp|emf|wmf|svg)$/i.test(name),
  ).length;
