/** A file within a container that gave no page, and why. */
export type PartLoss = { name: string; code: string; message: string };

const MOST_NAMED = 3;

/** One warning for each reason, with the files it holds for. */
export function lossWarnings(losses: readonly PartLoss[]): string[] {
  return [...Map.groupBy(losses, ({ message }) => message)].map(([message, alike]) => {
    if (alike.length === 1) return `${alike[0]?.name} was not read: ${message}`;
    const named = alike.slice(0, MOST_NAMED).map(({ name }) => name);
    const more = alike.length - named.length;
    return `${alike.length} files were not read (${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}): ${message}`;
  });
}
