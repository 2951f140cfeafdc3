import { messageOf } from '../../errors';
import type { StoredCall } from '../../store';
import type { Trace } from '../../traces';
import type { ViewDeps } from '../deps';

/** A tracing backend that is away takes its waterfall with it, not the page. */
export async function traceOf({ traces, log }: Pick<ViewDeps, 'traces' | 'log'>, call: StoredCall): Promise<Trace> {
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
