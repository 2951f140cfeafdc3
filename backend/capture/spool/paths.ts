import path from 'node:path';
import type { SpoolFs } from './fs';

const segmentFile = /^(\d{8,})\.seg$/;

export function segmentName(segment: number): string {
  return `${String(segment).padStart(8, '0')}.seg`;
}

/** Numbers of the segments in a directory, oldest first. */
export function listSegments(files: SpoolFs, dir: string): number[] {
  const numbers: number[] = [];
  for (const name of files.list(dir)) {
    const match = segmentFile.exec(name);
    if (match) numbers.push(Number(match[1]));
  }
  return numbers.sort((a, b) => a - b);
}

export const carryFile = /^carry-\d+\.seg$/;

/** Bytes that count against the spool's bound: segments and what was carried out of them. */
export function spoolBytes(files: SpoolFs, dir: string): number {
  let total = 0;
  for (const name of files.list(dir)) {
    if (segmentFile.test(name) || carryFile.test(name)) total += files.sizeOf(path.join(dir, name)) ?? 0;
  }
  return total;
}
