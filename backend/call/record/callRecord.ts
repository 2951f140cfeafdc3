import type { PolicyStep } from '@lens/core/diff';
import type { Usage } from '@lens/core/formats';
import type { Cost } from '@lens/core/pricing';
import type { Body } from '../body/body';
import type { CallEnd, CallStart } from '../frames';
import type { Outcome } from '../outcome';
import type { PolicyEvent } from '../policyEvent';
import type { Sampling } from '../sampling/sampling';
import type { CallSpan } from '../span/callSpans';
import type { StreamSide } from './streamSide';

/**
 * Everything there is to say about a call that has ended, made of its frames once. Each sink reads the same record: the
 * store makes rows of it, telemetry spans, logs and figures. Nothing in it is changed after it was made.
 */
export interface CallRecord extends Omit<CallStart, 'request' | 'events'>, Outcome {
  request: RecordedDirection;
  /** Null when the call has no response. */
  response: RecordedDirection | null;
  /** Set when the response was an event stream. */
  chunks: StreamChunks | null;
  usage: Usage;
  /** The model that answered, in the provider's word. */
  responseModel: string | null;
  /** Null for a call that nobody bills, or when nobody asked for its price. */
  cost: Cost | null;
  /** The policies that changed something, in the chain's order. */
  changedBy: string[];
  /** What policies said, and what the gateway says of them, in order; ids are UUIDs, always the same for the same event. */
  events: PolicyEvent[];
  /** What the client was sent; null when it left before a status was. */
  httpStatus: number | null;
  /** What the provider sent; null when it sent none. */
  upstreamStatus: number | null;
  /** Milliseconds; null for a call whose end is not known. */
  durationMs: number | null;
  responseHeaders: Record<string, string>;
  providerRequestId: string | null;
  timings: CallEnd['timings'];
  /** The same as spans with their ids, attributes and events. */
  spans: CallSpan[];
  /** Whether it leaves traces and logs. */
  sampling: Sampling;
  /** Set when the call is stored in part: nothing of it was rebuilt or compared. */
  partial: WhyPartial | null;
}

/** One direction: what came in, what went out, and what each policy did to it. */
export interface RecordedDirection {
  original: Body;
  /** Null when the same bytes. */
  final: Body | null;
  /** The content changed; other bytes for the same content (a stream cut into other chunks, spacing) are no change. */
  changed: boolean;
  /** As the diff counts them: added + removed + modified + moved. */
  changes: number;
  /** One line without any value of the bodies; null when nothing changed. */
  summary: string | null;
  /** What each policy alone changed. Null when nobody knows, and so what of the original is secret. */
  steps: PolicyStep[] | null;
  /** As it was sent on: of a call stored in part more than what is kept. */
  bytes: number;
  /** Milliseconds since the call began. */
  at: number;
}

export interface StreamChunks {
  upstream: StreamSide | null;
  /** Null when the client was sent the provider's chunks as they came. */
  client: StreamSide | null;
  firstByteMs: number | null;
  firstTokenMs: number | null;
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
