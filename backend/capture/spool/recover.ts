import path from 'node:path';
import { readCheckpoint } from './checkpoint';
import type { SpoolFs } from './fs';
import { listSegments, segmentName } from './paths';
import { recordTypes } from './record';
import { decodeHeader, seedOf } from './segmentHeader';
import { createWindow, type Window } from './window';

export interface Recovered {
  /** The number of the next segment to write. */
  nextSegment: number;
  /** The last sequence that was ever given. */
  sequence: number;
  tornTails: number;
  tornBytes: number;
}

/**
 * Finds where the last process stopped and cuts off the record that it did not finish. The checkpoint counts too: after
 * a loss of power it may be younger than what is left of the segments, and numbers must never be given twice.
 */
export function recoverDirectory(files: SpoolFs, dir: string): Recovered {
  const checkpoint = readCheckpoint(files, dir);
  const segments = listSegments(files, dir);
  const found: Recovered = {
    nextSegment: Math.max(checkpoint.segment, checkpoint.optional?.segment ?? 0, segments.at(-1) ?? 0) + 1,
    sequence: Math.max(checkpoint.sequence, checkpoint.optional?.sequence ?? 0),
    tornTails: 0,
    tornBytes: 0,
  };
  for (const segment of segments.reverse()) {
    const { sequence, torn } = cutTail(files, path.join(dir, segmentName(segment)));
    if (torn > 0) found.tornTails++;
    found.tornBytes += torn;
    // Older segments hold smaller sequences; only one without a readable record leaves the question open.
    if (sequence === null) continue;
    found.sequence = Math.max(found.sequence, sequence);
    break;
  }
  return found;
}

function cutTail(files: SpoolFs, file: string): { sequence: number | null; torn: number } {
  const fd = files.open(file, 'write');
  try {
    const { end, sequence } = lastRecord(createWindow(files, fd));
    const torn = files.size(fd) - end;
    if (torn > 0) files.truncate(fd, end);
    return { sequence, torn };
  } finally {
    files.close(fd);
  }
}

function lastRecord(window: Window): { end: number; sequence: number | null } {
  const first = window.at(0, 0);
  const header = first.kind === 'record' && first.type === recordTypes.header ? decodeHeader(first.payload) : null;
  if (first.kind !== 'record' || !header) return { end: 0, sequence: null };
  const seed = seedOf(header);
  let end = first.bytes;
  let { sequence } = first;
  for (;;) {
    const record = window.at(end, seed);
    if (record.kind === 'record') {
      end += record.bytes;
      sequence = record.sequence;
      continue;
    }
    // Damage with whole records behind it is no tail: it stays, and the reader steps over it.
    const beyond = window.resync(end + 1, seed, sequence);
    if (beyond === null) return { end, sequence };
    end = beyond;
  }
}
