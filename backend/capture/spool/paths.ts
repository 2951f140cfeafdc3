import path from 'node:path';
import type { SpoolFs } from './fs';

const segmentFile = /^(\d{8,})\.seg$/;

export function segmentName(segment: number): string {
  return `${String(segment).padStart(8, '0')}.seg`;
}

/** Numbers of the segments in a directory, oldest first. */
export function listSegments(files: SpoolFs, dir: string): number[] {
  return segmentsAmong(files.list(dir));
}

function segmentsAmong(names: string[]): number[] {
  const numbers: number[] = [];
  for (const name of names) {
    const match = segmentFile.exec(name);
    if (match) numbers.push(Number(match[1]));
  }
  return numbers.sort((a, b) => a - b);
}

export const carryFile = /^carry-\d+\.seg$/;

/** The files whose bytes count against the spool's bound: segments, oldest first, and what was carried out of them. */
export function listCounted(files: SpoolFs, dir: string): { segments: string[]; carries: string[] } {
  const names = files.list(dir);
  return {
    segments: segmentsAmong(names).map(segmentName),
    carries: names.filter((name) => carryFile.test(name)),
  };
}

export function spoolBytes(files: SpoolFs, dir: string): number {
  const { segments, carries } = listCounted(files, dir);
  return [...segments, ...carries].reduce((sum, name) => sum + (files.sizeOf(path.join(dir, name)) ?? 0), 0);
}
