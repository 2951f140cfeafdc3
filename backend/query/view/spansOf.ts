import type { Span } from '@lens/core/waterfall';
import type { StoredCall } from '../../store';
import type { ViewDeps } from '../deps';

/** A tracing backend that is away takes its waterfall with it, not the page. */
export async function spansOf({ traces, log }: Pick<ViewDeps, 'traces' | 'log'>, call: StoredCall): Promise<Span[]> {
  try {
    return await traces.spans(call);
  } catch (error) {
    log.warn(`The spans of call ${call.callId} could not be read: ${String(error)}`);
    return [];
  }
}
