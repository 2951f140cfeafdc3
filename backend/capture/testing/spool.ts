import type { Capture } from '../../call';
import { callEnd, callStart } from '../../call/testing/facts';
import { createCapture } from '../createCapture';
import { encodeEnvelope } from '../frames/envelope';
import type { SpoolFs } from '../spool/fs';
import { openSpool } from '../spool/openSpool';
import { SpoolReader } from '../spool/reader';
import { recordTypes, type FrameType } from '../spool/record';
import type { Spool, SpoolOptions } from '../spool/types';
import { memoryLog } from '../../testing/memoryLog';
import { CrashDisk } from './crashDisk';

export const spoolDir = '/spool';

export function testSpool(files: SpoolFs, options: Partial<SpoolOptions> = {}): Spool {
  return openSpool({
    dir: spoolDir,
    files,
    durability: 'process',
    maxBytes: 10_000_000,
    segmentBytes: 100_000,
    whenFull: 'drop-new',
    log: memoryLog(),
    now: () => 1_760_000_000_000,
    ...options,
  });
}

/** A spool on a disk of its own, and the capture before it. */
export function testCapture(segmentBytes = 100_000) {
  const disk = new CrashDisk();
  const files = disk.process();
  const spool = testSpool(files, { segmentBytes });
  return { disk, files, spool, capture: createCapture(spool) };
}

/** Tells of a call from its beginning to its end. */
export function wholeCall({ capture }: { capture: Capture }, index: number): void {
  void capture.start(callStart(index));
  void capture.end(callEnd(index));
}

/** Appends a record that says `text`; how that went. */
export function say(spool: Spool, text: string, type: FrameType = recordTypes.part): boolean | Promise<boolean> {
  return spool.append(type, encodeEnvelope({ callId: text, head: '{}', bodies: [] }));
}

export const firstOfAll = { segment: 0, offset: 0, sequence: 0 };

/** What the records from there on say, segment headers left out. */
export function heard(reader: SpoolReader): string[] {
  const texts: string[] = [];
  for (let record = reader.next(); record; record = reader.next()) {
    if (record.type !== recordTypes.header)
      texts.push(record.payload.toString('latin1', 1, 1 + record.payload.readUInt8()));
  }
  return texts;
}

export function hear(files: SpoolFs): string[] {
  return heard(new SpoolReader(files, spoolDir, firstOfAll));
}
