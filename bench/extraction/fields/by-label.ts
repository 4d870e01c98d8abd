import { locateAll } from '../layout/locate.ts';
import { squeeze, textLines } from '../layout/text-lines.ts';
import { type TruthSegment, truthRows } from '../layout/truth-rows.ts';
import type { TruthPage } from '../layout/truth-words.ts';

/** A value of the truth that stands to the right of a label on paper. */
export type Labelled = { page: number; y: number; label: string[]; value: string[] };

/** The labels and values that are beside each other on paper (by MuPDF's boxes), for the values that are wanted. */
export function labelledValues(pages: readonly TruthPage[], wanted: ReadonlySet<string>): Labelled[] {
  return pages.flatMap(({ words }, page) =>
    truthRows(words).flatMap(({ baseline, segments }) =>
      segments.flatMap((segment, index): Labelled[] => {
        const label = segments[index - 1];
        if (!label || !isLabel(label) || !says(segment, wanted)) return [];
        return [{ page, y: baseline, label: piecesOf(label), value: piecesOf(segment) }];
      }),
    ),
  );
}

const piecesOf = ({ words }: TruthSegment): string[] =>
  words.map(({ text }) => squeeze(text)).filter(Boolean);
const isLabel = ({ words }: TruthSegment): boolean => words.some(({ text }) => /\p{L}{2}/u.test(text));
const says = (segment: TruthSegment, wanted: ReadonlySet<string>): boolean =>
  wanted.has(piecesOf(segment).join('')) || piecesOf(segment).some((piece) => wanted.has(piece));

/** For each label and value whether they stand on one line of the text, in this order. */
export function areOnOneLine(all: readonly Labelled[], pages: readonly string[]): boolean[] {
  const lines = pages.map(textLines);
  return all.map(({ page, y, label, value }) => {
    const own = lines[page] ?? [];
    return locateAll(own, [{ y, pieces: [...label, ...value] }])[0] !== undefined;
  });
}

/** All ways in which the leaves of a truth may be written on an invoice, without blanks. */
export function spellings(truth: unknown): Set<string> {
  const all = new Set<string>();
  const add = (value: unknown): void => {
    if (Array.isArray(value)) for (const each of value) add(each);
    else if (value !== null && typeof value === 'object') for (const each of Object.values(value)) add(each);
    else if (typeof value === 'number') for (const text of ofNumber(value)) all.add(squeeze(text));
    else if (typeof value === 'string' && value.length > 2)
      for (const text of ofText(value)) all.add(squeeze(text));
  };
  add(truth);
  return all;
}

function ofNumber(value: number): string[] {
  const plain = value.toFixed(2);
  const grouped = plain.replace(/\B(?=(\d{3})+\.)/g, ',');
  const comma = (text: string) => text.replace(/[.,]/g, (mark) => (mark === '.' ? ',' : '.'));
  const amounts = [plain, grouped, comma(plain), comma(grouped), comma(grouped).replaceAll('.', '')];
  return amounts.flatMap((amount) => [
    amount,
    `${amount}€`,
    `€${amount}`,
    `${amount}EUR`,
    `EUR${amount}`,
    `$${amount}`,
  ]);
}

function ofText(value: string): string[] {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value) ?? [];
  if (!year) return [value];
  return [value, `${day}.${month}.${year}`, `${day}/${month}/${year}`, `${day}-${month}-${year}`];
}
