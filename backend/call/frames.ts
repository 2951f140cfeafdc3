import type { Api } from '@lens/core/formats';
import type { Exchange } from './exchange';
import type { PolicyEvent } from './policyEvent';
import type { CallSource } from './callSource';
import type { CaptureMode } from './captureMode';
import type { CallStatus } from './status';
import type { Timing } from './timing';
import type { AnswerFacts } from './withheld';

/**
 * What the gateway tells capture about a call, in two moments: `CallStart` before the provider is called, `CallEnd`
 * before the client has its last byte. Streams add `StreamPart`s between them. These are the frames of the spool, so
 * every field must survive JSON; bodies travel beside them as bytes.
 */
export interface CallStart {
  callId: string;
  /** Left out of a call that this gateway made. */
  source?: CallSource;
  /** Where the gateway runs, as its configuration names it. */
  environment?: string;
  /** The gateway's process had only just started. Left out of all others. */
  coldStart?: true;
  /** Milliseconds since the Unix epoch, with fractions; every other time of the call counts from here. */
  startedAt: number;
  traceId: string;
  /** The gateway's root span. */
  spanId: string;
  /** The caller's span, from `traceparent`. */
  parentSpanId: string | null;
  /** The caller keeps its trace: the flag of its `traceparent`. Left out where it has none. */
  sampledByCaller?: boolean;
  /** What the caller's tracing systems say of it in `tracestate`. */
  traceState?: string;
  /** The API of the client. */
  api: Api;
  operation: 'chat_completions' | 'messages' | 'passthrough';
  method: string;
  /** Path with query: what is known to be harmless of it. */
  endpoint: string;
  /** Name of the provider behind the upstream (`openai`, `anthropic`, …) and of the upstream in the configuration. */
  provider: string;
  upstream: string;
  requestedModel: string | null;
  finalModel: string | null;
  stream: boolean;
  captureMode: CaptureMode;
  /** Names of the chain's policies, in order. */
  policies: string[];
  /** Allow-listed request headers: versions, betas, user agent, content type; never a credential. */
  headers: Record<string, string>;
  /** Keyed hash of the session id. */
  sessionId: string | null;
  /** That id was made at random, so nobody can guess it. */
  sessionIsRandom: boolean;
  /** Keyed hash of the user id; the plain id never leaves the gateway. */
  userHash: string | null;
  /** Keyed hash of what the caller signed in with; null for who had nothing. Bodies of two callers share no storage. */
  callerHash: string | null;
  parentCallId: string | null;
  request: Exchange;
  events: PolicyEvent[];
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
  /** Milliseconds since the call began; null where who tells of it does not know. */
  durationMs: number | null;
  /** Allow-listed response headers: request ids, rate limits, content type. */
  headers: Record<string, string>;
  /**
   * A whole response. For streams `original` and `final` are empty here: their bytes are in the `StreamPart`s, and a
   * `final` that is not null says that the client's bytes are in parts of side `client`.
   */
  response: Exchange | null;
  /** The response was an event stream. */
  streamed: boolean;
  /** Of a stream that broke off inside an event: what came of it, which is the end of the provider's bytes and was not passed on. */
  unsentBytes?: number;
  /** Where no body that is kept tells them. */
  facts?: AnswerFacts;
  events: PolicyEvent[];
  timings: Timing[];
}
