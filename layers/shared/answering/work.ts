import type { Checkpoints } from '../agents/checkpoints.ts';
import type { Task } from '../contract/task.ts';
import type { StageContext } from '../stage.ts';
import type { LoadedDocument } from './context/load-document.ts';

/** What all steps of one run share. */
export type Work = {
  task: Task;
  ctx: StageContext;
  document: LoadedDocument;
  checkpoints: Checkpoints;
  /** Errors that another try might mend, but there is none: their fields have failed. */
  givenUp: unknown[];
  /** A text that stands in for the document, from a plugin's context source. */
  substitute?: string;
};
