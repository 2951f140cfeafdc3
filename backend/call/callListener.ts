import type { CaptureMode } from './captureMode';
import type { CallStart } from './frames';
import type { PolicyEvent } from './policyEvent';
import type { CallStatus } from './status';

/** What is known of a call once its request is read and its route found, or when it is refused before that. */
export interface BegunCall {
  callId: string;
  /** Milliseconds since the Unix epoch, with fractions; every other time of the call counts from here. */
  startedAt: number;
  traceId: string;
  /** The gateway's root span. */
  spanId: string;
  api: CallStart['api'];
  operation: CallStart['operation'];
  /** Names from the configuration; null when the call was refused before its route was known. */
  provider: string | null;
  upstream: string | null;
  /** The caller's word. */
  requestedModel: string | null;
  stream: boolean;
  /** How much of it is kept. Of one that is `off` nothing is to be told that outlives it but counts. */
  captureMode: CaptureMode;
}

/** How it ended; times in milliseconds since it began. */
export interface EndedCall {
  status: CallStatus;
  errorType: string | null;
  /** What the client was sent; null when it left before a status was. */
  httpStatus: number | null;
  durationMs: number;
  finalModel: string | null;
  /** The response was an event stream. */
  streamed: boolean;
  /** Null when the provider was not called. */
  providerCall: { calledMs: number; firstByteMs: number | null; endedMs: number } | null;
}

/**
 * Follows calls in the gateway's process, for what must be known at once. Of each call that began it is told once that it
 * did and, when the client has its last byte, once how it ended; between them what policies said. It works on the request
 * path and so must return at once: what takes time it keeps for later. What it throws is counted and hurts no call.
 */
export interface CallListener {
  /** In the log and in the count of its failures. */
  readonly name: string;
  began?(call: BegunCall): void;
  policyEvent?(call: BegunCall, event: PolicyEvent): void;
  ended?(call: BegunCall, ending: EndedCall): void;
}
