import path from 'node:path';
import { z } from 'zod';
import { readWhole, replaceFile, type SpoolFs } from './fs';
import type { Position } from './position';

/** Everything before its position is stored, except the calls named in `carried`, whose frames are in `carry`. */
export interface Checkpoint extends Position {
  carry: string | null;
  carried: string[];
  /** Optional sinks have had, or were too slow for, every call that ended before; null when there are none. */
  optional: Position | null;
}

const positionSchema = z.object({
  segment: z.number().int(),
  offset: z.number().int(),
  sequence: z.number().int(),
});

const schema = positionSchema.extend({
  carry: z.string().nullable(),
  carried: z.array(z.string()),
  optional: positionSchema.nullable().default(null),
});

const emptyCheckpoint: Checkpoint = { segment: 0, offset: 0, sequence: 0, carry: null, carried: [], optional: null };

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
