import type { IncomingHttpHeaders } from 'node:http';
import { requestFacts } from '@lens/core/formats';
import type { CallEnd, CallStart, ContentEncoding, Exchange, PackedBody } from '../../call';
import { faultOf } from '../../log';
import { isRandomUuid, isUuid } from '../../uuid';
import type { Call } from '../call';
import type { ReceivedRequest } from '../request/receivedRequest';
import type { TraceContext } from '../traceContext';
import { EMPTY } from '../bytes';
import type { Ending } from './ending';
import { recordedEndpoint } from './recordedAddress';
import { recordedRequestHeaders, recordedResponseHeaders } from './recordedHeaders';
import { beginningOf } from './strangers';
import { finalModel, timingsOf } from './timings';

/**
 * Appends the call's start, with the request as it came and as it goes out. Runs before the provider is called, so that
 * no call is made that is not on record.
 */
export function recordStart(call: Call): Promise<void> | undefined {
  const { capture } = call;
  if (capture === null || call.started) return undefined;
  call.started = true;
  return capture.start(startOf(call), !call.admitted);
}

function startOf(call: Call): CallStart {
  const { req, route, outcome, gateway, trace } = call;
  const { headers } = req;
  const kept = call.stranger ? beginningOf : (text: string) => text;
  const facts = requestFacts(call.api, call.request.body ?? {}, headers);
  // What most calls lack is added behind: what stands behind a spread in a literal is set one by one, in the runtime.
  const start: CallStart = {
    callId: call.callId,
    startedAt: call.startedAt,
    traceId: trace.traceId,
    spanId: trace.spanId,
    parentSpanId: trace.parentSpanId,
    api: call.api,
    operation: call.operation,
    method: req.method ?? '',
    endpoint: kept(recordedEndpoint(call.url, gateway.isLensToken)),
    provider: route?.upstream.provider ?? call.api,
    upstream: route?.upstream.name ?? call.api,
    requestedModel: call.model,
    finalModel: finalModel(call),
    stream: call.stream,
    captureMode: call.captureMode,
    policies: policiesOf(call),
    headers: call.stranger ? shortened(recordedRequestHeaders(headers)) : recordedRequestHeaders(headers),
    sessionId: gateway.hashIdentity(facts.sessionId),
    sessionIsRandom: facts.sessionId !== null && isRandomUuid(facts.sessionId),
    userHash: gateway.hashIdentity(facts.userId),
    callerHash: call.callerHash,
    parentCallId: parentCallId(headers),
    request: requestOf(call),
    events: outcome?.events ?? [],
  };
  Object.assign(start, gateway.circumstances(call.startedAt));
  if (trace.parentSpanId !== null) Object.assign(start, callersTrace(trace, headers));
  if (call.request.encoding !== null) start.request.packed = packedRequest(call.request, call.request.encoding);
  return start;
}

/** What W3C Trace Context makes every system pass on; a longer one may be left out (§3.3.1.5). */
const longestTraceState = 512;

function callersTrace({ flags }: TraceContext, headers: IncomingHttpHeaders) {
  const { tracestate } = headers;
  const sampledByCaller = (Number.parseInt(flags, 16) & 1) === 1;
  if (typeof tracestate !== 'string' || tracestate.length > longestTraceState) return { sampledByCaller };
  return { sampledByCaller, traceState: tracestate };
}

function policiesOf({ operation, route }: Call): string[] {
  const names = operation === 'passthrough' ? route?.chain?.others.names : route?.chain?.names;
  return names ?? [];
}

function shortened(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, beginningOf(value)]));
}

/** A request that a redacting policy stopped went nowhere, and what in it is secret that policy alone could have told. */
function requestOf(call: Call): Exchange {
  const { outcome, req } = call;
  const { original } = call.request;
  const contentType = req.headers['content-type'] ?? null;
  // Its policies broke, or it ended before they were through: it went nowhere, and nobody knows what they had taken out.
  if (outcome === null) return { original, final: hasPolicies(call) ? EMPTY : null, steps: [], contentType };
  const { blocked, bytes, steps } = outcome;
  if (blocked?.redacts !== true) return { original, final: bytes === original ? null : bytes, steps, contentType };
  const stopped = { policy: blocked.policy, redacts: true, body: EMPTY };
  return { original, final: EMPTY, steps: [...steps, stopped], contentType };
}

/** A compressed body stays compressed on its way to the record: a few kilobytes may stand for the whole limit. */
function packedRequest({ original, sent }: ReceivedRequest, encoding: ContentEncoding): PackedBody[] {
  return [{ body: original, encoding, bytes: sent }];
}

/** Or might have: a request that was refused before its route was known could have had any. */
function hasPolicies({ operation, route, request, gateway }: Call): boolean {
  if (request.original.length === 0) return false;
  if (operation === 'passthrough') return route === null ? gateway.readsOthers : route.chain?.others.request === true;
  return route === null ? gateway.anyPolicies : route.chain !== null;
}

/**
 * Ends a call once: appends its end, then lets the client have its last byte, then tells who listens. Whatever else was
 * about to end it comes too late and does nothing.
 */
export function endCall(call: Call, ending: Ending, sendLast: () => void): void {
  if (call.ended) return;
  call.ended = true;
  call.running = null;
  call.gateway.inFlight.remove(call);
  call.letGo();
  const durationMs = call.now();
  const answer = (): void => {
    try {
      sendLast();
    } catch (error) {
      // Nobody above would end the response: its client would wait for ever.
      call.log.error({ ...call.logFields, ...faultOf(error) }, 'An answer could not be sent.');
      call.res.destroy();
    }
    call.gateway.listeners?.ended(call, ending, durationMs);
  };
  const recorded = recordEnd(call, ending, durationMs);
  if (recorded === undefined) answer();
  else {
    recorded.then(answer, (error: unknown) => {
      call.log.error({ ...call.logFields, ...faultOf(error) }, 'Capture failed to append the end of a call.');
      answer();
    });
  }
}

function recordEnd(call: Call, ending: Ending, durationMs: number): Promise<void> | undefined {
  const { capture } = call;
  if (capture === null || call.unrecorded) return undefined;
  // A call that ends before it was begun is over, recorded or not.
  recordStart(call)?.catch(() => undefined);
  return capture.end(endOf(call, ending, durationMs));
}

function endOf(call: Call, ending: Ending, durationMs: number): CallEnd {
  const end: CallEnd = {
    callId: call.callId,
    status: ending.status,
    errorType: ending.errorType,
    errorMessage: ending.errorMessage,
    httpStatus: ending.httpStatus,
    upstreamStatus: ending.upstreamStatus,
    durationMs,
    headers: recordedResponseHeaders(ending.headers, call.gateway.isLensToken),
    response: ending.response,
    streamed: ending.streamed,
    events: ending.events,
    timings: timingsOf(call, ending, durationMs),
  };
  if (ending.unsentBytes > 0) end.unsentBytes = ending.unsentBytes;
  return end;
}

function parentCallId(headers: IncomingHttpHeaders): string | null {
  const value = single(headers['x-luthien-parent-call-id']);
  return value !== undefined && isUuid(value) ? value : null;
}

function single(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
