import type { Span } from '@lens/core/waterfall';
import { messageOf } from '../../errors';
import type { StoredCall } from '../../store';
import type { ViewDeps } from '../deps';

/** A tracing backend that is away takes its waterfall with it, not the page. */
export async function spansOf({ traces, log }: Pick<ViewDeps, 'traces' | 'log'>, call: StoredCall): Promise<Span[]> {
  try {
    return await traces.spans(call);
  } catch (error) {
    log.warn({ call_id: call.callId, error: messageOf(error) }, 'The spans of a call could not be read.');
    return [];
  }
}
