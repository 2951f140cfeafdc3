import type { CallEnd, CallStart, Capture, StreamPart } from '../../call';
import { until } from '../../testing/until';

/** What capture was told of one call. */
export interface CapturedCall {
  start: CallStart;
  parts: StreamPart[];
  end: CallEnd | null;
}

/** A capture that keeps facts in memory. */
export interface CollectingCapture extends Capture {
  calls: Map<string, CapturedCall>;
  /** Makes every append wait from now on, until what this gives is called. */
  hold(): () => void;
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
  let held: Promise<void> | undefined;
  const capture: CollectingCapture = {
    calls,
    hold() {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      held = promise;
      return () => {
        held = undefined;
        resolve(undefined);
      };
    },
    admit: () => undefined,
    start(start) {
      if (calls.has(start.callId)) throw new Error(`Capture was told the start of ${start.callId} twice.`);
      calls.set(start.callId, { start, parts: [], end: null });
      return held;
    },
    part(part) {
      const call = called(part.callId);
      if (call.end !== null) throw new Error(`Capture was told of a part of ${part.callId} after its end.`);
      call.parts.push({ ...part, bytes: Buffer.from(part.bytes) });
      return held;
    },
    end(end) {
      const call = called(end.callId);
      if (call.end !== null) throw new Error(`Capture was told the end of ${end.callId} twice.`);
      call.end = end;
      return held;
    },
    async ended(callId) {
      const end = await until(() => calls.get(callId)?.end);
      return { ...called(callId), end };
    },
    async only() {
      await until(() => calls.size > 0);
      const [id, ...more] = calls.keys();
      if (id === undefined || more.length > 0) throw new Error(`Expected one call, found ${calls.size}.`);
      return capture.ended(id);
    },
  };
  return capture;
}

/** All bytes that were told of one side of a stream. */
export function sideOf({ parts }: CapturedCall, side: StreamPart['side']): string {
  return Buffer.concat(parts.filter((part) => part.side === side).map(({ bytes }) => bytes)).toString();
}
