import type { CallEnd, CallStart, SpanBatch, StreamPart, WholeCall } from '../../call';
import { createBodyTable, type BodyTable } from './bodyTable';
import { encodeEnvelope } from './envelope';

/** A frame as the parts of a spool record; bodies are the caller's own buffers. */
export function encodeStart(call: CallStart): Uint8Array[] {
  const table = createBodyTable();
  const head = { ...call, request: table.exchange(call.request) };
  return encodeWithBodies(call.callId, head, table);
}

export function encodePart({ callId, side, bytes, times }: StreamPart): Uint8Array[] {
  return encodeEnvelope({ callId, head: JSON.stringify({ side, times }), bodies: [bytes] });
}

export function encodeEnd(call: CallEnd): Uint8Array[] {
  const table = createBodyTable();
  const head = { ...call, response: call.response && table.exchange(call.response) };
  return encodeWithBodies(call.callId, head, table);
}

/** All of a call in one frame; bodies that its directions share are there once. */
export function encodeWhole({ start, parts, end }: WholeCall): Uint8Array[] {
  const table = createBodyTable();
  const head = {
    start: { ...start, request: table.exchange(start.request) },
    parts: parts.map(({ side, times, bytes }) => ({ side, times, body: table.body(bytes) })),
    end: { ...end, response: end.response && table.exchange(end.response) },
  };
  return encodeWithBodies(start.callId, head, table);
}

export function encodeSpans({ batchId, traceSpans }: SpanBatch): Uint8Array[] {
  return encodeEnvelope({ callId: batchId, head: JSON.stringify({ traceSpans }), bodies: [] });
}

function encodeWithBodies(callId: string, told: object, table: BodyTable): Uint8Array[] {
  const head = JSON.stringify({ ...told, ...table.head() });
  const expands = table.expands();
  // First in the head, where it is found without parsing that.
  const found = expands > 0 ? `{"expands":${expands},${head.slice(1)}` : head;
  return encodeEnvelope({ callId, head: found, bodies: table.bodies() });
}
