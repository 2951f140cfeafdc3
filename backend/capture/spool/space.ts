import path from 'node:path';
import { codeOf } from '../../errors';
import { readCheckpoint } from './checkpoint';
import type { SpoolFs } from './fs';
import type { SpoolOptions } from './types';
import { listCounted, listSegments, segmentName } from './paths';
import { createWindow } from './window';

/**
 * How much of the bound there is for what:
 *
 * - the start of a call that was refused: less than for others, so that it never takes the room that they wait for;
 * - letting a call begin, whose size is then an estimate;
 * - the start of a call that was let in;
 * - parts and ends of calls that have begun.
 */
const shares = { refused: 0.8, entering: 0.85, new: 0.9, begun: 1 };
type Level = keyof typeof shares;

/** How often a full spool looks whether the recorder has made room. */
const recheckMs = 50;

/** Accounts for the bytes of the directory, which the recorder frees from another process. */
export interface Space {
  /** Whether `bytes` more may be written; makes room for them where that is what a full spool does. */
  admits(level: 'refused' | 'new' | 'begun', bytes: number, current: number): boolean;
  /** Whether a new call with so many bytes finds room, or there is nothing that the recorder could free. */
  hasRoom(bytes: number): boolean;
  added(bytes: number): void;
  bytes(): number;
  /** At the last look, as is what may be taken. */
  segments(): number;
  maxBytes(): number;
  /** Looks at the directory again. */
  measure(): number;
}

export interface SpaceOptions extends Pick<
  SpoolOptions,
  'dir' | 'maxBytes' | 'maxBytesNow' | 'whenFull' | 'isRecorderAway' | 'now'
> {
  files: SpoolFs;
  /** Unread records that made room for new ones. */
  onDropped: (records: number) => void;
  /** The directory could not be looked at; the last known figures stand. */
  onError: (error: unknown) => void;
}

export function createSpace(options: SpaceOptions): Space {
  const { files, dir, maxBytesNow, whenFull, isRecorderAway = () => true, now, onDropped, onError } = options;
  const look = createLook(files, dir);
  let { bytes: used, segments } = look();
  let { maxBytes } = options;
  let measuredAt = now();

  function measure(): number {
    measuredAt = now();
    try {
      ({ bytes: used, segments } = look());
      if (maxBytesNow !== undefined) maxBytes = maxBytesNow(used);
    } catch (error) {
      onError(error);
    }
    return used;
  }

  function fits(level: Level, bytes: number): boolean {
    if (used + bytes <= maxBytes * shares[level]) return true;
    if (Math.abs(now() - measuredAt) >= recheckMs) measure();
    return used + bytes <= maxBytes * shares[level];
  }

  function admits(level: Level, bytes: number, current: number): boolean {
    while (!fits(level, bytes)) if (!mayDrop(level) || !dropOldest(current)) return false;
    return true;
  }

  /** A call that was let in while the recorder was away must not be left out because it has come back since. */
  function mayDrop(level: Level): boolean {
    return whenFull === 'drop-oldest' && (level === 'new' || isRecorderAway());
  }

  function dropOldest(current: number): boolean {
    try {
      const [oldest, next] = listSegments(files, dir);
      if (oldest === undefined || next === undefined || oldest >= current) return false;
      const stored = readCheckpoint(files, dir).sequence;
      onDropped(Math.max(0, sequenceAt(files, dir, next) - Math.max(sequenceAt(files, dir, oldest), stored)));
      files.remove(path.join(dir, segmentName(oldest)));
    } catch (error) {
      // The recorder may have removed the segment at the same time: then there is room.
      if (codeOf(error) !== 'ENOENT') {
        onError(error);
        return false;
      }
    }
    measure();
    return true;
  }

  return {
    admits,
    // A segment is given back as a whole, and never the one that is being written.
    hasRoom: (bytes) => fits('entering', bytes) || segments <= 1,
    added: (bytes) => void (used += bytes),
    bytes: () => used,
    segments: () => segments,
    maxBytes: () => maxBytes,
    measure,
  };
}

/** Adds up the directory. A file that has a later one does not grow any more, so its size is asked for once. */
function createLook(files: SpoolFs, dir: string): () => { bytes: number; segments: number } {
  let sizes = new Map<string, number>();
  return () => {
    const names = listCounted(files, dir);
    const newest = names.segments.at(-1);
    const known = new Map<string, number>();
    let bytes = 0;
    for (const name of [...names.segments, ...names.carries]) {
      const size = sizes.get(name) ?? files.sizeOf(path.join(dir, name)) ?? 0;
      if (name !== newest) known.set(name, size);
      bytes += size;
    }
    sizes = known;
    return { bytes, segments: names.segments.length };
  };
}

/** The last sequence before a segment, from its header. */
function sequenceAt(files: SpoolFs, dir: string, segment: number): number {
  const fd = files.open(path.join(dir, segmentName(segment)), 'read');
  try {
    const header = createWindow(files, fd).at(0, 0);
    return header.kind === 'record' ? header.sequence : 0;
  } finally {
    files.close(fd);
  }
}
