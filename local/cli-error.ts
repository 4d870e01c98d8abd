/** Exit codes of the command line. */
export const EXIT = {
  ok: 0,
  /** The run, or one of the documents, ended with an error. */
  failed: 1,
  /** Wrong usage or input: nothing was started. */
  usage: 2,
  interrupted: 130,
} as const;

/** An error whose message is all that the user needs: printed as one line, without a stack. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly code: string;
  readonly exitCode: number;
  /** Printed as it is instead of a made-up one where the user asked for JSON. */
  readonly document: Record<string, unknown> | undefined;

  constructor(
    code: string,
    message: string,
    more: { exitCode?: number; document?: Record<string, unknown> } = {},
  ) {
    super(message);
    this.code = code;
    this.exitCode = more.exitCode ?? EXIT.usage;
    this.document = more.document;
  }
}
