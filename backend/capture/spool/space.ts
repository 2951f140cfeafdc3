import path from 'node:path';
import { codeOf } from '../../errors';
import { readCheckpoint } from './checkpoint';
import type { SpoolFs } from './fs';
import { listSegments, segmentName, spoolBytes } from './paths';
import { recordTypes, type FrameType } from './record';
import { createWindow } from './window';

/** New calls stop at this share of the bound, so that the calls already begun can still write their end. */
const shareForStarts = 0.9;
/** How often a full spool looks whether the recorder has made room. */
const recheckMs = 50;

/** Accounts for the bytes of the directory, which the recorder frees from another thread. */
export interface Space {
  /** Whether `bytes` more may be written. */
  admits(type: FrameType, bytes: number, current: number): boolean;
  added(bytes: number): void;
  bytes(): number;
  /** At the last look. */
  segments(): number;
  /** Looks at the directory again. */
  measure(): number;
}

export interface SpaceOptions {
  files: SpoolFs;
  dir: string;
  maxBytes: number;
  whenFull: 'drop-new' | 'drop-oldest';
  now: () => number;
  /** Unread records that made room for new ones. */
  onDropped: (records: number) => void;
  /** The directory could not be looked at; the last known figures stand. */
  onError: (error: unknown) => void;
}

export function createSpace({ files, dir, maxBytes, whenFull, now, onDropped, onError }: SpaceOptions): Space {
  let used = spoolBytes(files, dir);
  let segments = 0;
  let measuredAt = now();

  function measure(): number {
    measuredAt = now();
    try {
      used = spoolBytes(files, dir);
      segments = listSegments(files, dir).length;
    } catch (error) {
      onError(error);
    }
    return used;
  }

  function fits(type: FrameType, bytes: number): boolean {
    const bound = type === recordTypes.start ? maxBytes * shareForStarts : maxBytes;
    return used + bytes <= bound;
  }

  function admits(type: FrameType, bytes: number, current: number): boolean {
    if (fits(type, bytes)) return true;
    if (Math.abs(now() - measuredAt) >= recheckMs) measure();
    while (!fits(type, bytes)) if (whenFull === 'drop-new' || !dropOldest(current)) return false;
    return true;
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

  return { admits, added: (bytes) => void (used += bytes), bytes: () => used, segments: () => segments, measure };
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
