import type { CallEnd, CallStart, StreamPart } from '../../call';
import { createBodyTable } from './bodyTable';
import { encodeEnvelope } from './envelope';

/** A frame as the parts of a spool record; bodies are the caller's own buffers. */
export function encodeStart(call: CallStart): Uint8Array[] {
  const table = createBodyTable();
  const head = { ...call, request: table.exchange(call.request), bodies: table.lengths() };
  return encodeEnvelope({ callId: call.callId, head: JSON.stringify(head), bodies: table.bodies() });
}

export function encodePart({ callId, side, bytes, times }: StreamPart): Uint8Array[] {
  return encodeEnvelope({ callId, head: JSON.stringify({ side, times }), bodies: [bytes] });
}

export function encodeEnd(call: CallEnd): Uint8Array[] {
  const table = createBodyTable();
  const head = { ...call, response: call.response && table.exchange(call.response), bodies: table.lengths() };
  return encodeEnvelope({ callId: call.callId, head: JSON.stringify(head), bodies: table.bodies() });
}
