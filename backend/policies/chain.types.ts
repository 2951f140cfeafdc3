import type { Api, Framing } from '@lens/core/formats';
import type { JsonObject } from '@lens/core/json';
import type { ChangeStep, PolicyEvent, Timing } from '../call';

/** What the chain needs to know of a call. */
export interface ChainCall {
  callId: string;
  api: Api;
  /** Of what is no call of a main route only policies that redact see the bodies. */
  operation: 'chat_completions' | 'messages' | 'passthrough';
  model: string | null;
  stream: boolean;
  /** Milliseconds since the call began. */
  now(): number;
  /** The client is gone. */
  signal: AbortSignal;
  /** What the log calls this call. */
  readonly logFields: { call_id: string; trace_id: string };
  /** The trace that what policies ask of other servers goes on in; left out where there is none. */
  readonly trace?: { traceId: string; flags: string };
  /** Told of each event as it is emitted. */
  readonly onPolicyEvent?: ((event: PolicyEvent) => void) | undefined;
}

/** A policy said no, or failed while its configuration says `on_error: closed`. */
export interface Blocked {
  policy: string;
  /** The policy or one behind it removes secrets, which may be anywhere in what was blocked. */
  redacts: boolean;
  type: 'policy_blocked' | 'policy_error' | 'policy_timeout' | 'unreadable_request' | 'unreadable_response';
  message: string;
  status: number;
}

/** What the chain did to one body. */
export interface ChainOutcome {
  /** The very buffer that came in while no policy changed it: it is forwarded byte for byte. */
  bytes: Buffer;
  /** What went out as it is read; of a large body only what it says about itself (`aboutBody`). */
  body: JsonObject;
  steps: ChangeStep[];
  events: PolicyEvent[];
  /** One span a policy that has this hook; `parent` is -1 for the caller to hang them where they belong. */
  timings: Timing[];
  blocked: Blocked | null;
}

/** What the chain did to a stream, known when it ended. */
export interface StreamOutcome {
  changed: boolean;
  /** Whole streams (SSE bytes) after each policy that changed one; the last is what the client was sent. */
  steps: ChangeStep[];
  events: PolicyEvent[];
  timings: Timing[];
  blocked: Blocked | null;
}

/** The chain's work on one stream. Synchronous while every policy is, so that a chunk is passed on in the same turn. */
export interface ChainStream {
  /** Bytes as the provider sent them, cut anywhere; gives the bytes the client is to be sent now (maybe none). */
  push(chunk: Buffer): Buffer[] | Promise<Buffer[]>;
  /**
   * The provider's stream ended, or (`isCut`) broke off: what was held back comes out, as far as its policy lets it go
   * without what should have followed.
   */
  end(isCut: boolean): Buffer[] | Promise<Buffer[]>;
  /** The client left: what is held back reaches nobody, and was kept from it by the policy that held it. */
  leave(): void;
  /** How what goes out is framed. */
  framing(): Framing;
  /** After a block nothing more is to be pushed; the bytes to end the client's stream with came from `push` or `end`. */
  readonly blocked: Blocked | null;
  outcome(): StreamOutcome;
}

/** How often a policy's hooks failed: by an error, or because their time was up. */
export interface FailureCount {
  policy: string;
  hook: string;
  reason: 'error' | 'timeout';
  count: number;
}

/** The same `ChainCall` object belongs to all moments of one call: the policies' memory of the call hangs on it. */
export interface PolicyChain {
  readonly names: string[];
  /** Those that see the calls of other paths, too, and which of their bodies. */
  readonly others: { readonly names: string[]; readonly request: boolean; readonly response: boolean };
  /** Names of those that say that they take out secrets. */
  readonly redactors: string[];
  /** Events that policies emitted after their call had ended; they are stored nowhere. */
  lateEvents(): number;
  failures(): FailureCount[];
  /** @param body what `bytes` are read as; of a large body, which is not read on the event loop, what it says about itself */
  onRequest(bytes: Buffer, body: JsonObject, call: ChainCall): ChainOutcome | Promise<ChainOutcome>;
  /** A request of another path that is no JSON object: it passes, or is refused. */
  onUnreadRequest(bytes: Buffer, call: ChainCall): ChainOutcome;
  onResponse(bytes: Buffer, body: JsonObject, call: ChainCall): ChainOutcome | Promise<ChainOutcome>;
  /**
   * An answer that reports an error, with a body that is JSON or (null) is not: it goes through the policies that take out
   * secrets, and no others. Null when the chain has none: an error is the provider's word and goes on as it is.
   */
  onErrorResponse(bytes: Buffer, body: JsonObject | null, call: ChainCall): ChainOutcome | Promise<ChainOutcome> | null;
  /** A whole answer that is no JSON object: how it passes, or null where it may not. */
  onUnreadResponse(bytes: Buffer, call: ChainCall): ChainOutcome | null;
  /** Whether a stream would go through policies. */
  readsStream(call: ChainCall): boolean;
  /** Null when no policy of the chain looks at streams: bytes are passed through untouched. */
  openStream(call: ChainCall): ChainStream | null;
}
