import type { CallEnd, CallStart, SpanBatch, StreamPart, WholeCall } from '../../call';
import { createBodyTable, type BodyTable } from './bodyTable';
import { encodeEnvelope } from './envelope';

/** A frame as the parts of a spool record; bodies are the caller's own buffers. */
export function encodeStart(call: CallStart): Uint8Array[] {
  const table = createBodyTable();
  const request = table.exchange(call.request);
  const head = { ...expanding(table), ...call, request, ...table.head() };
  return encodeEnvelope({ callId: call.callId, head: JSON.stringify(head), bodies: table.bodies() });
}

export function encodePart({ callId, side, bytes, times }: StreamPart): Uint8Array[] {
  return encodeEnvelope({ callId, head: JSON.stringify({ side, times }), bodies: [bytes] });
}

export function encodeEnd(call: CallEnd): Uint8Array[] {
  const table = createBodyTable();
  const response = call.response && table.exchange(call.response);
  const head = { ...expanding(table), ...call, response, ...table.head() };
  return encodeEnvelope({ callId: call.callId, head: JSON.stringify(head), bodies: table.bodies() });
}

/** All of a call in one frame; bodies that its directions share are there once. */
export function encodeWhole({ start, parts, end }: WholeCall): Uint8Array[] {
  const table = createBodyTable();
  const told = {
    start: { ...start, request: table.exchange(start.request) },
    parts: parts.map(({ side, times, bytes }) => ({ side, times, body: table.body(bytes) })),
    end: { ...end, response: end.response && table.exchange(end.response) },
  };
  const head = { ...expanding(table), ...told, ...table.head() };
  return encodeEnvelope({ callId: start.callId, head: JSON.stringify(head), bodies: table.bodies() });
}

export function encodeSpans({ batchId, traceSpans }: SpanBatch): Uint8Array[] {
  return encodeEnvelope({ callId: batchId, head: JSON.stringify({ traceSpans }), bodies: [] });
}

/** First in the head, where it is found without parsing that. */
function expanding(table: BodyTable): { expands?: number } {
  const expands = table.expands();
  return expands > 0 ? { expands } : {};
}
