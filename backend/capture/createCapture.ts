import { CaptureError } from './errors';
import type { CallEnd, CallStart, Capture, StreamPart } from './facts';
import { encodeEnd, encodePart, encodeStart } from './frames/encodeFrame';
import { recordTypes, type FrameType } from './spool/record';
import type { Spool } from './spool/types';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * The capture of the request path: appends each fact to the spool as one frame. A fact without a call id throws
 * `missing_call_id` before anything is queued, since nothing could ever find it again; storage trouble never throws.
 */
export function createCapture(spool: Spool): Capture {
  /** Calls whose start found no room: the rest of them would be of no use to anyone. */
  const unrecorded = new Set<string>();

  function append(type: FrameType, callId: string, payload: Uint8Array[]): Promise<void> | undefined {
    const kept = spool.append(type, payload);
    if (typeof kept === 'object') return kept.then(() => undefined);
    if (!kept && type === recordTypes.start) unrecorded.add(callId);
    return undefined;
  }

  return {
    start(call: CallStart) {
      requireCallId(call.callId, 'start');
      return append(recordTypes.start, call.callId, encodeStart(call));
    },
    part(part: StreamPart) {
      requireCallId(part.callId, 'part');
      if (unrecorded.has(part.callId)) return undefined;
      return append(recordTypes.part, part.callId, encodePart(part));
    },
    end(call: CallEnd) {
      requireCallId(call.callId, 'end');
      if (unrecorded.delete(call.callId)) return undefined;
      return append(recordTypes.end, call.callId, encodeEnd(call));
    },
  };
}

function requireCallId(callId: unknown, moment: string): void {
  if (typeof callId === 'string' && uuid.test(callId)) return;
  throw new CaptureError(
    'missing_call_id',
    `Capture was given the ${moment} of a call without a valid call id. Pass the id that the gateway made for it.`,
  );
}
