import type { CallView, SideView } from '@lens/core/api';
import type { Principal } from '../../auth';
import { findCall, findEvents, type StoredCall } from '../../store';
import type { ViewDeps } from '../deps';
import { linksOf, wholeView } from './loadCallView';
import { callDetail } from './loadCallDetail';
import { policyEvent } from './policyEvent';
import { noSide } from './sideView';

export interface PageView {
  view: CallView;
  /** False when the bodies are left out: whoever shows them asks for `/api/v1/calls/{id}/view`. */
  complete: boolean;
}

/**
 * What a call's page is rendered from; null for an unknown call. Bodies of together more than `inlineBytes` (original
 * and final of both directions) are left out and not even read: the page is there at once, nothing is read twice, and
 * a view of what was redacted is in the audit log once.
 */
export async function loadPageView(
  deps: ViewDeps,
  callId: string,
  reader: Principal,
  inlineBytes: number,
): Promise<PageView | null> {
  const call = await findCall(deps.pool, callId);
  if (call === null) return null;
  const bytes = 2 * (call.requestBytes + (call.responseBytes ?? 0));
  if (bytes <= inlineBytes) return { view: await wholeView(deps, call, reader), complete: true };
  return { view: await headView(deps, call, reader), complete: false };
}

/** A call without its bodies: all that the header, the waterfall and the events need. */
async function headView(deps: ViewDeps, call: StoredCall, reader: Principal): Promise<CallView> {
  const [detail, events] = await Promise.all([callDetail(deps, call), findEvents(deps.pool, call.callId, 'policy')]);
  return {
    ...detail,
    ...linksOf(deps, call),
    request: withoutBody(call.requestBytes),
    response: withoutBody(call.responseBytes ?? 0),
    events: events.map((event) => policyEvent(event, call)),
    revealed: reader.scopes.includes('reveal'),
  };
}

function withoutBody(bytes: number): SideView {
  return { ...noSide.view, originalBytes: bytes, finalBytes: bytes };
}
