import type { CallView } from '@lens/core/api';
import { mayReveal, type Principal } from '../../auth';
import { findCall, type StoredCall } from '../../store';
import type { BuiltJson } from '../builder/viewBuilder';
import type { ViewDeps } from '../deps';
import { besideCall } from './besideCall';
import type { AskedView } from './buildView';
import { disclose } from './disclose';

/**
 * `GET /api/v1/calls/{id}/view`: everything a call's page shows, as this reader may see it, as the JSON of a
 * `PackedCallView`; null for an unknown call. Without the `reveal` scope what policies redacted is masked; with it, a view
 * of a redacted call is recorded in the audit log first.
 */
export async function loadCallView(deps: ViewDeps, callId: string, reader: Principal): Promise<BuiltJson | null> {
  const call = await findCall(deps.pool, callId);
  if (call === null) return null;
  return disclose(deps.pool, reader, await deps.views.build(await viewJob(deps, call, reader)));
}

/** What a call's view is built from. */
export async function viewJob(deps: ViewDeps, call: StoredCall, reader: Principal): Promise<AskedView> {
  const beside = await besideCall(deps, call);
  return { kind: 'view', call, beside, links: linksOf(deps, call), revealed: mayReveal(reader) };
}

export function linksOf({ links }: ViewDeps, call: StoredCall): Pick<CallView, 'traceUrl' | 'logsUrl'> {
  return links?.(call) ?? { traceUrl: null, logsUrl: null };
}
