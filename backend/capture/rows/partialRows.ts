import { isUtf8 } from 'node:buffer';
import type { Json } from '@lens/core/json';
import type { CallRow } from '../../store/rows';
import type { Exchange, PolicyEvent, RecordedCall } from '../../call';
import type { Body } from './readBody';
import { eventRows, type Described } from './eventRows';
import type { Outcome } from './statusOf';
import { streamSide, type StreamSide } from './streamParts';
import { chunkTimes, ending, identity, noTokens, type CallRows } from './toRows';

/** A call of which the bodies are there only as far as they are kept, and how long they were. */
export interface CallBeginning {
  recorded: RecordedCall;
  /** Bytes as they were sent; of a stream its parts tell. */
  sizes: { request: number; response: number };
}

export interface WhyPartial {
  reason: 'too_large' | 'recorder_died';
  /** Of all the call's frames. */
  bytes: number;
  /** What is kept of each body. */
  keptBytes: number;
  /** For people: what happened. */
  summary: string;
}

/**
 * The rows of a call that is too much for the recorder: all that is known without reading a body, and the beginnings of
 * the bodies. Nothing is parsed. An event among the policies' says so.
 */
export function toPartialRows({ recorded, sizes }: CallBeginning, why: WhyPartial): CallRows {
  const { start, parts, end } = recorded;
  const upstream = streamSide(parts, 'upstream');
  const client = streamSide(parts, 'client');
  const streamed = upstream !== null || client !== null || (end?.streamed ?? false);
  const request = start.request;
  const response = responseOf(recorded, upstream, client);
  const at = end?.durationMs ?? (client ?? upstream)?.at.at(-1) ?? 0;
  const events = [...start.events, ...(end?.events ?? []), partialEvent(why, at)];
  const call: CallRow = {
    ...identity(recorded),
    ...outcome(end),
    finishReason: null,
    ...changes(request, response),
    ...noTokens,
    ...chunkTimes(upstream, client),
    firstTokenMs: null,
    policyEvents: events.length,
    ...ending(end),
    requestBytes: sizes.request,
    responseBytes: response && (streamed ? bytesOf(client ?? upstream) : sizes.response),
    searchText: '',
  };
  return {
    call,
    events: eventRows(start, describe(request), events, response && { described: describe(response), at }),
  };
}

function outcome(end: RecordedCall['end']): Outcome {
  if (!end) return { status: 'interrupted', errorType: null, errorMessage: null };
  return { status: end.status, errorType: end.errorType, errorMessage: end.errorMessage };
}

/** A stream's bytes are in its parts; with a `final` the client's are in parts of their own. */
function responseOf({ end }: RecordedCall, upstream: StreamSide | null, client: StreamSide | null): Exchange | null {
  const response = end?.response ?? null;
  if (upstream === null && client === null) return response;
  const changed = response ? response.final !== null : client !== null;
  return {
    original: upstream?.bytes ?? Buffer.alloc(0),
    final: changed ? (client?.bytes ?? Buffer.alloc(0)) : null,
    steps: response?.steps ?? [],
    contentType: response?.contentType ?? null,
  };
}

/** A body that nobody compared counts as one change. */
function changes(request: Exchange, response: Exchange | null) {
  const changedBy = new Set([...request.steps, ...(response?.steps ?? [])].map(({ policy }) => policy));
  const summary = 'changed, and not compared';
  const responseChanged = response !== null && response.final !== null;
  return {
    changedBy: [...changedBy],
    requestChanged: request.final !== null,
    requestChanges: request.final ? 1 : 0,
    requestSummary: request.final ? summary : null,
    responseChanged,
    responseChanges: responseChanged ? 1 : 0,
    responseSummary: responseChanged ? summary : null,
  };
}

/** Without the policies' steps nobody knows what is secret: readers without `reveal` then see nothing of the original. */
function describe({ original, final, steps }: Exchange): Described {
  const unknown = final === null ? [] : null;
  return { original: unread(original), final: final && unread(final), steps, comparison: { steps: unknown } };
}

function unread(raw: Uint8Array): Body {
  const json: Json = raw.length === 0 ? null : { lens_note: 'Kept in part and not read; see the raw body.' };
  const kind = isUtf8(raw) && !raw.includes(0) ? 'text' : 'binary';
  return { raw, json, kind };
}

function bytesOf(side: StreamSide | null): number {
  return side?.lengths.reduce((sum, length) => sum + length, 0) ?? 0;
}

function partialEvent({ reason, bytes, keptBytes, summary }: WhyPartial, at: number): PolicyEvent {
  return {
    id: 'capture.stored_in_part',
    policy: 'capture',
    type: 'capture.stored_in_part',
    summary,
    severity: 'warning',
    details: { reason, bytes, kept_bytes_of_each_body: keptBytes },
    phase: 'response',
    at,
  };
}
