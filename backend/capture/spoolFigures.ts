import { countOf } from '../commandLine';
import { decodeStart, decodeWhole } from './frames/decodeFrame';
import { quarantined } from './quarantine/quarantine';
import { readCheckpoint, type Checkpoint } from './spool/checkpoint';
import type { SpoolFs } from './spool/fs';
import { lockHolder } from './spool/lock';
import { listSegments, spoolBytes } from './spool/paths';
import { SpoolReader } from './spool/reader';
import { recordTypes } from './spool/record';

/** What a spool's folder tells of it, whether it is in use or not. */
export interface SpoolFigures {
  /** The process that writes it. */
  usedByProcess: number | null;
  bytes: number;
  maxBytes: number;
  segments: number;
  /** Of the last record that is there, and of the last one that is stored for good; between them is the depth. */
  writtenSequence: number;
  storedSequence: number;
  depthRecords: number;
  /** The oldest call among them; null when there is none. */
  oldestUnstored: { startedAt: string; ageSeconds: number } | null;
  /** Calls whose end has not come, carried out of segments that were given back. */
  openCallsCarried: number;
  quarantinedCalls: number;
  quarantinedBytes: number;
}

export interface SpoolFiguresOptions {
  files: SpoolFs;
  dir: string;
  maxBytes: number;
  /** Milliseconds since the Unix epoch. */
  now: number;
}

/** Reads what is newest and oldest alone: a full spool is told of as quickly as an empty one. */
export function readSpoolFigures({ files, dir, maxBytes, now }: SpoolFiguresOptions): SpoolFigures {
  const checkpoint = readCheckpoint(files, dir);
  const segments = listSegments(files, dir);
  const writtenSequence = Math.max(checkpoint.sequence, lastSequence(files, dir, segments.at(-1)));
  const startedAt = firstStart(files, dir, checkpoint);
  const aside = quarantined(files, dir);
  return {
    usedByProcess: lockHolder(files, dir),
    bytes: spoolBytes(files, dir),
    maxBytes,
    segments: segments.length,
    writtenSequence,
    storedSequence: checkpoint.sequence,
    depthRecords: writtenSequence - checkpoint.sequence,
    oldestUnstored: startedAt === null ? null : ageOf(startedAt, now),
    openCallsCarried: checkpoint.carried.length,
    quarantinedCalls: aside.length,
    quarantinedBytes: aside.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

function lastSequence(files: SpoolFs, dir: string, segment: number | undefined): number {
  if (segment === undefined) return 0;
  const reader = new SpoolReader(files, dir, { segment, offset: 0, sequence: 0 });
  let last = 0;
  // A header has the sequence of the record before it.
  for (let record = reader.next(); record; record = reader.next()) last = Math.max(last, record.sequence);
  reader.close();
  return last;
}

function firstStart(files: SpoolFs, dir: string, checkpoint: Checkpoint): number | null {
  const reader = new SpoolReader(files, dir, checkpoint);
  try {
    for (let record = reader.next(); record; record = reader.next()) {
      if (record.type === recordTypes.start) return decodeStart(record.payload).startedAt;
      if (record.type === recordTypes.whole) return decodeWhole(record.payload).start.startedAt;
    }
    return null;
  } finally {
    reader.close();
  }
}

function ageOf(startedAt: number, now: number): SpoolFigures['oldestUnstored'] {
  return { startedAt: new Date(startedAt).toISOString(), ageSeconds: Math.max(0, (now - startedAt) / 1000) };
}

/** The figures for people. */
export function describeFigures(figures: SpoolFigures): string[] {
  const { usedByProcess, bytes, maxBytes, segments, depthRecords, oldestUnstored } = figures;
  const share = ((100 * bytes) / maxBytes).toFixed(1);
  const oldest =
    oldestUnstored &&
    `the oldest call began ${oldestUnstored.startedAt}, ${oldestUnstored.ageSeconds.toFixed(1)} s ago`;
  return [
    `in use      ${usedByProcess === null ? 'by no process' : `by process ${usedByProcess}`}`,
    `size        ${bytes} bytes in ${countOf(segments, 'segment')}, ${share} % of ${maxBytes}`,
    `written     to record ${figures.writtenSequence}`,
    `stored      to record ${figures.storedSequence}`,
    `waiting     ${countOf(depthRecords, 'record')}${oldest === null ? '' : `, ${oldest}`}`,
    `open        ${countOf(figures.openCallsCarried, 'call')} carried`,
    `quarantine  ${countOf(figures.quarantinedCalls, 'call')}, ${figures.quarantinedBytes} bytes`,
  ];
}
