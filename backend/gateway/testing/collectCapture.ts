import { setTimeout as wait } from 'node:timers/promises';
import type { CallEnd, CallStart, Capture, StreamPart } from '../../call';

/** What capture was told of one call. */
export interface CapturedCall {
  start: CallStart;
  parts: StreamPart[];
  end: CallEnd | null;
}

/** A capture that keeps facts in memory. */
export interface CollectingCapture extends Capture {
  calls: Map<string, CapturedCall>;
  /** Set to make every append wait this long. */
  delayMs: number;
  /** The call once its end was told. */
  ended(callId: string): Promise<CapturedCall & { end: CallEnd }>;
  /** The only call so far, once its end was told. */
  only(): Promise<CapturedCall & { end: CallEnd }>;
}

export function collectCapture(): CollectingCapture {
  const calls = new Map<string, CapturedCall>();
  const called = (callId: string): CapturedCall => {
    const call = calls.get(callId);
    if (call === undefined) throw new Error(`Capture was told of ${callId} before its start.`);
    return call;
  };
  const capture: CollectingCapture = {
    calls,
    delayMs: 0,
    start(start) {
      if (calls.has(start.callId)) throw new Error(`Capture was told the start of ${start.callId} twice.`);
      calls.set(start.callId, { start, parts: [], end: null });
      return later();
    },
    part(part) {
      const call = called(part.callId);
      if (call.end !== null) throw new Error(`Capture was told of a part of ${part.callId} after its end.`);
      call.parts.push({ ...part, bytes: Buffer.from(part.bytes) });
      return later();
    },
    end(end) {
      const call = called(end.callId);
      if (call.end !== null) throw new Error(`Capture was told the end of ${end.callId} twice.`);
      call.end = end;
      return later();
    },
    async ended(callId) {
      for (let tries = 0; tries < 500; tries += 1) {
        const call = calls.get(callId);
        if (call?.end) return { ...call, end: call.end };
        await wait(10);
      }
      throw new Error(`The end of ${callId} was never told.`);
    },
    async only() {
      for (let tries = 0; calls.size === 0 && tries < 500; tries += 1) await wait(10);
      const [id, ...more] = calls.keys();
      if (id === undefined || more.length > 0) throw new Error(`Expected one call, found ${calls.size}.`);
      return capture.ended(id);
    },
  };
  const later = (): Promise<void> | undefined => (capture.delayMs === 0 ? undefined : wait(capture.delayMs));
  return capture;
}

/** All bytes that were told of one side of a stream. */
export function sideOf({ parts }: CapturedCall, side: StreamPart['side']): string {
  return Buffer.concat(parts.filter((part) => part.side === side).map(({ bytes }) => bytes)).toString();
}
