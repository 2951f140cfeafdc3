import { messageOf } from '../../errors';
import { findScores, type StoredCall } from '../../store';
import type { Trace } from '../../traces';
import type { ViewDeps } from '../deps';
import type { BesideCall } from './callDetail';

/** Reads what is told of a call beside its row. */
export async function besideCall(
  deps: Pick<ViewDeps, 'pool' | 'traces' | 'log'>,
  call: StoredCall,
): Promise<BesideCall> {
  const [trace, scores] = await Promise.all([traceOf(deps, call), findScores(deps.pool, call.callId)]);
  return { trace, scores };
}

/** A tracing backend that is away takes its waterfall with it, not the page. */
async function traceOf({ traces, log }: Pick<ViewDeps, 'traces' | 'log'>, call: StoredCall): Promise<Trace> {
  try {
    return await traces.trace(call.traceId, [call]);
  } catch (error) {
    log.warn({ call_id: call.callId, error: messageOf(error) }, 'The spans of a call could not be read.');
    return {
      spans: [],
      told: 0,
      source: 'record',
      complete: false,
      note: 'The spans could not be read; the log says why.',
    };
  }
}
