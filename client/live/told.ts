import { isKnownActivity, type ActivityMessage, type KnownActivity } from '@lens/core/api';
import type { LiveCall } from '@lens/viewer/live';

/** What is known of a call after one more message. */
export function told(before: LiveCall | undefined, message: ActivityMessage): LiveCall {
  const call = before ?? unknownCall(message.call_id);
  return isKnownActivity(message) ? toldBy(call, message) : call;
}

function toldBy(call: LiveCall, message: KnownActivity): LiveCall {
  switch (message.event_type) {
    case 'call.began':
      return { ...call, models: withWord(call.models, message.data.model) };
    case 'policy.event':
      return { ...call, policies: withWord(call.policies, message.data.policy) };
    case 'call.ended':
      return { ...call, models: withWord(call.models, message.data.model), status: message.data.status };
    // They come when all is known.
    case 'luthien.pipeline':
      return call;
    case 'luthien.policy_decision':
      return { ...call, policies: withWord(call.policies, message.data.policy_name) };
    case 'call.stored': {
      const {
        model,
        status,
        changed_by: changedBy,
        request_changes: request,
        response_changes: response,
      } = message.data;
      return {
        ...call,
        models: withWord(call.models, model),
        status,
        isChanged: request + response > 0 || changedBy.length > 0,
        policies: changedBy.reduce(withWord, call.policies),
        isStored: true,
      };
    }
  }
}

function unknownCall(callId: string): LiveCall {
  return { callId, models: [], status: null, isChanged: null, policies: [], isStored: false };
}

function withWord(words: readonly string[], word: string | null): readonly string[] {
  return word === null || words.includes(word) ? words : [...words, word];
}
