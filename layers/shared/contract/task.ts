import type { Message } from './message.ts';

/** A validated message with its defaults filled in. */
export type Task = Message & { organization_id: string; file_name: string; round: number };
