import path from 'node:path';
import { countOf } from '../commandLine';
import { quarantined } from './quarantine/quarantine';
import { readCheckpoint } from './spool/checkpoint';
import { nodeFs, type SpoolFs } from './spool/fs';
import { listSegments, segmentName } from './spool/paths';
import { isBefore, type Position } from './spool/position';
import { recordTypes } from './spool/record';
import { decodeHeader } from './spool/segmentHeader';
import { SpoolReader } from './spool/reader';

const typeNames: Record<number, string> = {
  [recordTypes.start]: 'starts',
  [recordTypes.part]: 'parts',
  [recordTypes.end]: 'ends',
  [recordTypes.whole]: 'whole calls',
  [recordTypes.spans]: 'batches of spans',
};

/**
 * Looks into a spool without changing it, also while it is in use. `ls` gives one line a segment; `verify` reads every
 * record and says what is damaged or missing. Returns the exit code: 0 all is well, 1 damage was found.
 */
export function inspectSpool(
  command: 'ls' | 'verify',
  dir: string,
  print: (line: string) => void,
  files: SpoolFs = nodeFs,
): number {
  return command === 'ls' ? list(files, dir, print) : verify(files, dir, print);
}

function list(files: SpoolFs, dir: string, print: (line: string) => void): number {
  const { carried, optional, ...checkpoint } = readCheckpoint(files, dir);
  print(`checkpoint  ${placeOf(checkpoint)}, ${countOf(carried.length, 'open call')} carried`);
  if (optional !== null && isBefore(checkpoint, optional)) print(`optional    ${placeOf(optional)}`);
  for (const number of listSegments(files, dir)) {
    const bytes = files.sizeOf(path.join(dir, segmentName(number))) ?? 0;
    print(`${segmentName(number)}  ${bytes} bytes  ${openedBy(files, dir, number)}`);
  }
  const aside = quarantined(files, dir).length;
  if (aside > 0) print(`quarantine  ${countOf(aside, 'call')}`);
  return 0;
}

function placeOf({ segment, offset, sequence }: Position): string {
  return `${segmentName(segment)} at ${offset}, sequence ${sequence}`;
}

function openedBy(files: SpoolFs, dir: string, segment: number): string {
  const reader = new SpoolReader(files, dir, { segment, offset: 0, sequence: 0 });
  const first = reader.next();
  reader.close();
  const header = first?.type === recordTypes.header && first.segment === segment ? decodeHeader(first.payload) : null;
  if (!header) return 'no readable header';
  return `boot ${header.boot}, opened ${new Date(header.openedAt).toISOString()}`;
}

function verify(files: SpoolFs, dir: string, print: (line: string) => void): number {
  const checkpoint = readCheckpoint(files, dir);
  const reader = new SpoolReader(files, dir, { segment: 0, offset: 0, sequence: 0 });
  const counts = new Map<string, number>();
  const boots = new Set<string>();
  let records = 0;
  let unread = 0;
  let first = 0;
  for (let record = reader.next(); record; record = reader.next()) {
    boots.add(record.boot);
    if (record.type === recordTypes.header) continue;
    first ||= record.sequence;
    records++;
    if (record.sequence > checkpoint.sequence) unread++;
    const name = typeNames[record.type] ?? 'of unknown type';
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const { missing, damaged, torn } = reader.stats();
  reader.close();
  // What lies before the first record was stored and deleted.
  const gaps = first === 0 ? 0 : missing - (first - 1);
  const kinds = [...counts].map(([name, count]) => `${count} ${name}`).join(', ');
  print(
    `${countOf(records, 'whole record')} of ${countOf(boots.size, 'boot')}${kinds && ` (${kinds})`}, ${unread} after the checkpoint`,
  );
  print(`${countOf(damaged, 'damaged place')}, ${countOf(torn, 'torn tail')}, ${countOf(gaps, 'sequence')} missing`);
  return damaged + torn + gaps === 0 ? 0 : 1;
}
