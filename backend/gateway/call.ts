import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Api } from '@lens/core/formats';
import { lesserMode, type BegunCall, type Capture, type CaptureMode, type PolicyEvent } from '../call';
import type { LimitsConfig } from '../config';
import type { Log } from '../log';
import type { ChainCall, ChainOutcome } from '../policies/chain.types';
import type { LimitName } from './limits';
import type { GatewayContext } from './gatewayContext';
import { askedMode } from './request/askedMode';
import { kindOf, type Operation } from './request/operation';
import { originForm } from './request/originForm';
import { nothingReceived, type ReceivedRequest } from './request/receivedRequest';
import type { Route } from './request/routes';
import type { Slot } from './slots';
import { traceContext, type TraceContext } from './traceContext';

/** Moments of a call in milliseconds since it began; -1 while they have not come. */
export interface Marks {
  /** The request is read, parsed and its caller known. */
  received: number;
  /** The spool has room for it; only of a call that had to wait for that. */
  admitted: number;
  /** The request's policies are through. */
  policed: number;
  providerCalled: number;
  providerHeaders: number;
  providerFirstByte: number;
  providerEnded: number;
  /** The response's policies are through. */
  answered: number;
}

/**
 * Work on a call that may be ended from outside. An object that many calls share, or one that the work needs anyway: a closure
 * kept in each call would keep calls alive over garbage collections (measured: a third more work for small calls).
 */
export interface Stoppable {
  /** The client left (`aborted`), or the process stops (`interrupted`). */
  stop(reason: 'aborted' | 'interrupted', call: Call): void;
}

/** One call on its way through the gateway: what every step of the request path knows and adds to. */
export class Call implements ChainCall {
  readonly callId: string;
  readonly operation: Operation;
  readonly api: Api;
  readonly limits: LimitsConfig;
  readonly log: Log;
  /** What all calls share. */
  readonly gateway: GatewayContext<Call>;
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  /** Path and query, whatever the client wrote before them. */
  readonly url: string;
  /** How much its caller asks to be kept of it. */
  private readonly askedMode: CaptureMode | null;
  readonly marks: Marks = {
    received: -1,
    admitted: -1,
    policed: -1,
    providerCalled: -1,
    providerHeaders: -1,
    providerFirstByte: -1,
    providerEnded: -1,
    answered: -1,
  };
  /** As far as it is read. */
  request: ReceivedRequest = nothingReceived;
  route: Route | null = null;
  /** What the policies made of the request; null before, and when there are none. */
  outcome: ChainOutcome | null = null;
  /** The client is gone. */
  gone = false;
  /** Bytes of its bodies that are counted among the held ones. */
  private held = 0;
  private slot: Slot | null = null;
  /** Its index among the calls in flight. */
  place = -1;
  /** What listeners know of it; null before they were told, and without any. */
  begun: BegunCall | null = null;
  /** It was let in: there is room for it on record. */
  admitted = false;
  /** Keyed hash of its credentials; null without. */
  callerHash: string | null = null;
  /** It came without a credential, and so is over at once. */
  stranger = false;
  /** It leaves nothing on record, as there is no room for it. */
  unrecorded = false;
  /** The start is appended to capture. */
  started = false;
  /** The end is decided: nothing more happens to this call. */
  ended = false;
  /** What runs now. */
  running: Stoppable | null = null;
  /** Milliseconds since the Unix epoch, with fractions. */
  readonly startedAt: number;
  private readonly began: number;
  private abort: AbortController | null = null;
  private context: TraceContext | null = null;

  constructor(gateway: GatewayContext<Call>, req: IncomingMessage, res: ServerResponse) {
    this.began = gateway.clock.monotonic();
    this.startedAt = gateway.clock.wall(this.began);
    this.callId = gateway.newCallId();
    this.limits = gateway.limits;
    this.log = gateway.log;
    this.gateway = gateway;
    this.req = req;
    this.res = res;
    this.url = originForm(req.url ?? '/');
    const { operation, api } = kindOf(req, this.url);
    this.operation = operation;
    this.api = api;
    this.askedMode = askedMode(req.headers);
  }

  now(): number {
    return this.gateway.clock.monotonic() - this.began;
  }

  /** Where the call stands in its caller's trace, or in one of its own. */
  get trace(): TraceContext {
    const { traceparent } = this.req.headers;
    this.context ??= traceContext(typeof traceparent === 'string' ? traceparent : undefined, this.gateway.randomHex);
    return this.context;
  }

  /** What the log calls this call. */
  get logFields(): { call_id: string; trace_id: string; span_id: string } {
    return { call_id: this.callId, trace_id: this.trace.traceId, span_id: this.trace.spanId };
  }

  get model(): string | null {
    return this.request.model;
  }

  /** The answer is asked for as a stream, by the client or by a policy. */
  get stream(): boolean {
    return this.outcome === null ? this.request.stream : this.outcome.body['stream'] === true;
  }

  /** A call without a route yet, refused before, is captured as calls are by default. A caller may ask for less. */
  get captureMode(): CaptureMode {
    const configured = this.route?.captureMode ?? this.gateway.captureMode;
    return this.askedMode === null ? configured : lesserMode(configured, this.askedMode);
  }

  /** Null when nothing of this call is kept: then nothing is made that only capture would read. */
  get capture(): Capture | null {
    return this.gateway.captures?.[this.captureMode] ?? null;
  }

  /** Counts that a limit was hit. */
  hit(limit: LimitName): void {
    this.gateway.limitsHit[limit] += 1;
  }

  /** Made when someone first asks, as most calls are over before anyone does. */
  get signal(): AbortSignal {
    this.abort ??= new AbortController();
    if (this.gone) this.abort.abort();
    return this.abort.signal;
  }

  get onPolicyEvent(): ((event: PolicyEvent) => void) | undefined {
    const { listeners } = this.gateway;
    return listeners === null ? undefined : (event) => listeners.policyEvent(this, event);
  }

  /** Counts so many more bytes of its body; false when all calls together may hold no more. */
  hold(bytes: number): boolean {
    const room = this.gateway.heldBytes.take(bytes);
    if (room) this.held += bytes;
    return room;
  }

  /** Takes a slot among the calls in flight; false when there is none. */
  takeSlot(keys: readonly string[]): boolean {
    this.slot = this.gateway.slots.take(keys);
    return this.slot !== null;
  }

  /** Once, at its end. */
  letGo(): void {
    if (this.slot !== null) this.gateway.slots.give(this.slot);
    this.gateway.heldBytes.give(this.held);
    this.held = 0;
  }

  /** The client's connection closed, in the end or before it. */
  clientClosed(): void {
    if (this.ended) return;
    this.gone = true;
    this.abort?.abort();
    this.running?.stop('aborted', this);
  }
}
