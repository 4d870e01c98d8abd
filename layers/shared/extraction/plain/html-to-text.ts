import { Parser } from 'htmlparser2';
import type { Converted } from '../conversion/protocol.ts';
import { makeFlow } from './html-flow.ts';
import { makeTables } from './html-tables.ts';
import { BLOCKS, EXACT, inputText, isHidden, SPACED_BLOCKS, UNSEEN } from './html-tags.ts';
import { textPage } from './text-page.ts';

type List = { ordered: boolean; number: number };

const INDENT = 2;
const TABLE_PARTS: ReadonlySet<string> = new Set(['tr', 'td', 'th', 'tbody', 'thead', 'tfoot']);
const DEEPEST_INDENT = 20;

/** Reads HTML: text blocks in order, table cells aligned to columns, no markup, no scripts, no link targets. */
export function htmlToText(html: string): Converted {
  const page = makeFlow();
  const tables = makeTables(page);
  const lists: List[] = [];
  let unseen = 0;
  let exact = 0;
  let select: { chosen: string; isChosen: boolean; inOption: boolean } | undefined;

  /** `depth`: lists around the block; within them all stands close. */
  const beginBlock = (name: string, depth = lists.length): void => {
    tables.flow().endLine();
    if (SPACED_BLOCKS.has(name) && depth === 0) tables.flow().space();
  };
  const indentOf = (): number => Math.min(Math.max(0, lists.length - 1) * INDENT, DEEPEST_INDENT);
  const beginItem = (): void => {
    const list = lists.at(-1);
    const marker = list?.ordered ? `${list.number++}. ` : '- ';
    tables.flow().setIndent(indentOf() + marker.length, `${' '.repeat(indentOf())}${marker}`);
  };
  const addText = (text: string): void => {
    if (unseen > 0) return;
    if (text.trim() !== '') tables.settle();
    if (!select) {
      if (exact > 0) tables.flow().addExact(text);
      else tables.flow().add(text);
    } else if (select.inOption) select.chosen += text;
  };
  const openers: Record<string, (attributes: Record<string, string>) => void> = {
    br: () => tables.flow().breakLine(),
    input: (attributes) => tables.flow().add(inputText(attributes)),
    ul: () => void lists.push({ ordered: false, number: 1 }),
    ol: ({ start }) => void lists.push({ ordered: true, number: Number.parseInt(start ?? '1', 10) || 1 }),
    li: beginItem,
    table: () => tables.openTable(),
    tr: () => tables.openRow(),
    td: (attributes) => tables.openCell(attributes),
    th: (attributes) => tables.openCell(attributes),
    q: () => tables.flow().add('“'),
    select: () => {
      select = { chosen: '', isChosen: false, inOption: false };
    },
    option: ({ selected }) => {
      if (!select) return;
      select.inOption = !select.isChosen && (selected !== undefined || select.chosen === '');
      if (selected === undefined || select.isChosen) return;
      select.chosen = '';
      select.isChosen = true;
    },
  };
  const closers: Record<string, () => void> = {
    ul: () => endList(),
    ol: () => endList(),
    li: () => tables.flow().setIndent(0),
    td: () => tables.closeCell(),
    th: () => tables.closeCell(),
    table: () => {
      tables.closeTable();
      tables.flow().space();
    },
    q: () => tables.flow().add('”'),
    option: () => {
      if (select) select.inOption = false;
    },
    select: () => {
      const chosen = select?.chosen ?? '';
      select = undefined;
      addText(` ${chosen.trim()} `);
    },
  };
  const endList = (): void => {
    lists.pop();
    tables.flow().setIndent(indentOf());
  };

  const parser = new Parser({
    onopentag(name, attributes) {
      if (unseen > 0 || UNSEEN.has(name) || isHidden(attributes)) {
        unseen++;
        return;
      }
      if (!TABLE_PARTS.has(name)) tables.settle();
      if (BLOCKS.has(name) && !select) beginBlock(name);
      openers[name]?.(attributes);
      if (EXACT.has(name)) exact++;
    },
    ontext: addText,
    onclosetag(name) {
      if (unseen > 0) {
        unseen--;
        return;
      }
      if (EXACT.has(name)) exact = Math.max(0, exact - 1);
      if (BLOCKS.has(name) && !select)
        beginBlock(name, lists.length - (name === 'ul' || name === 'ol' ? 1 : 0));
      closers[name]?.();
    },
  });
  parser.end(html.replaceAll('\0', ''));
  while (tables.depth() > 0) tables.closeTable();
  const warnings =
    tables.unaligned() > 0 ? ['A table is too large to be aligned; its cells stand two blanks apart.'] : [];
  return { ...textPage(page.finish().join('\n').replaceAll('\u00a0', ' '), 'html'), warnings };
}
