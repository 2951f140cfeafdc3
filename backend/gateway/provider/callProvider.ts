import type { IncomingHttpHeaders } from 'node:http';
import { errors, type Dispatcher } from 'undici';
import type { CallStatus } from '../../call';
import { describeError } from '../../describeError';
import type { Call, Stoppable } from '../call';
import { isEventStream, type ProviderAnswer, type Relay } from '../answer/relay';
import { DecodingRelay } from '../answer/decodingRelay';
import { StreamRelay } from '../answer/streamRelay';
import { UndecidedRelay, type RelayOpener } from '../answer/undecidedRelay';
import { WholeRelay } from '../answer/wholeRelay';
import { isDecodable, isEncoded } from '../decodeBody';
import { brokenChain, unreadable } from '../errors/policyRefusals';
import { providerFailure, redirected } from '../errors/providerErrors';
import type { Refusal } from '../errors/refusal';
import { endWithoutAnswer, refuse } from '../errors/reply';
import { isJson } from '../request/parseBody';
import type { Route } from '../request/routes';
import { providerTraceparent } from '../traceContext';
import { requestHeaders } from './forwardHeaders';

/** Sends the request to the provider and its answer to a relay. A client that leaves aborts it in any phase. */
export function callProvider(call: Call, route: Route, credentials: readonly string[]): void {
  const { upstream } = route;
  const { req, outcome, request } = call;
  const changed = outcome !== null && outcome.bytes !== request.original;
  const exchange = new ProviderExchange(call, route);
  call.marks.providerCalled = call.now();
  call.running = exchange;
  upstream.active += 1;
  try {
    upstream.pool.dispatch(
      {
        path: upstream.pathPrefix + call.url,
        method: req.method ?? 'GET',
        headers: requestHeaders(req.rawHeaders, ownHeaders(call, credentials), changed, call.gateway.passesHeader),
        body: changed ? outcome.bytes : request.sent,
        // Its own clock begins anew with every byte: see `onRequestStart`.
        headersTimeout: 0,
        bodyTimeout: upstream.idleTimeoutMs,
      },
      exchange,
    );
  } catch (error) {
    exchange.onResponseError(null, error instanceof Error ? error : new Error(String(error)));
  }
}

/**
 * Of the gateway's making: the credentials, and where the provider stands in the call's trace. `tracestate` belongs to a
 * `traceparent` that was continued, and goes with no other (W3C Trace Context, §3.3).
 */
function ownHeaders({ trace, req }: Call, credentials: readonly string[]): readonly string[] {
  const { tracestate } = req.headers;
  const headers = [...credentials, 'traceparent', providerTraceparent(trace)];
  if (trace.parentSpanId !== null && typeof tracestate === 'string') headers.push('tracestate', tracestate);
  return headers;
}

/** Official clients follow a redirect, body and `x-api-key` and all, and so past this gateway and its policies. */
function leadsAway({ req }: Call, status: number, headers: IncomingHttpHeaders): boolean {
  if (status < 300 || status >= 400 || headers['location'] === undefined) return false;
  return req.method !== 'GET' && req.method !== 'HEAD';
}

/** Some servers stream under another type, or none: gathered as a whole, such an answer would come at its end alone. */
function streams(call: Call, status: number, contentType: string): boolean {
  if (status < 300 && isEventStream(contentType)) return true;
  return status === 200 && call.stream && !isJson(contentType);
}

function headersAreLate(controller: Dispatcher.DispatchController): void {
  controller.abort(new errors.HeadersTimeoutError());
}

/** What undici tells about one provider call. */
class ProviderExchange implements Dispatcher.DispatchHandler, RelayOpener, Stoppable {
  private readonly call: Call;
  private readonly route: Route;
  private controller: Dispatcher.DispatchController | null = null;
  private relay: Relay | null = null;
  private over = false;
  /** Until the answer's headers are there, all of them. */
  private deadline: NodeJS.Timeout | undefined;

  constructor(call: Call, route: Route) {
    this.call = call;
    this.route = route;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    // Neither informational responses nor headers that come in drops put it off.
    clearTimeout(this.deadline);
    this.deadline = setTimeout(headersAreLate, this.route.upstream.headersTimeoutMs, controller);
    if (this.call.ended) controller.abort(new Error('The call ended before a connection was free.'));
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
    statusText = '',
  ): void {
    // 103 Early Hints and their like come before the answer.
    if (status < 200) return;
    clearTimeout(this.deadline);
    this.call.marks.providerHeaders = this.call.now();
    const answer = { controller, status, statusText, headers };
    if (leadsAway(this.call, status, headers)) {
      this.turnDown(answer, redirected(this.route.upstream.name), 'upstream_failed');
      return;
    }
    const encoding = headers['content-encoding'];
    const mayStream = status < 300 && (this.call.stream || isEventStream(headers['content-type']));
    const isRead = mayStream && this.route.chain?.readsStream(this.call) === true;
    this.relay = isRead && isEncoded(encoding) ? this.openEncoded(answer, encoding) : this.open(answer);
  }

  private open(answer: ProviderAnswer): Relay | null {
    const { status, headers } = answer;
    return streams(this.call, status, headers['content-type'] ?? '')
      ? this.openStream(answer)
      : this.openLabelled(answer);
  }

  /** A stream that policies do not read goes on as it came, compressed. */
  private openEncoded(answer: ProviderAnswer, encoding: string): Relay | null {
    if (isDecodable(encoding))
      return new DecodingRelay(answer, { encoding, mostBytes: this.call.limits.responseBytes }, (decoded) =>
        this.open(decoded),
      );
    this.turnDown(answer, unreadable('a stream in a compression that is not known'), 'upstream_failed');
    return null;
  }

  private openLabelled(answer: ProviderAnswer): Relay {
    if (answer.status >= 300 || isEncoded(answer.headers['content-encoding'])) return this.openWhole(answer);
    return new UndecidedRelay(this, answer, this.call.stream ? this.call.api : null);
  }

  openWhole(answer: ProviderAnswer): Relay {
    return new WholeRelay(this.call, this.route, answer);
  }

  openStream(answer: ProviderAnswer): Relay | null {
    const { call, route } = this;
    try {
      const policies = route.chain?.openStream(call) ?? null;
      return new StreamRelay(call, route, answer, policies);
    } catch (error) {
      call.log.error({ ...call.logFields, err: describeError(error) }, 'The policy chain failed to open a stream.');
      this.turnDown(answer, brokenChain, 'blocked');
    }
    return null;
  }

  private turnDown({ controller, status, headers }: ProviderAnswer, refusal: Refusal, as: CallStatus): void {
    refuse(this.call, refusal, as, { upstreamStatus: status, headers });
    controller.abort(new Error(refusal.message));
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.call.marks.providerFirstByte === -1) this.call.marks.providerFirstByte = this.call.now();
    this.relay?.data(chunk);
  }

  onResponseEnd(): void {
    this.leave();
    this.relay?.end();
  }

  onResponseError(_controller: unknown, error: Error): void {
    this.leave();
    if (this.relay !== null) this.relay.fail(error);
    else refuse(this.call, providerFailure(error, this.route.upstream.name), 'upstream_failed');
  }

  stop(reason: 'aborted' | 'interrupted'): void {
    if (this.relay !== null) this.relay.stop(reason);
    else endWithoutAnswer(this.call, reason);
    this.controller?.abort(new Error(`The call was ${reason}.`));
  }

  private leave(): void {
    if (this.over) return;
    this.over = true;
    clearTimeout(this.deadline);
    this.route.upstream.active -= 1;
    this.call.marks.providerEnded = this.call.now();
  }
}
