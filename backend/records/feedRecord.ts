import type { FeedRecord } from '../call';
import type { LuthienEvent } from './observabilityContext';

/** An event as the live feed may have it: names alone. What a body or a policy said stays out; null for what is too many. */
export function feedRecordOf({ type, call, level, at, payloadType, fields }: LuthienEvent): FeedRecord | null {
  if (payloadType === 'stream_chunk') return null;
  const { policy_name: policy, decision } = fields;
  return {
    callId: call.callId,
    type,
    level,
    at,
    stage: payloadType,
    policy: typeof policy === 'string' ? policy : null,
    decision: typeof decision === 'string' ? decision : null,
  };
}
