import { spanNames } from '@lens/core/waterfall';
import { isProviderFailure, type Timing } from '../../call';
import type { Call } from '../call';
import type { Ending } from './ending';

/**
 * The call's spans. The root carries the route's name; below it are reading the request, waiting for room in the spool
 * where it had to, its policies, the provider call, and the response's policies: as one step for a whole response, beside
 * the passing on for a stream.
 */
export function timingsOf(call: Call, ending: Ending, duration: number): Timing[] {
  const { marks } = call;
  const root: Timing = { name: spanNames.root(call.operation), parent: -1, start: 0, end: duration };
  if (ending.errorType !== null) root.error = ending.errorType;
  const timings = [root];
  const within = (name: string, start: number, end: number): Timing => {
    const timing = { name, parent: 0, start, end: end === -1 ? duration : end };
    timings.push(timing);
    return timing;
  };
  within(spanNames.requestReceived, 0, marks.received);
  if (marks.admitted !== -1) within(spanNames.waitForRoom, marks.received, marks.admitted);
  const isOther = call.operation === 'passthrough';
  if (marks.received !== -1 && (!isOther || call.outcome !== null)) {
    within(spanNames.processRequest, Math.max(marks.received, marks.admitted), marks.policed);
    hang(timings, call.outcome?.timings ?? []);
  }
  if (marks.providerCalled !== -1) {
    const provider = within(spanNames.completion, marks.providerCalled, marks.providerEnded);
    provider.attributes = providerAttributes(call, ending);
    provider.spanId = call.trace.providerSpanId;
    if (isProviderFailure(ending.status)) provider.error = ending.errorType ?? ending.status;
  }
  if (ending.streamed) {
    within(spanNames.orchestrate, marks.providerHeaders, duration);
    if (ending.policed) within(spanNames.processStreamingResponse, marks.providerHeaders, marks.answered);
    hang(timings, ending.policyTimings);
  } else if (marks.answered !== -1 && (!isOther || ending.policed)) {
    within(spanNames.processFullResponse, marks.providerEnded, marks.answered);
    hang(timings, ending.policyTimings);
  }
  return timings;
}

/** Hangs the policies' spans below the last one. */
function hang(timings: Timing[], below: readonly Timing[]): void {
  const base = timings.length;
  for (const timing of below) {
    timings.push({ ...timing, parent: timing.parent === -1 ? base - 1 : timing.parent + base });
  }
}

function providerAttributes(call: Call, ending: Ending): Record<string, string | number | boolean> {
  const { marks, route } = call;
  const attributes: Record<string, string | number | boolean> = {};
  if (route !== null) {
    attributes['gen_ai.provider.name'] = route.upstream.provider;
    attributes['luthien.upstream'] = route.upstream.name;
  }
  const model = finalModel(call);
  if (model !== null) attributes['gen_ai.request.model'] = model;
  if (ending.upstreamStatus !== null) attributes['http.response.status_code'] = ending.upstreamStatus;
  if (marks.providerHeaders !== -1) attributes['luthien.headers_ms'] = marks.providerHeaders - marks.providerCalled;
  if (marks.providerFirstByte !== -1)
    attributes['luthien.first_byte_ms'] = marks.providerFirstByte - marks.providerCalled;
  return attributes;
}

/** The model that the provider is asked for, after the policies. */
export function finalModel(call: Call): string | null {
  const model = call.outcome?.body['model'];
  return typeof model === 'string' ? model : call.model;
}
