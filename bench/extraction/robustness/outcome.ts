/** What reading one file came to, as the process that read it tells. */
export type Outcome = {
  /** `untyped`: an error that is no TaskError; `crash`: the process died; `hang`: it had to be ended. */
  kind: 'text' | 'error' | 'untyped' | 'crash' | 'hang';
  /** Of an error. */
  code: string;
  /** Of an error; of a text its warnings. */
  messages: readonly string[];
  pages: number;
  text: string;
  milliseconds: number;
  /** Most that the process has had resident so far. */
  peakMb: number;
};

/** One file to be read. */
export type Job = {
  file: string;
  fileName: string;
  password?: string | undefined;
  timeoutMs?: number | undefined;
  /** Native text only: for pictures of nothing, which OCR would only search. */
  withoutOcr?: boolean | undefined;
};

export const briefly = ({ kind, code, pages }: Outcome): string =>
  kind === 'text'
    ? `text, ${pages} page${pages === 1 ? '' : 's'}`
    : kind === 'error'
      ? code
      : `${kind} ${code}`;
