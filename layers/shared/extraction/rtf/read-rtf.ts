import type { PageLine } from '../assemble.ts';
import { Refusal } from '../conversion/protocol.ts';
import { codePageOf, type Decode, decoderOf, SYMBOL_CHARSET, symbolSign } from './code-pages.ts';
import { CHARACTERS, FOOTERS, HEADERS, PARAGRAPH_ENDS, SKIPPED, STARRED_TEXT } from './controls.ts';
import { makeStory, type Story } from './story.ts';

/** What RTF text is made of: stories in the order in which they are met. */
export type RtfText = { body: PageLine[]; headers: PageLine[][]; footers: PageLine[][]; notes: PageLine[][] };

/** Deeper groups are attacks; each costs memory. */
const MOST_GROUPS = 10_000;
const MOST_NOTES = 100_000;

/** What a group inherits and gives up at its end. */
type State = {
  skipped: boolean;
  hidden: boolean;
  /** Bytes that stand behind `\u` for readers without Unicode. */
  fallback: number;
  font: number;
  inTable: boolean;
  story: Story;
  /** Set for the group itself: what it is. */
  group: 'fonttbl' | 'formfield' | 'story' | 'upr' | '';
};

type FormField = { type?: number; result?: number; initial?: number };

/** Interprets an RTF file as it is scanned: `open`, `close`, `control` and `byte` are its parts in order. */
export function makeReader() {
  const body = makeStory();
  const found: Omit<RtfText, 'body'> = { headers: [], footers: [], notes: [] };
  const fonts = new Map<number, number>();
  let codePage = 1252;
  let state: State = {
    skipped: false,
    hidden: false,
    fallback: 1,
    font: -1,
    inTable: false,
    story: body,
    group: '',
  };
  const groups: State[] = [];
  let atStart = false;
  let starred = false;
  let toSkip = 0;
  let pending: number[] = [];
  let fontInTable = 0;
  let field: FormField = {};

  const isText = (): boolean => !state.skipped && !state.hidden && state.group !== 'fonttbl';
  const decodeNow = (): Decode => decoderOf(fonts.get(state.font) ?? codePage);
  const flush = (): void => {
    if (pending.length === 0) return;
    if (isText()) {
      const symbols = fonts.get(state.font) === SYMBOL_CHARSET;
      state.story.add(symbols ? pending.map(symbolSign).join('') : decodeNow()(pending));
    }
    pending = [];
  };
  const add = (text: string): void => {
    if (isText()) state.story.add(text);
  };

  function open(): void {
    flush();
    toSkip = 0;
    if (groups.length >= MOST_GROUPS)
      throw new Refusal('limit_exceeded', `The RTF document nests more than ${MOST_GROUPS} groups.`);
    groups.push(state);
    state = { ...state, group: state.group === 'fonttbl' || state.group === 'formfield' ? state.group : '' };
    atStart = true;
    starred = false;
  }

  function close(): void {
    flush();
    toSkip = 0;
    const before = groups.pop();
    if (!before) return;
    if (state.group === 'formfield' && before.group !== 'formfield') endField(before);
    state = before;
    atStart = false;
  }

  /** A check box shows its state; other fields show their result as text beside. */
  function endField(outer: State): void {
    const { type, result, initial } = field;
    field = {};
    if (type !== 1 || outer.skipped || outer.hidden) return;
    const checked = result === undefined || result === 25 ? initial === 1 : result === 1;
    outer.story.add(checked ? '[X]' : '[ ]');
  }

  function beginStory(into: PageLine[][]): void {
    if (state.skipped || found.notes.length >= MOST_NOTES) {
      state.skipped = true;
      return;
    }
    const story = makeStory();
    const lines: PageLine[] = [];
    into.push(lines);
    state = { ...state, story, inTable: false, group: 'story' };
    stories.push({ story, lines });
  }
  const stories: { story: Story; lines: PageLine[] }[] = [];

  /** The first control of a group says what the group is. */
  function beginGroup(word: string): boolean {
    if (SKIPPED.has(word) || (starred && !STARRED_TEXT.has(word))) state.skipped = true;
    else if (word === 'fonttbl') state.group = 'fonttbl';
    else if (word === 'formfield') state.group = 'formfield';
    else if (word === 'upr') state.skipped = true;
    else if (word === 'ud') state.skipped = groups.at(-2)?.skipped ?? false;
    else if (HEADERS.has(word)) beginStory(found.headers);
    else if (FOOTERS.has(word)) beginStory(found.footers);
    else if (word === 'footnote') {
      beginStory(found.notes);
      add(`[${found.notes.length}] `);
    } else return false;
    return true;
  }

  function control(word: string, parameter: number | undefined): void {
    flush();
    if (word === '*' && atStart) {
      starred = true;
      return;
    }
    const isFirst = atStart;
    atStart = false;
    if (toSkip > 0 && CHARACTERS[word] !== undefined) {
      toSkip--;
      return;
    }
    if (isFirst && beginGroup(word)) return;
    starred = false;
    if (state.group === 'fonttbl') describeFont(word, parameter);
    else if (state.group === 'formfield') describeField(word, parameter);
    else if (!state.skipped) act(word, parameter);
  }

  function describeFont(word: string, parameter = 0): void {
    if (word === 'f') fontInTable = parameter;
    const page =
      word === 'fcharset'
        ? parameter === SYMBOL_CHARSET
          ? SYMBOL_CHARSET
          : codePageOf(parameter)
        : word === 'cpg'
          ? parameter
          : undefined;
    if (page !== undefined) fonts.set(fontInTable, page);
  }

  function describeField(word: string, parameter: number | undefined): void {
    if (word === 'fftype') field.type = parameter ?? 0;
    else if (word === 'ffres') field.result = parameter ?? 0;
    else if (word === 'ffdefres') field.initial = parameter ?? 0;
  }

  function act(word: string, parameter: number | undefined): void {
    const character = CHARACTERS[word];
    if (character !== undefined) add(character);
    else if (PARAGRAPH_ENDS.has(word)) endParagraph();
    else (ACTIONS[word] ?? ignore)(parameter);
  }

  function endParagraph(): void {
    toSkip = 0;
    if (!state.hidden) state.story.endParagraph(state.inTable);
  }

  const ACTIONS: Record<string, (parameter: number | undefined) => void> = {
    u: (parameter = 0) => unicode(parameter),
    uc: (parameter = 1) => {
      state.fallback = Math.max(0, parameter);
    },
    f: (parameter = 0) => {
      state.font = parameter;
    },
    plain: () => {
      state.hidden = false;
      state.font = -1;
    },
    v: (parameter = 1) => {
      state.hidden = parameter !== 0;
    },
    deleted: (parameter = 1) => {
      state.hidden = parameter !== 0;
    },
    pard: () => {
      state.inTable = false;
    },
    intbl: () => {
      state.inTable = true;
    },
    cell: () => state.story.endCell(),
    row: () => {
      state.story.endRow();
    },
    nestcell: () => state.story.endNestedCell(),
    nestrow: () => state.story.endNestedRow(),
    chftn: () => {
      if (state.group !== 'story' && state.story === body) add(`[${found.notes.length + 1}]`);
    },
    ansicpg: (parameter = 1252) => {
      codePage = parameter;
    },
    mac: () => {
      codePage = 10000;
    },
    pc: () => {
      codePage = 437;
    },
    pca: () => {
      codePage = 850;
    },
  };

  function unicode(parameter: number): void {
    const code = parameter & 0xffff;
    add(code >= 0xf000 && code <= 0xf0ff ? symbolSign(code) : String.fromCharCode(code));
    toSkip = state.fallback;
  }

  function byte(value: number): void {
    atStart = false;
    if (toSkip > 0) {
      toSkip--;
      return;
    }
    if (!state.skipped) pending.push(value);
  }

  function finish(): RtfText {
    flush();
    for (const { story, lines } of stories) for (const line of story.finish()) lines.push(line);
    return { body: body.finish(), ...found };
  }

  return { open, close, control, byte, finish };
}

const ignore = (): void => undefined;
