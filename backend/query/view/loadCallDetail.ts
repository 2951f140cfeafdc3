import type { CallDetail } from '@lens/core/api';
import { mayReveal, type Principal } from '../../auth';
import { findCall } from '../../store';
import type { ViewDeps } from '../deps';
import { callDetail } from './callDetail';
import { besideCall } from './besideCall';

/** `GET /api/v1/calls/{id}`; null for an unknown call. */
export async function loadCallDetail(
  deps: Pick<ViewDeps, 'pool' | 'traces' | 'log'>,
  callId: string,
  reader: Principal,
): Promise<CallDetail | null> {
  const call = await findCall(deps.pool, callId);
  return call && callDetail(call, await besideCall(deps, call), mayReveal(reader));
}
