import path from 'node:path';
import { writeFully, type SpoolFs } from './fs';
import { segmentName } from './paths';
import { encodeHeader, seedOf, type SegmentHeader } from './segmentHeader';

/** The segment being written. */
export interface Segment {
  readonly number: number;
  readonly fd: number;
  readonly seed: number;
  /** Bytes that hold whole records; the file is never left longer. */
  size: number;
  /** Bytes known to be on the disk, the directory entry included. */
  synced: number;
  /** A sync is running: the descriptor must stay open. */
  syncing: boolean;
  /** Nothing more will be appended. */
  released: boolean;
  /** The disk refused a sync: nothing that is not yet `synced` can be trusted. */
  failed: boolean;
  closed: boolean;
}

export function createSegment(files: SpoolFs, dir: string, header: SegmentHeader, lastSequence: number): Segment {
  const file = path.join(dir, segmentName(header.segment));
  const fd = files.open(file, 'create');
  try {
    const size = writeFully(files, fd, encodeHeader(header, lastSequence), 0);
    const flags = { synced: 0, syncing: false, released: false, failed: false, closed: false };
    return { number: header.segment, fd, seed: seedOf(header), size, ...flags };
  } catch (error) {
    files.close(fd);
    files.remove(file);
    throw error;
  }
}

/**
 * Appends buffers to the segment. On failure what was written of them is cut off again, so that no torn record stays in
 * the middle; `intact` says whether that worked and the segment may be used on.
 */
export function appendTo(
  files: SpoolFs,
  segment: Segment,
  parts: Uint8Array[],
): { error: unknown; intact: boolean } | null {
  try {
    writeFully(files, segment.fd, parts, segment.size);
    return null;
  } catch (error) {
    return { error, intact: cutBack(files, segment) };
  }
}

function cutBack(files: SpoolFs, segment: Segment): boolean {
  try {
    files.truncate(segment.fd, segment.size);
    return true;
  } catch {
    // The disk refuses even that. The caller seals the segment and counts it; readers pass over the torn tail.
    return false;
  }
}

/**
 * fdatasync of the segment, and of the directory the first time. An error when the disk refused: the kernel then has marked
 * the pages clean although they are not on the disk, so that asking again would lie (fsyncgate).
 */
export async function syncSegment(files: SpoolFs, dir: string, segment: Segment): Promise<{ error: unknown } | null> {
  const { size } = segment;
  segment.syncing = true;
  try {
    await Promise.all([files.syncLater(segment.fd), segment.synced === 0 ? files.syncDirLater(dir) : undefined]);
    segment.synced = size;
    return null;
  } catch (error) {
    segment.failed = true;
    return { error };
  } finally {
    segment.syncing = false;
  }
}
