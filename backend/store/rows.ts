import type { PolicyStep } from '@lens/core/diff';
import type { Usage } from '@lens/core/formats';
import type { Json } from '@lens/core/json';
import type { BodyKind, CaptureMode, CallStart, CallStatus, Timing } from '../call';

/** A row of `conversation_calls`: one call as lists, filters and metrics need it, without bodies. */
export interface CallRow extends Usage {
  callId: string;
  startedAt: Date;
  traceId: string;
  spanId: string;
  parentSpanId: string | null;
  provider: string;
  upstream: string;
  api: string;
  operation: CallStart['operation'];
  method: string;
  endpoint: string;
  requestedModel: string | null;
  finalModel: string | null;
  stream: boolean;
  captureMode: CaptureMode;
  status: CallStatus;
  errorType: string | null;
  errorMessage: string | null;
  httpStatus: number | null;
  upstreamStatus: number | null;
  finishReason: string | null;
  policies: string[];
  /** The policies that changed something. */
  changedBy: string[];
  requestChanged: boolean;
  responseChanged: boolean;
  /** Changes as the diff counts them: added + removed + modified + moved. */
  requestChanges: number;
  responseChanges: number;
  requestSummary: string | null;
  responseSummary: string | null;
  policyEvents: number;
  /** Null for a call whose end is not known (interrupted). */
  durationMs: number | null;
  firstByteMs: number | null;
  firstTokenMs: number | null;
  requestBytes: number;
  responseBytes: number | null;
  sessionId: string | null;
  userHash: string | null;
  parentCallId: string | null;
  providerRequestId: string | null;
  requestHeaders: Record<string, string>;
  responseHeaders: Record<string, string>;
  timings: Timing[];
  /** `packChunkTimes` of each side of a stream. */
  upstreamChunks: Uint8Array | null;
  clientChunks: Uint8Array | null;
  /** Words of the final request and response, for free-text search; never of an original that a policy changed. */
  searchText: string;
}

/** A row of `conversation_events`. */
export interface EventRow {
  id: string;
  callId: string;
  /** `request`, `response`, or a policy event's own type. */
  eventType: string;
  /** Nanoseconds since the Unix epoch: the order of the call's events. */
  sequence: bigint;
  createdAt: Date;
  /** The body as JSON (a stream's is the reconstructed one); for a policy event, what it said. */
  original: Json;
  /** Null when identical to `original`. */
  final: Json | null;
  /** The exact bytes, before compression; null for policy events. `finalRaw` is null when identical. */
  originalRaw: Uint8Array | null;
  finalRaw: Uint8Array | null;
  /** How to read the raw bytes. */
  rawKind: BodyKind | null;
  /** What each policy alone changed. Null when that is not known: readers then take the whole original for redacted. */
  steps: PolicyStep[] | null;
}
