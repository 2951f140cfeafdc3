import { packCallView, type CallView, type PackedCallView } from '@lens/core/api';
import type { Principal } from '../../auth';
import { findCall, type StoredCall } from '../../store';
import type { ViewDeps } from '../deps';
import { policyEventsOf } from './eventKinds';
import { callDetail } from './loadCallDetail';
import { sidesOf } from './loadCallDiff';
import { policyEvent } from './policyEvent';

/**
 * `GET /api/v1/calls/{id}/view`: everything a call's page shows, as this reader may see it; null for an unknown call.
 * Without the `reveal` scope what policies redacted is masked; with it, a view of a redacted call is recorded in the
 * audit log first.
 */
export async function loadCallView(deps: ViewDeps, callId: string, reader: Principal): Promise<PackedCallView | null> {
  const call = await findCall(deps.pool, callId);
  return call && packCallView(await wholeView(deps, call, reader));
}

export async function wholeView(deps: ViewDeps, call: StoredCall, reader: Principal): Promise<CallView> {
  const { events, request, response, revealed } = await sidesOf(deps, call, reader);
  return {
    ...(await callDetail(deps, call)),
    ...linksOf(deps, call),
    request,
    response,
    events: policyEventsOf(events).map((event) => policyEvent(event, call)),
    revealed,
  };
}

export function linksOf({ links }: ViewDeps, call: StoredCall): Pick<CallView, 'traceUrl' | 'logsUrl'> {
  return links?.(call) ?? { traceUrl: null, logsUrl: null };
}
