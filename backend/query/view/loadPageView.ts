import { unpackCallView, type CallView, type PackedCallView, type SideView } from '@lens/core/api';
import { mayReveal, type Principal } from '../../auth';
import { findCall, findEvents, type StoredCall } from '../../store';
import { parseBuilt } from '../builder/viewBuilder';
import type { ViewDeps } from '../deps';
import { besideCall } from './besideCall';
import { callDetail } from './callDetail';
import { disclose } from './disclose';
import { linksOf, viewJob } from './loadCallView';
import { buildForPage } from './pageBuild';
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
 * a view of what was redacted is in the audit log once. So are those of which the view is not soon there.
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
  const view = bytes <= inlineBytes ? await wholeView(deps, call, reader, inlineBytes) : null;
  if (view !== null) return { view, complete: true };
  return { view: await headView(deps, call, reader), complete: false };
}

async function wholeView(
  deps: ViewDeps,
  call: StoredCall,
  reader: Principal,
  inlineBytes: number,
): Promise<CallView | null> {
  const built = await buildForPage(deps.views, await viewJob(deps, call, reader), inlineBytes);
  if (built === null) return null;
  // Built by `buildView`, whose type says so.
  return unpackCallView(parseBuilt(await disclose(deps.pool, reader, built)) as PackedCallView);
}

/** A call without its bodies: all that the header, the waterfall and the events need. */
async function headView(deps: ViewDeps, call: StoredCall, reader: Principal): Promise<CallView> {
  const [beside, events] = await Promise.all([besideCall(deps, call), findEvents(deps.pool, call.callId, 'policy')]);
  const detail = callDetail(call, beside, mayReveal(reader));
  return {
    ...detail,
    ...linksOf(deps, call),
    request: withoutBody(detail.call.requestBytes),
    response: withoutBody(detail.call.responseBytes ?? 0),
    events: events.map((event) => policyEvent(event, call)),
    revealed: mayReveal(reader),
  };
}

function withoutBody(bytes: number): SideView {
  return { ...noSide.view, originalBytes: bytes, finalBytes: bytes };
}
