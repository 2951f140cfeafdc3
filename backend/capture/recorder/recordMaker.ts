import { callRecordOf, partialRecord, type CallRecord, type RecordSettings, type SpanBatch } from '../../call';
import { CaptureError } from '../errors';
import { decodeSpans } from '../frames/decodeFrame';
import { recordTypes } from '../spool/record';
import type { PendingCall } from './assembly';
import type { Attempts } from './attempts';
import type { FrameFiles } from './frameFiles';
import { readBeginning } from './readBeginning';
import { readCall } from './readCall';
import { deathsWhole, whyPartial } from './whyPartial';

/** Parsed, a call takes many times its bytes: from here on it is alone in memory until it is stored. */
export const heavyBytes = 4 * 1024 * 1024;

/** Makes the record of a complete call. Throws when its frames can't be read, or the recorder died of it too often. */
export type MakeRecord = (call: PendingCall) => CallRecord | SpanBatch;

/** @param callBytes of a call with more bytes the beginning is read, and nothing is rebuilt or compared */
export function createRecordMaker(
  frames: FrameFiles,
  attempts: Attempts,
  callBytes: number,
  settings: RecordSettings,
): MakeRecord {
  return (call) => {
    const sequence = lastSequence(call);
    const deaths = attempts.begin(sequence);
    try {
      if (deaths > deathsWhole) {
        throw new CaptureError('recorder_failed', 'The recorder died of this call several times.');
      }
      const [frame] = call.frames;
      if (frame && holdsSpans(call)) return decodeSpans(frames.read(frame));
      const why = whyPartial(bytesOf(call), deaths, callBytes);
      if (why === null) return callRecordOf(readCall(call, frames), settings);
      return partialRecord(readBeginning(call, frames, why.keptBytes), why, settings);
    } finally {
      attempts.end(sequence);
    }
  };
}

/** Spans around calls, and no call. */
export function holdsSpans({ frames }: PendingCall): boolean {
  return frames[0]?.type === recordTypes.spans;
}

/** By this a call is known to `attempts`. */
export function lastSequence({ frames }: PendingCall): number {
  return frames.at(-1)?.sequence ?? 0;
}

/** As it is when it is read: what a call takes in memory is many times that. */
export function bytesOf({ frames }: PendingCall): number {
  let sum = 0;
  for (const { bytes, expands } of frames) sum += bytes + expands;
  return sum;
}
