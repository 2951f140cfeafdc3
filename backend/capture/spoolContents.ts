import { callIdOf } from './frames/envelope';
import { quarantined, type QuarantinedCall } from './quarantine/quarantine';
import { readCheckpoint } from './spool/checkpoint';
import { isFolder, nodeFs, type SpoolFs } from './spool/fs';
import { SpoolReader } from './spool/reader';
import { beginsCall, recordTypes } from './spool/record';

/** What a spool says about the calls in it, for who compares it with what is stored. */
export interface SpoolContents {
  /** Every start and end that is in the segments, in order. */
  moments(): Iterable<SpoolMoment>;
  /** As of now: calls that the recorder put aside. */
  quarantined(): QuarantinedCall[];
}

export interface SpoolMoment {
  callId: string;
  moment: 'start' | 'end';
  /**
   * The recorder is done with it: its call is stored, or in quarantine. Told of starts alone; of an end it says nothing,
   * as it may lie before a checkpoint that its call still holds back.
   */
  settled: boolean;
}

/** Looks into a spool without changing it, also while it is in use. Null when there is none. */
export function openSpoolContents(dir: string, files: SpoolFs = nodeFs): SpoolContents | null {
  if (!isFolder(files, dir)) return null;
  // Read before the segments: what lies before it stays before it, however far the recorder goes on.
  const checkpoint = readCheckpoint(files, dir);
  const carried = new Set(checkpoint.carried);

  function* moments(): Iterable<SpoolMoment> {
    const reader = new SpoolReader(files, dir, { segment: 0, offset: 0, sequence: 0 });
    try {
      for (let record = reader.next(); record; record = reader.next()) {
        const { type, sequence, payload } = record;
        if (!beginsCall(type) && type !== recordTypes.end) continue;
        const callId = callIdOf(payload);
        if (beginsCall(type)) {
          yield { callId, moment: 'start', settled: sequence <= checkpoint.sequence && !carried.has(callId) };
        }
        if (type !== recordTypes.start) yield { callId, moment: 'end', settled: false };
      }
    } finally {
      reader.close();
    }
  }

  return { moments, quarantined: () => quarantined(files, dir) };
}
