import type { CallEnd, CallStart, SpanBatch, StreamPart, WholeCall } from '../../call';
import { readBodies, readExchange, type BodiesHead, type ExchangeHead } from './bodyTable';
import { decodeEnvelope } from './envelope';

// The heads were written by `encodeFrame` and are guarded by the record's checksum: the casts below are that edge.
type StartHead = Omit<CallStart, 'request' | 'sessionIsRandom' | 'callerHash'> & {
  request: ExchangeHead;
  /** Frames of earlier versions have neither. */
  sessionIsRandom?: boolean;
  callerHash?: string | null;
};
type PartHead = Pick<StreamPart, 'side' | 'times'>;
type EndHead = Omit<CallEnd, 'response'> & { response: ExchangeHead | null };
type WholeHead = {
  start: StartHead;
  parts: (PartHead & { body: number })[];
  end: EndHead;
} & Expanding;
type Expanding = BodiesHead & { expands?: number };

/** The way back of `encodeStart`; bodies are views into `payload`. Throws `frame_invalid`. */
export function decodeStart(payload: Buffer): CallStart {
  const { head, bodies: bytes } = decodeEnvelope(payload);
  const { bodies, packed = [], expands: _, ...start } = head as StartHead & Expanding;
  return startOf(start, readBodies({ bodies, packed }, bytes));
}

function startOf({ request, ...call }: StartHead, body: (index: number) => Buffer): CallStart {
  const { sessionIsRandom = false, callerHash = null } = call;
  return { ...call, sessionIsRandom, callerHash, request: readExchange(request, body) };
}

export function decodePart(payload: Buffer): StreamPart {
  const { callId, head, bodies } = decodeEnvelope(payload);
  const { side, times } = head as PartHead;
  return { callId, side, times, bytes: bodies };
}

export function decodeEnd(payload: Buffer): CallEnd {
  const { head, bodies: bytes } = decodeEnvelope(payload);
  const { bodies, packed = [], expands: _, ...end } = head as EndHead & Expanding;
  return endOf(end, readBodies({ bodies, packed }, bytes));
}

function endOf({ response, ...call }: EndHead, body: (index: number) => Buffer): CallEnd {
  return { ...call, response: response && readExchange(response, body) };
}

/** The way back of `encodeWhole`. */
export function decodeWhole(payload: Buffer): WholeCall {
  const { callId, head, bodies: bytes } = decodeEnvelope(payload);
  const { start, parts, end, bodies, packed = [] } = head as WholeHead;
  const body = readBodies({ bodies, packed }, bytes);
  return {
    start: startOf(start, body),
    parts: parts.map(({ side, times, body: index }) => ({ callId, side, times, bytes: body(index) })),
    end: endOf(end, body),
  };
}

/** The way back of `encodeSpans`. */
export function decodeSpans(payload: Buffer): SpanBatch {
  const { callId: batchId, head } = decodeEnvelope(payload);
  return { batchId, ...(head as Pick<SpanBatch, 'traceSpans'>) };
}
