import { callSchema, type CallDiff, type SideView } from '@lens/core/api';
import type { Principal } from '../../auth';
import { findCall, findEvents, recordAudit, type StoredCall, type StoredEvent } from '../../store';
import type { ViewDeps } from '../deps';
import { sideOf, type Direction } from './eventKinds';
import { hasRedactions, noSide, sideView } from './sideView';

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

/**
 * Both directions of a call as this reader may see them. A view that reveals what was redacted is in the audit log
 * before the reader has it.
 */
export async function loadSides(deps: SideDeps, callId: string, reader: Principal): Promise<CallSides | null> {
  const [call, events] = await Promise.all([findCall(deps.pool, callId), findEvents(deps.pool, callId)]);
  if (call === null) return null;
  const revealed = reader.scopes.includes('reveal');
  if (revealed) await auditReveal(deps, callId, reader, events);
  const options = { api: callSchema.shape.api.parse(call.api), revealed, digest: deps.digest };
  const side = (direction: Direction): SideView => {
    const event = sideOf(events, direction);
    return event === undefined ? noSide : sideView(event, options);
  };
  return { call, events, request: side('request'), response: side('response'), revealed };
}

async function auditReveal(
  { pool }: SideDeps,
  callId: string,
  reader: Principal,
  events: StoredEvent[],
): Promise<void> {
  const redacted = (direction: Direction): boolean => {
    const event = sideOf(events, direction);
    return event !== undefined && hasRedactions(event);
  };
  const details = { request: redacted('request'), response: redacted('response') };
  if (details.request || details.response) {
    await recordAudit(pool, { who: reader.name, action: 'view_revealed', callId, details });
  }
}
