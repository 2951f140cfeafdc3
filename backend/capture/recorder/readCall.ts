import { CaptureError } from '../errors';
import type { CallEnd, CallStart, StreamPart } from '../facts';
import { decodeEnd, decodePart, decodeStart } from '../frames/decodeFrame';
import type { RecordedCall } from '../rows/recordedCall';
import { recordTypes } from '../spool/record';
import type { PendingCall } from './assembly';
import type { FrameFiles } from './frameFiles';

/** Reads and decodes all frames of a call. */
export function readCall({ callId, frames }: PendingCall, files: FrameFiles): RecordedCall {
  let start: CallStart | null = null;
  let end: CallEnd | null = null;
  const parts: StreamPart[] = [];
  for (const frame of frames) {
    const payload = files.read(frame);
    if (frame.type === recordTypes.start) start = decodeStart(payload);
    else if (frame.type === recordTypes.part) parts.push(decodePart(payload));
    else end = decodeEnd(payload);
  }
  if (!start) throw new CaptureError('frame_invalid', `Call ${callId} has no start frame.`);
  return { start, parts, end };
}
