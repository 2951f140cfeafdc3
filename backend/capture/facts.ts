import type { Api } from '@lens/core/formats';

/**
 * What the gateway tells capture about a call, in two moments: `CallStart` before the provider is called, `CallEnd`
 * before the client has its last byte. Streams add `StreamPart`s between them. These are the frames of the spool, so
 * every field must survive JSON; bodies travel beside them as bytes.
 */
export interface CallStart {
  callId: string;
  /** Milliseconds since the Unix epoch, with fractions; every other time of the call counts from here. */
  startedAt: number;
  traceId: string;
  /** The gateway's root span. */
  spanId: string;
  /** The caller's span, from `traceparent`. */
  parentSpanId: string | null;
  /** The API of the client. */
  api: Api;
  operation: 'chat_completions' | 'messages' | 'passthrough';
  method: string;
  /** Path with query, credentials removed. */
  endpoint: string;
  /** Name of the provider behind the upstream (`openai`, `anthropic`, …) and of the upstream in the configuration. */
  provider: string;
  upstream: string;
  requestedModel: string | null;
  finalModel: string | null;
  stream: boolean;
  /** Names of the chain's policies, in order. */
  policies: string[];
  /** Allow-listed request headers: versions, betas, user agent, content type; never a credential. */
  headers: Record<string, string>;
  sessionId: string | null;
  /** Keyed hash of the user id; the plain id never leaves the gateway. */
  userHash: string | null;
  parentCallId: string | null;
  request: Exchange;
  events: PolicyEvent[];
}

/** One direction of a call: bytes as they came in, bytes as they went out, and what each policy made in between. */
export interface Exchange {
  original: Uint8Array;
  /** Null when the bytes are those of `original`. */
  final: Uint8Array | null;
  /** After each policy that changed the body, the whole body as it left that policy, in the chain's order. */
  steps: ChangeStep[];
  contentType: string | null;
}

export interface ChangeStep {
  policy: string;
  redacts: boolean;
  body: Uint8Array;
}

/** A run of stream bytes, spilled while the stream goes on so that memory stays bounded and a killed process loses little. */
export interface StreamPart {
  callId: string;
  /** Provider in, client out. `client` parts exist only while the client is sent other bytes than the provider sent. */
  side: 'upstream' | 'client';
  bytes: Uint8Array;
  /** Pairs (microseconds since the call began, bytes of the chunk). */
  times: number[];
}

export type CallStatus =
  /** The client got the provider's whole answer, whatever its HTTP status below 400. */
  | 'complete'
  /** The provider answered with an error, as a status or inside the stream. */
  | 'provider_error'
  /** The provider could not be reached, or not in time. */
  | 'upstream_failed'
  /** The provider's stream ended without its terminal event. */
  | 'cut'
  /** The client went away first. */
  | 'aborted'
  /** A policy blocked the request or the response, or failed closed. */
  | 'blocked'
  /** The gateway refused the request: too large, not JSON, too deep, over a limit. */
  | 'rejected'
  /** The gateway's process ended while the call was in flight. */
  | 'interrupted';

export interface CallEnd {
  callId: string;
  status: CallStatus;
  /** Short machine word: `rate_limit_error`, `timeout`, `connect_failed`, `body_too_large`, … */
  errorType: string | null;
  errorMessage: string | null;
  /** What the client was sent; null when it left before a status was. */
  httpStatus: number | null;
  /** What the provider sent; null when it sent none. */
  upstreamStatus: number | null;
  /** Milliseconds since the call began. */
  durationMs: number;
  /** Allow-listed response headers: request ids, rate limits, content type. */
  headers: Record<string, string>;
  /**
   * A whole response. For streams `original` and `final` are empty here: their bytes are in the `StreamPart`s, and a
   * `final` that is not null says that the client's bytes are in parts of side `client`.
   */
  response: Exchange | null;
  /** The response was an event stream. */
  streamed: boolean;
  events: PolicyEvent[];
  timings: Timing[];
}

/** What a policy said with `ctx.emit`, and what the chain says about it (failed, timed out, held back too much). */
export interface PolicyEvent {
  /** Deterministic for retries: the same event is stored once. */
  id: string;
  policy: string;
  type: string;
  summary: string;
  severity: 'debug' | 'info' | 'warning' | 'error';
  /** Never holds the text that was redacted. */
  details: Record<string, string | number | boolean | null>;
  phase: 'request' | 'response';
  /** Milliseconds since the call began. */
  at: number;
}

/** The type of the event that says that parts of a stream found no room in the spool. */
export const partsLostType = 'capture.parts_lost';

/** A span of the call as the gateway timed it; `parent` is an index into the same list, -1 for the root. */
export interface Timing {
  name: string;
  parent: number;
  /** Milliseconds since the call began. */
  start: number;
  end: number;
  error?: string;
  attributes?: Record<string, string | number | boolean>;
}

/** Where the gateway puts what it saw. Never throws for storage trouble: that is counted and logged by the capture. */
export interface Capture {
  /** Resolves when the start is as safe as the configured durability asks; `undefined` when that is already so. */
  start(call: CallStart): Promise<void> | undefined;
  /** As `start`. Appended before the chunk that ends the stream is passed on. */
  part(part: StreamPart): Promise<void> | undefined;
  end(call: CallEnd): Promise<void> | undefined;
}
