import type { CallEnd, CallStart, StreamPart } from '../../call';
import { readExchange, type ExchangeHead } from './bodyTable';
import { decodeEnvelope } from './envelope';

// The heads were written by `encodeFrame` and are guarded by the record's checksum: the casts below are that edge.
type StartHead = Omit<CallStart, 'request' | 'sessionIsRandom'> & {
  request: ExchangeHead;
  bodies: number[];
  /** Frames of earlier versions have none. */
  sessionIsRandom?: boolean;
};
type PartHead = Pick<StreamPart, 'side' | 'times'>;
type EndHead = Omit<CallEnd, 'response'> & { response: ExchangeHead | null; bodies: number[] };

/** The way back of `encodeStart`; bodies are views into `payload`. Throws `frame_invalid`. */
export function decodeStart(payload: Buffer): CallStart {
  const { head, bodies: bytes } = decodeEnvelope(payload);
  const { request, bodies, sessionIsRandom = false, ...call } = head as StartHead;
  return { ...call, sessionIsRandom, request: readExchange(request, bodies, bytes) };
}

export function decodePart(payload: Buffer): StreamPart {
  const { callId, head, bodies } = decodeEnvelope(payload);
  const { side, times } = head as PartHead;
  return { callId, side, times, bytes: bodies };
}

export function decodeEnd(payload: Buffer): CallEnd {
  const { head, bodies: bytes } = decodeEnvelope(payload);
  const { response, bodies, ...call } = head as EndHead;
  return { ...call, response: response && readExchange(response, bodies, bytes) };
}
