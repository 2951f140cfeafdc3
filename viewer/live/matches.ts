import type { ActivityMessage } from '@lens/core/api';
import type { LiveFilters } from '../address';
import type { LiveCall } from './liveEntry';

/**
 * Whether a message is to be shown. All filters but that of the type are about its call, by all that is known of it: whoever
 * looks for failed calls sees how they began, too.
 */
export function matches(message: ActivityMessage, call: LiveCall, filters: LiveFilters): boolean {
  const { text, model, status, changed, policy, type } = filters;
  return (
    (filters.call === undefined || filters.call === call.callId) &&
    (type === undefined || message.event_type === type) &&
    (model === undefined || call.models.includes(model)) &&
    (status === undefined || (status === 'running' ? call.status === null : call.status === status)) &&
    (changed === undefined || call.isChanged === (changed === 'yes')) &&
    (policy === undefined || call.policies.includes(policy)) &&
    (text === undefined || hasText(message, text.toLowerCase()))
  );
}

/** In the ids that people copy from elsewhere. */
function hasText(message: ActivityMessage, text: string): boolean {
  const traceId = 'trace_id' in message.data ? message.data.trace_id : null;
  return message.call_id.includes(text) || (typeof traceId === 'string' && traceId.includes(text));
}
