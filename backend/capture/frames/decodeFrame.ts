import type { CallEnd, CallStart, StreamPart } from '../../call';
import { readExchange, type BodiesHead, type ExchangeHead } from './bodyTable';
import { decodeEnvelope } from './envelope';

// The heads were written by `encodeFrame` and are guarded by the record's checksum: the casts below are that edge.
type StartHead = Omit<CallStart, 'request' | 'sessionIsRandom' | 'callerHash'> & {
  request: ExchangeHead;
  /** Frames of earlier versions have neither. */
  sessionIsRandom?: boolean;
  callerHash?: string | null;
} & Expanding;
type PartHead = Pick<StreamPart, 'side' | 'times'>;
type EndHead = Omit<CallEnd, 'response'> & { response: ExchangeHead | null } & Expanding;
type Expanding = BodiesHead & { expands?: number };

/** The way back of `encodeStart`; bodies are views into `payload`. Throws `frame_invalid`. */
export function decodeStart(payload: Buffer): CallStart {
  const { head, bodies: bytes } = decodeEnvelope(payload);
  const { request, bodies, packed = [], expands: _, ...call } = head as StartHead;
  const { sessionIsRandom = false, callerHash = null } = call;
  return { ...call, sessionIsRandom, callerHash, request: readExchange(request, { bodies, packed }, bytes) };
}

export function decodePart(payload: Buffer): StreamPart {
  const { callId, head, bodies } = decodeEnvelope(payload);
  const { side, times } = head as PartHead;
  return { callId, side, times, bytes: bodies };
}

export function decodeEnd(payload: Buffer): CallEnd {
  const { head, bodies: bytes } = decodeEnvelope(payload);
  const { response, bodies, packed = [], expands: _, ...call } = head as EndHead;
  return { ...call, response: response && readExchange(response, { bodies, packed }, bytes) };
}
