import type { RecorderStats } from './recorder';

/** What the main thread gives a recorder's worker at its start. Must survive structured cloning. */
export interface RecorderData {
  dir: string;
  connectionString: string;
}

export type ToWorker = { type: 'stop'; drainMs: number };

export type FromWorker =
  | { type: 'log'; level: 'info' | 'warn' | 'error'; fields: object; message: string }
  | { type: 'stats'; stats: RecorderStats };
