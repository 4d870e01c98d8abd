/** A fact about one page, as olmOCR-bench writes it in tests.jsonl. */
export type Fact = {
  pdf: string;
  page: number;
  id: string;
  type: 'present' | 'absent' | 'order' | 'table' | 'math';
  max_diffs?: number;
  text?: string;
  first_n?: number;
  last_n?: number;
  case_sensitive?: boolean;
  before?: string;
  after?: string;
  math?: string;
} & Partial<Record<'cell' | CellSide, string>>;

export type CellSide = 'up' | 'down' | 'left' | 'right' | 'top_heading' | 'left_heading';

/** Blanks, quotes and dashes in one spelling, as olmOCR-bench compares texts. */
export function normalise(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[‘’‚]/g, "'")
    .replace(/[“”„]/g, '"')
    .replace(/[‒–—−]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Whether a fact about presence, absence or order holds for the text of its page. */
export function textFactHolds(fact: Fact, page: string): boolean {
  const diffs = fact.max_diffs ?? 0;
  if (fact.type === 'order') {
    const before = places(normalise(fact.before ?? ''), normalise(page), diffs);
    const after = places(normalise(fact.after ?? ''), normalise(page), diffs);
    return before.length > 0 && after.length > 0 && Math.min(...before) < Math.max(...after);
  }
  const sensitive = fact.case_sensitive ?? fact.type === 'present';
  const fold = (text: string) => (sensitive ? normalise(text) : normalise(text).toLowerCase());
  const found = places(fold(fact.text ?? ''), part(fold(page), fact), diffs).length > 0;
  return fact.type === 'present' ? found : !found;
}

function part(text: string, { first_n, last_n }: Fact): string {
  if (first_n !== undefined && last_n !== undefined) return text.slice(0, first_n) + text.slice(-last_n);
  if (first_n !== undefined) return text.slice(0, first_n);
  return last_n !== undefined ? text.slice(-last_n) : text;
}

/** Ends of the places where `wanted` stands in `text` with at most `most` edits (Sellers' algorithm). */
function places(wanted: string, text: string, most: number): number[] {
  if (wanted === '') return [];
  const found: number[] = [];
  let column = Array.from({ length: wanted.length + 1 }, (_none, index) => index);
  for (let at = 0; at < text.length; at++) {
    const next = [0];
    for (let row = 1; row <= wanted.length; row++) {
      const swap = (column[row - 1] ?? 0) + (wanted[row - 1] === text[at] ? 0 : 1);
      next.push(Math.min(swap, (column[row] ?? 0) + 1, (next[row - 1] ?? 0) + 1));
    }
    column = next;
    if ((column[wanted.length] ?? Infinity) <= most) found.push(at);
  }
  return found;
}
