import path from 'node:path';
import { z } from 'zod';
import { readWhole, replaceFile, type SpoolFs } from './fs';

/** Everything before `segment`/`offset` is stored, except the calls named in `carried`, whose frames are in `carry`. */
export interface Checkpoint {
  segment: number;
  offset: number;
  /** Of the last record before the position. */
  sequence: number;
  carry: string | null;
  carried: string[];
}

const schema = z.object({
  segment: z.number().int(),
  offset: z.number().int(),
  sequence: z.number().int(),
  carry: z.string().nullable(),
  carried: z.array(z.string()),
});

const emptyCheckpoint: Checkpoint = { segment: 0, offset: 0, sequence: 0, carry: null, carried: [] };

const checkpointFile = (dir: string) => path.join(dir, 'checkpoint.json');

export function writeCheckpoint(files: SpoolFs, dir: string, checkpoint: Checkpoint): void {
  replaceFile(files, checkpointFile(dir), [[Buffer.from(JSON.stringify(checkpoint))]]);
}

/**
 * The last durable checkpoint, or the beginning when there is none or it can't be read: delivering again is harmless
 * (rows are written once by id), skipping is not.
 */
export function readCheckpoint(files: SpoolFs, dir: string): Checkpoint {
  const bytes = readWhole(files, checkpointFile(dir));
  if (!bytes) return emptyCheckpoint;
  try {
    return schema.safeParse(JSON.parse(bytes.toString())).data ?? emptyCheckpoint;
  } catch (error) {
    if (error instanceof SyntaxError) return emptyCheckpoint;
    throw error;
  }
}
