import {
  NotRecordedError,
  partsLostType,
  type CallEnd,
  type CallStart,
  type Capture,
  type PolicyEvent,
  type StreamPart,
} from '../call';
import { isUuid } from '../uuid';
import type { Admission } from './admission';
import { CaptureError } from './errors';
import { encodeEnd, encodePart, encodeStart } from './frames/encodeFrame';
import { packLarge } from './frames/pack';
import { recordTypes, type FrameType } from './spool/record';
import type { Spool } from './spool/types';

/** Nobody waits: what finds no room goes on unrecorded. */
const openDoor = { enter: () => undefined, refuses: false };

/**
 * The capture of the request path: appends each fact to the spool as one frame. A fact without a call id throws
 * `missing_call_id` before anything is queued, since nothing could ever find it again; storage trouble never throws.
 */
export function createCapture(
  spool: Spool,
  { enter, refuses }: Pick<Admission, 'enter' | 'refuses'> = openDoor,
): Capture {
  /** Calls whose start found no room: the rest of them would be of no use to anyone. */
  const unrecorded = new Set<string>();
  /** Calls of which a part found no room: a later one would be taken for what follows the part before. */
  const cutShort = new Set<string>();
  /** Starts whose bodies are being compressed: whatever else is told of these calls comes behind. */
  const packing = new Map<string, Promise<void>>();

  function append(
    type: FrameType,
    callId: string,
    payload: Uint8Array[],
    isRefused?: boolean,
  ): Promise<void> | undefined {
    const kept = spool.append(type, payload, isRefused);
    if (typeof kept === 'object') return kept.then((isKept) => note(type, callId, isKept));
    note(type, callId, kept);
    return undefined;
  }

  function note(type: FrameType, callId: string, kept: boolean): void {
    if (kept) return;
    if (type === recordTypes.start) unrecorded.add(callId);
    else if (type === recordTypes.part) cutShort.add(callId);
  }

  function behindStart(callId: string, step: () => Promise<void> | undefined): Promise<void> | undefined {
    const started = packing.get(callId);
    return started === undefined ? step() : started.then(step);
  }

  function appendStart(call: CallStart, isRefused: boolean): Promise<void> | undefined {
    const kept = append(recordTypes.start, call.callId, encodeStart(call), isRefused);
    if (!refuses || isRefused) return kept;
    if (kept === undefined) return unrecorded.delete(call.callId) ? Promise.reject(new NotRecordedError()) : undefined;
    return kept.then(() => {
      if (unrecorded.delete(call.callId)) throw new NotRecordedError();
    });
  }

  function appendPart(part: StreamPart): Promise<void> | undefined {
    if (unrecorded.has(part.callId) || cutShort.has(part.callId)) return undefined;
    return append(recordTypes.part, part.callId, encodePart(part));
  }

  function appendEnd(call: CallEnd): Promise<void> | undefined {
    const isCutShort = cutShort.delete(call.callId);
    if (unrecorded.delete(call.callId)) return undefined;
    const told = isCutShort ? { ...call, events: [...call.events, partsLost(call)] } : call;
    return append(recordTypes.end, call.callId, encodeEnd(told));
  }

  return {
    refuses,
    admit: enter,
    start(call: CallStart, isRefused = false) {
      requireCallId(call.callId, 'start');
      const packed = packLarge(call.request);
      if (packed === undefined) return appendStart(call, isRefused);
      const started = packed.then((request) => appendStart({ ...call, request }, isRefused));
      // What comes behind it is told by itself what became of it.
      const done = started.catch(() => undefined).finally(() => packing.delete(call.callId));
      packing.set(call.callId, done);
      return started;
    },
    part(part: StreamPart) {
      requireCallId(part.callId, 'part');
      return behindStart(part.callId, () => appendPart(part));
    },
    end(call: CallEnd) {
      requireCallId(call.callId, 'end');
      return behindStart(call.callId, () => {
        const packed = packLarge(call.response);
        return packed === undefined ? appendEnd(call) : packed.then((response) => appendEnd({ ...call, response }));
      });
    },
  };
}

function partsLost({ durationMs }: CallEnd): PolicyEvent {
  return {
    id: partsLostType,
    policy: 'capture',
    type: partsLostType,
    summary: 'The rest of the stream is not on record: the spool had no room for it.',
    severity: 'warning',
    details: {},
    phase: 'response',
    at: durationMs ?? 0,
  };
}

function requireCallId(callId: unknown, moment: string): void {
  if (typeof callId === 'string' && isUuid(callId)) return;
  throw new CaptureError(
    'missing_call_id',
    `Capture was given the ${moment} of a call without a valid call id. Pass the id that the gateway made for it.`,
  );
}
