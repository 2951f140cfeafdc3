import { CaptureError } from '../errors';
import type { CallEnd, CallStart, RecordedCall, StreamPart } from '../../call';
import { decodeEnd, decodePart, decodeStart, decodeWhole } from '../frames/decodeFrame';
import { recordTypes } from '../spool/record';
import type { PendingCall } from './assembly';
import type { FrameFiles } from './frameFiles';

/** What to keep of each frame once it is decoded. */
export interface Keeping {
  start(start: CallStart): CallStart;
  part(part: StreamPart): StreamPart;
  end(end: CallEnd): CallEnd;
}

/** Reads and decodes all frames of a call. */
export function readCall(call: PendingCall, files: FrameFiles): RecordedCall {
  return decodeFrames(call, files, whole);
}

const whole: Keeping = { start: (start) => start, part: (part) => part, end: (end) => end };

export function decodeFrames({ callId, frames }: PendingCall, files: FrameFiles, keeping: Keeping): RecordedCall {
  let start: CallStart | null = null;
  let end: CallEnd | null = null;
  const parts: StreamPart[] = [];
  for (const frame of frames) {
    const payload = files.read(frame);
    if (frame.type === recordTypes.start) start = keeping.start(decodeStart(payload));
    else if (frame.type === recordTypes.whole) {
      const call = decodeWhole(payload);
      start = keeping.start(call.start);
      for (const part of call.parts) parts.push(keeping.part(part));
      end = keeping.end(call.end);
    } else if (frame.type === recordTypes.part) parts.push(keeping.part(decodePart(payload)));
    else end = keeping.end(decodeEnd(payload));
  }
  if (!start) throw new CaptureError('frame_invalid', `Call ${callId} has no start frame.`);
  return { start, parts, end };
}
