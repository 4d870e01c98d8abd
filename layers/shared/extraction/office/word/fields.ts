import { childOf, childrenNamed, descend, isOn, type XmlElement } from '../xml/tree.ts';

/**
 * Fields of a Word text: their results are read, their codes are not. Fields may contain each other, and may reach
 * over paragraphs.
 */
export type Fields = {
  /** Takes a `w:fldChar`; gives what a form field shows: `[X]`, `[ ]` or the chosen entry. */
  mark(element: XmlElement): string;
  /** Whether text is part of a code. */
  inCode(): boolean;
  /** A code does not reach over the end of a paragraph, whatever a broken file says. */
  endParagraph(): void;
};

/** Fields within each other, for a file that only ever begins them. */
const MOST_OPEN = 1000;

export function createFields(): Fields {
  let open: ('code' | 'result')[] = [];
  return {
    mark(element) {
      const type = element.attributes['w:fldCharType'];
      if (type === 'begin') {
        if (open.length < MOST_OPEN) open.push('code');
        return formValue(childOf(element, 'w:ffData'));
      }
      if (type === 'separate' && open.length > 0) open[open.length - 1] = 'result';
      if (type === 'end') open.pop();
      return '';
    },
    inCode: () => open.includes('code'),
    endParagraph() {
      if (open.includes('code')) open = open.map(() => 'result');
    },
  };
}

/** The state of a form's check box or drop-down list. */
function formValue(form: XmlElement | undefined): string {
  const box = childOf(form, 'w:checkBox');
  if (box) return isOn(childOf(box, 'w:checked') ?? childOf(box, 'w:default'), 'w:val') ? '[X]' : '[ ]';
  const list = childOf(form, 'w:ddList');
  const index = Number(descend(list, 'w:result')?.attributes['w:val'] ?? 0);
  return childrenNamed(list, 'w:listEntry')[index]?.attributes['w:val'] ?? '';
}
