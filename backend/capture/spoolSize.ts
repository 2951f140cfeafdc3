import { existsSync, statfsSync } from 'node:fs';
import path from 'node:path';
import { nodeFs } from './spool/fs';
import { spoolBytes } from './spool/paths';
import { sizeByDisk, type Disk } from './spool/sizeByDisk';

export interface SpoolSize {
  /** At the start. */
  maxBytes: number;
  /** As the disk has room now, beside a spool of so many bytes. */
  maxBytesNow: (spoolBytes: number) => number;
  segmentBytes: number;
  /** Nobody said how large it may be. */
  isByDisk: boolean;
}

/** Room is given back a segment at a time: with few large ones, calls that wait for it would wait long. */
const leastSegments = 16;

/** How large the spool in `dir` may grow: as configured, or else as its disk has room, which others fill and clear. */
export function spoolSize(dir: string, configured: { spoolBytes: number | null; segmentBytes: number }): SpoolSize {
  const maxBytesNow = (taken: number) => configured.spoolBytes ?? sizeByDisk({ ...diskOf(dir), spoolBytes: taken });
  const maxBytes = maxBytesNow(existsSync(dir) ? spoolBytes(nodeFs, dir) : 0);
  const segmentBytes = Math.min(configured.segmentBytes, Math.ceil(maxBytes / leastSegments));
  return { maxBytes, maxBytesNow, segmentBytes, isByDisk: configured.spoolBytes === null };
}

function diskOf(dir: string): Omit<Disk, 'spoolBytes'> {
  const { bsize, blocks, bavail } = statfsSync(existing(dir));
  return { totalBytes: bsize * blocks, freeBytes: bsize * bavail };
}

/** The folder itself or the first above it that is there. */
function existing(dir: string): string {
  return existsSync(dir) ? dir : existing(path.dirname(dir));
}
