/** Runs without a break longer than this are counted in slices: merging one is quadratic in its length. */
const LONGEST_RUN = 512;
/** Words whose tokens are remembered; a document has some 10,000 different ones. */
const MOST_KNOWN = 50_000;

/**
 * Tokens of a text in o200k_base (GPT-4o and newer): exact there, an estimate for other models – keep a reserve of
 * 10 %. The encoder (2.7 MB) is loaded on first use. Runs of over 512 characters without (or of nothing but) white
 * space are counted in slices, off by at most a token each; whole, 200,000 equal characters would take 12 s.
 */
export async function countTokens(text: string): Promise<number> {
  const count = await loadTokenCounter();
  return count(text);
}

/** The same, for those who count thousands of pieces: loads the encoder once and then counts without waiting. */
export async function loadTokenCounter(): Promise<(text: string) => number> {
  const [encoder, { O200K_TOKEN_SPLIT_REGEX }] = await Promise.all([
    import('gpt-tokenizer/encoding/o200k_base'),
    import('gpt-tokenizer/encodingParams/constants'),
  ]);
  // Text that looks like a control token (<|endoftext|>) is text here, never a reason to throw.
  const options = { disallowedSpecial: new Set<string>() };
  // No token spans two of the pieces that the encoding splits a text into, and a document says the same words again.
  const known = new Map<string, number>();
  const countWord = (word: string): number => {
    const tokens = encoder.countTokens(word, options);
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(word, tokens);
    return tokens;
  };
  const countPiece = (text: string): number => {
    let tokens = 0;
    for (const word of text.match(O200K_TOKEN_SPLIT_REGEX) ?? [])
      tokens += known.get(word) ?? countWord(word);
    return tokens;
  };
  return (text) => {
    if (text.length <= LONGEST_RUN) return countPiece(text);
    let tokens = 0;
    for (const piece of pieces(text)) tokens += countPiece(piece);
    return tokens;
  };
}

/** The text cut at overlong runs only; usually one piece. */
function* pieces(text: string): Generator<string> {
  let start = 0;
  for (const { 0: run, index } of text.matchAll(/\S{513,}|\s{513,}/g)) {
    if (index > start) yield text.slice(start, index);
    for (let at = 0; at < run.length; at += LONGEST_RUN) yield run.slice(at, at + LONGEST_RUN);
    start = index + run.length;
  }
  if (start < text.length) yield text.slice(start);
}

/**
 * A cheap estimate (about 20 times faster than counting), for packing and pre-checks: by kinds of characters, so
 * that layout text full of spaces and scripts without spaces come out right too. Within 20 % on prose and tables.
 */
export function estimateTokens(text: string): number {
  let tokens = 0;
  let spaces = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 32 || code === 9) {
      // A single space belongs to the next word; a run of spaces is a token, however long.
      if (++spaces === 2) tokens += 1;
      continue;
    }
    spaces = 0;
    tokens += weight(code);
  }
  return Math.ceil(tokens);
}

/** Tokens per character of a kind, fitted to o200k_base on English prose, 10-K layout text and XQuAD's languages. */
function weight(code: number): number {
  if ((code >= 97 && code <= 122) || (code >= 65 && code <= 90)) return 0.23;
  if (code >= 48 && code <= 57) return 0.5;
  if (code === 10 || code === 13) return 0.6;
  if (code < 128) return 0.75;
  if (code < 0x2e80) return 0.42;
  return 0.85;
}
