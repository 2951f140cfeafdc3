import { randomUUID } from 'node:crypto';
import { messageOf } from '../../errors';
import type { Log } from '../../log';
import { CaptureError } from '../errors';
import { nodeFs, type SpoolFs } from './fs';
import { createGroupSync } from './groupSync';
import { lockDirectory } from './lock';
import { createOutstanding } from './outstanding';
import { beginsCall, headerBytes, isTold, maxPayloadBytes, recordTypes, type FrameType } from './record';
import { recoverDirectory, type Recovered } from './recover';
import { withReserve } from './reserve';
import { createSpace, type Space } from './space';
import { createWriteBehind } from './writeBehind';
import { Writer, type NewRecord, type Written } from './writer';
import type { DropReason, Spool, SpoolOptions } from './types';

/**
 * Opens a spool for writing: takes the directory's lock, cuts the torn tail of the last process and begins a new segment
 * under a boot id of its own. Throws `spool_locked` or `spool_unusable`; after that nothing about storage throws.
 */
export function openSpool(options: SpoolOptions): Spool {
  const { dir, durability, log, files = nodeFs } = options;
  const { unlock, recovered } = takeDirectory(files, dir);
  tellTornTails(recovered, log);
  const boot = randomUUID();
  const dropped: Partial<Record<DropReason, number>> = {};
  let notRecorded = 0;
  const drop = (reason: DropReason, records: number) => void (dropped[reason] = (dropped[reason] ?? 0) + records);
  function dropRecord(reason: DropReason, type: FrameType): void {
    drop(reason, 1);
    if (type === recordTypes.start) notRecorded++;
  }
  const space = createSpace({
    ...options,
    files,
    onDropped: (records) => drop('oldest', records),
    onError: (error) => writer.fail(error),
  });
  const writer = new Writer({ ...options, files, boot, space, recovered, drop });
  const fullness = tellFullness(log, space);
  const outstanding = createOutstanding();
  const group = createGroupSync((records: Written[]) => writer.sync(records));

  const behind = createWriteBehind((records: NewRecord[]) => void writer.write(records));
  writer.open();

  function admit(type: FrameType, bytes: number, isRefused: boolean): boolean {
    // What is told takes no room from calls that go on.
    const aside = isRefused || isTold(type);
    const level = aside ? 'refused' : beginsCall(type) ? 'new' : 'begun';
    const admitted = space.admits(level, bytes + behind.bytes(), writer.segment);
    if (!admitted && !isTold(type)) dropRecord('full', type);
    if (!aside) fullness.note(type, admitted);
    return admitted;
  }

  function append(type: FrameType, payload: Uint8Array[], isRefused = false): boolean | Promise<boolean> {
    let bytes = headerBytes;
    for (const part of payload) bytes += part.length;
    const kept = appendRecord({ type, payload }, bytes, isRefused);
    if (!isTold(type)) outstanding.noted(type, bytes, kept !== false);
    return kept;
  }

  function appendRecord(record: NewRecord, bytes: number, isRefused: boolean): boolean | Promise<boolean> {
    const { type } = record;
    if (bytes - headerBytes > maxPayloadBytes) {
      dropRecord('too_large', type);
      return false;
    }
    if (!admit(type, bytes, isRefused)) return false;
    if (durability === 'memory') {
      behind.add(record, bytes);
      return true;
    }
    const [written] = writer.write([record]);
    if (!written) return false;
    return durability === 'process' ? true : group.add(written);
  }

  return {
    append,
    hasRoom: (bytes, calls) => space.hasRoom(bytes + behind.bytes() + outstanding.bytes(calls)),
    sequence: () => writer.sequence,
    stats: () => ({
      boot,
      state: writer.failing ? 'failing' : fullness.isFull() ? 'full' : 'writing',
      callsNotRecorded: notRecorded + writer.callsNotRecorded,
      bytes: space.measure(),
      maxBytes: space.maxBytes(),
      segments: space.segments(),
      sequence: writer.sequence,
      dropped: { ...dropped },
      tornTails: recovered.tornTails,
      tornBytes: recovered.tornBytes,
      failedSegments: writer.failedSegments,
    }),
    async close() {
      behind.flush();
      await group.idle();
      writer.close();
      unlock();
    },
  };
}

/** Says once that the spool is full, and once that it has room again, with the calls that were not recorded. */
function tellFullness(log: Log, space: Space) {
  let full: { calls: number } | null = null;
  return {
    isFull: () => full !== null,
    note(type: FrameType, admitted: boolean): void {
      if (!admitted) {
        if (!full)
          log.error(
            { bytes: space.bytes(), max_bytes: space.maxBytes() },
            'The spool is full: new calls are not recorded until the recorder has made room.',
          );
        full ??= { calls: 0 };
        if (type === recordTypes.start) full.calls++;
      } else if (full && type === recordTypes.start) {
        // Ends and parts may still fit when starts do not: only a start tells that there is room again.
        const fields = { bytes: space.bytes(), max_bytes: space.maxBytes(), calls_not_recorded: full.calls };
        log.info(fields, 'The spool has room again.');
        full = null;
      }
    },
  };
}

function takeDirectory(files: SpoolFs, dir: string): { unlock: () => void; recovered: Recovered } {
  try {
    files.makeDir(dir);
    const unlock = withReserve(files, dir, () => lockDirectory(files, dir));
    try {
      return { unlock, recovered: recoverDirectory(files, dir) };
    } catch (error) {
      unlock();
      throw error;
    }
  } catch (error) {
    if (error instanceof CaptureError) throw error;
    throw new CaptureError(
      'spool_unusable',
      `The spool directory ${dir} can't be used (${messageOf(error)}). Check that it exists and is writable, and that its disk is healthy and has room.`,
      error,
    );
  }
}

function tellTornTails({ tornTails, tornBytes }: Recovered, log: Log): void {
  if (tornTails === 0) return;
  log.warn({ torn_tails: tornTails, torn_bytes: tornBytes }, 'The spool ended within a record, which was cut off.');
}
