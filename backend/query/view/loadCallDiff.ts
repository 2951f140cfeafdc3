import { callSchema, type CallDiff, type SideView } from '@lens/core/api';
import type { Principal } from '../../auth';
import { findCall, findEvents, recordAudit, type StoredCall, type StoredEvent } from '../../store';
import type { ViewDeps } from '../deps';
import { sideOf, type Direction } from './eventKinds';
import { noSide, sideView, type ReadSide } from './sideView';

export interface CallSides {
  call: StoredCall;
  events: StoredEvent[];
  request: SideView;
  response: SideView;
  revealed: boolean;
}

type SideDeps = Pick<ViewDeps, 'pool' | 'digest'>;

/** `GET /api/v1/calls/{id}/diff`; null for an unknown call. */
export async function loadCallDiff(deps: SideDeps, callId: string, reader: Principal): Promise<CallDiff | null> {
  const sides = await loadSides(deps, callId, reader);
  return sides && { callId: sides.call.callId, request: sides.request, response: sides.response };
}

/** Both directions of a call, found by its id; null for an unknown one. See `sidesOf`. */
export async function loadSides(deps: SideDeps, callId: string, reader: Principal): Promise<CallSides | null> {
  const call = await findCall(deps.pool, callId);
  return call && sidesOf(deps, call, reader);
}

/**
 * Both directions of a call as this reader may see them. A view that reveals what was redacted is in the audit log
 * before the reader has it.
 */
export async function sidesOf(deps: SideDeps, call: StoredCall, reader: Principal): Promise<CallSides> {
  const { callId } = call;
  const events = await findEvents(deps.pool, callId);
  const revealed = reader.scopes.includes('reveal');
  const options = { api: callSchema.shape.api.parse(call.api), revealed, digest: deps.digest };
  const read = (direction: Direction): ReadSide => {
    const event = sideOf(events, direction);
    return event === undefined ? noSide : sideView(event, options);
  };
  const [request, response] = [read('request'), read('response')];
  if (revealed && (request.redacted || response.redacted)) {
    const details = { request: request.redacted, response: response.redacted };
    await recordAudit(deps.pool, { who: reader.name, action: 'view_revealed', callId, details });
  }
  return { call, events, request: request.view, response: response.view, revealed };
}
