import type { Log } from '../../log';
import type { SpoolFs } from './fs';
import type { FrameType } from './record';

/**
 * When a record counts as kept. `memory`: at once, written behind (a killed process loses some milliseconds);
 * `process`: in the page cache (survives a killed process); `disk`: after fdatasync (survives loss of power).
 */
type Durability = 'memory' | 'process' | 'disk';

export interface SpoolOptions {
  dir: string;
  durability: Durability;
  /** All segments together. */
  maxBytes: number;
  /** The same as the disk has room now; looked at whenever the directory is. Left out, it stays as it is. */
  maxBytesNow?: (bytes: number) => number;
  segmentBytes: number;
  /** What goes when the bound is reached and the recorder is away. With `refuse` who appends sees to it that a call does. */
  whenFull: 'drop-new' | 'drop-oldest' | 'refuse';
  /** Nobody makes room. Left out, nobody ever does. */
  isRecorderAway?: () => boolean;
  log: Log;
  /** Milliseconds since the Unix epoch. */
  now: () => number;
  files?: SpoolFs;
  /** How long a spool that could not write waits before it tries again. */
  retryMs?: number;
}

/** Why a record is not in the spool (or no longer). */
export const dropReasons = [
  /** The bound was reached and `whenFull` is `drop-new`. */
  'full',
  /** The bound was reached and `whenFull` is `drop-oldest`: records that nobody had read yet. */
  'oldest',
  /** The disk or a quota is full. */
  'no_space',
  'io_error',
  /** Written, but the disk would not confirm it (`disk` only). */
  'not_synced',
  /** Longer than a record may be. */
  'too_large',
] as const;

export type DropReason = (typeof dropReasons)[number];

export const spoolStates = ['writing', 'full', 'failing'] as const;

export interface SpoolStats {
  boot: string;
  state: (typeof spoolStates)[number];
  bytes: number;
  /** At the last look. */
  maxBytes: number;
  segments: number;
  /** Of the last record written; what the recorder has not yet reached is the spool's depth. */
  sequence: number;
  dropped: Partial<Record<DropReason, number>>;
  /** Calls whose start was dropped, for whatever reason. */
  callsNotRecorded: number;
  /** Torn tails cut at start, and their bytes. */
  tornTails: number;
  tornBytes: number;
  /** Segments that were closed because the disk failed. */
  failedSegments: number;
}

/** The writing end. One per directory. */
export interface Spool {
  /**
   * Appends a record of these parts. True when it is as safe as the durability asks, a promise when that takes a sync,
   * false when it was dropped (counted by reason; never an exception for storage trouble).
   *
   * @param isRefused the start of a call that was refused and did not wait for room: it takes none that others wait for
   */
  append(type: FrameType, payload: Uint8Array[], isRefused?: boolean): boolean | Promise<boolean>;
  /**
   * Whether so many calls may begin, with so many bytes in all. Looks at the directory when there is no room as far as
   * known.
   */
  hasRoom(bytes: number, calls: number): boolean;
  /** Of the last record written; asks nothing of the disk. */
  sequence(): number;
  /** Looks at the directory; where that fails the last known figures stand. */
  stats(): SpoolStats;
  /** Writes out what is held, syncs, and gives the directory free. */
  close(): Promise<void>;
}
