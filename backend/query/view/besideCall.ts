import { findScores, type StoredCall } from '../../store';
import type { ViewDeps } from '../deps';
import type { BesideCall } from './callDetail';
import { traceOf } from './traceOf';

/** Reads what is told of a call beside its row. */
export async function besideCall(
  deps: Pick<ViewDeps, 'pool' | 'traces' | 'log'>,
  call: StoredCall,
): Promise<BesideCall> {
  const [trace, scores] = await Promise.all([traceOf(deps, call), findScores(deps.pool, call.callId)]);
  return { trace, scores };
}
