import type { CallView } from '@lens/core/api';
import type { Principal } from '../../auth';
import type { ViewDeps } from '../deps';
import { policyEventsOf } from './eventKinds';
import { callDetail } from './loadCallDetail';
import { loadSides } from './loadCallDiff';
import { policyEvent } from './policyEvent';

/**
 * Everything a call's page shows, as this reader may see it; null for an unknown call. Without the `reveal` scope what
 * policies redacted is masked; with it, a view of a redacted call is recorded in the audit log first.
 */
export async function loadCallView(deps: ViewDeps, callId: string, reader: Principal): Promise<CallView | null> {
  const sides = await loadSides(deps, callId, reader);
  if (sides === null) return null;
  const { call, events, request, response, revealed } = sides;
  const { traceUrl, logsUrl } = deps.links?.(call) ?? { traceUrl: null, logsUrl: null };
  return {
    ...(await callDetail(deps, call)),
    request,
    response,
    events: policyEventsOf(events).map((event) => policyEvent(event, call)),
    traceUrl,
    logsUrl,
    revealed,
  };
}
