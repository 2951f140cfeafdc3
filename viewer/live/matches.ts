import { isLogRecord, type ActivityMessage } from '@lens/core/api';
import { allTypes, type LiveFilters } from '../address';
import type { LiveCall } from './liveEntry';

/**
 * Whether a message is to be shown. All filters but that of the type are about its call, by all that is known of it: whoever
 * looks for failed calls sees how they began, too. Records, which are many, are shown where they are asked for, or one call
 * is.
 */
export function matches(message: ActivityMessage, call: LiveCall, filters: LiveFilters): boolean {
  const { text, model, status, changed, policy } = filters;
  return (
    (filters.call === undefined || filters.call === call.callId) &&
    isOfType(message, filters) &&
    (model === undefined || call.models.includes(model)) &&
    (status === undefined || (status === 'running' ? call.status === null : call.status === status)) &&
    (changed === undefined || call.isChanged === (changed === 'yes')) &&
    (policy === undefined || call.policies.includes(policy)) &&
    (text === undefined || hasText(message, text.toLowerCase()))
  );
}

function isOfType(message: ActivityMessage, { type, call }: LiveFilters): boolean {
  if (type === undefined) return call !== undefined || !isLogRecord(message);
  return type === allTypes || message.event_type === type;
}

/** In the ids that people copy from elsewhere. */
function hasText(message: ActivityMessage, text: string): boolean {
  const traceId = 'trace_id' in message.data ? message.data.trace_id : null;
  return message.call_id.includes(text) || (typeof traceId === 'string' && traceId.includes(text));
}
