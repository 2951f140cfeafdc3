import { isUtf8 } from 'node:buffer';
import { noUsage } from '@lens/core/formats';
import type { Json } from '@lens/core/json';
import type { Body } from '../body/body';
import type { Exchange } from '../exchange';
import type { PolicyEvent } from '../policyEvent';
import type { RecordedCall } from '../recordedCall';
import type { CallRecord, RecordedDirection, WhyPartial } from './callRecord';
import { unpriced } from './costOfCall';
import { ending } from './ending';
import { samplingOf } from '../sampling/sampling';
import { withDefaults, type RecordSettings } from './recordSettings';
import { streamSide, type StreamSide } from './streamSide';

/** The type of the event that says of a call that nobody read its bodies. */
export const storedInPart = 'capture.stored_in_part';

/** A call of which the bodies are there only as far as they are kept, and how long they were. */
export interface CallBeginning {
  recorded: RecordedCall;
  /** Bytes as they were sent; of a stream its parts tell. */
  sizes: { request: number; response: number };
}

/**
 * The record of a call that is too much for the recorder: all that is known without reading a body, and the beginnings of
 * the bodies. Nothing is parsed. An event among the policies' says so.
 */
export function partialRecord(
  { recorded, sizes }: CallBeginning,
  why: WhyPartial,
  settings: RecordSettings,
): CallRecord {
  const { sampling, prices } = withDefaults(settings);
  const { start, parts, end } = recorded;
  const upstream = streamSide(parts, 'upstream');
  const client = streamSide(parts, 'client');
  const sent = client ?? upstream;
  const answer = answerOf(recorded, upstream, client);
  const at = end?.durationMs ?? sent?.at.at(-1) ?? 0;
  const reported = end ?? { status: 'interrupted' as const, errorType: null, errorMessage: null };
  const { status, errorType, errorMessage } = reported;
  const noted = { ...start, events: [...start.events, partialEvent(why, at)] };
  const streamed = sent !== null || (end?.streamed ?? false);
  const told = {
    ...start,
    ...ending({ ...recorded, start: noted }, { status, errorType, errorMessage, finishReason: null }),
    request: unread(start.request, sizes.request, 0),
    response: answer && unread(answer, streamed ? bytesOf(sent) : sizes.response, at),
  };
  return {
    ...told,
    sampling: samplingOf(told, sampling),
    stream: start.stream || (end?.streamed ?? false),
    chunks: streamed ? { upstream, client, firstByteMs: sent?.at[0] ?? null, firstTokenMs: null } : null,
    usage: noUsage,
    responseModel: null,
    cost: unpriced(recorded, prices),
    changedBy: changers(start.request, answer),
    partial: why,
  };
}

function changers(request: Exchange, answer: Exchange | null): string[] {
  return [...new Set([...request.steps, ...(answer?.steps ?? [])].map(({ policy }) => policy))];
}

/** A stream's bytes are in its parts; with a `final` the client's are in parts of their own. */
function answerOf({ end }: RecordedCall, upstream: StreamSide | null, client: StreamSide | null): Exchange | null {
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

/**
 * A body that nobody compared counts as one change. Without the policies' steps nobody knows what is secret: readers
 * without `reveal` then see nothing of the original.
 */
function unread({ original, final }: Exchange, bytes: number, at: number): RecordedDirection {
  return {
    original: unreadBody(original),
    final: final && unreadBody(final),
    changed: final !== null,
    changes: final === null ? 0 : 1,
    summary: final === null ? null : 'changed, and not compared',
    steps: final === null ? [] : null,
    bytes,
    at,
  };
}

function unreadBody(raw: Uint8Array): Body {
  const json: Json = raw.length === 0 ? null : { lens_note: 'Kept in part and not read; see the raw body.' };
  const kind = isUtf8(raw) && !raw.includes(0) ? 'text' : 'binary';
  return { raw, json, kind };
}

function bytesOf(side: StreamSide | null): number {
  return side?.lengths.reduce((sum, length) => sum + length, 0) ?? 0;
}

function partialEvent({ reason, bytes, keptBytes, summary }: WhyPartial, at: number): PolicyEvent {
  return {
    id: storedInPart,
    policy: 'capture',
    type: storedInPart,
    summary,
    severity: 'warning',
    details: { reason, bytes, kept_bytes_of_each_body: keptBytes },
    phase: 'response',
    at,
  };
}
