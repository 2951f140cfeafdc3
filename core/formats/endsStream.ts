import { isObject } from '../json';
import { beginningOfJson } from './jsonText/beginningOfJson';
import type { Api, SseEvent } from './types';

/** True for the event after which the provider has nothing more to say: `[DONE]`, `message_stop`. */
export function endsStream(api: Api, event: SseEvent): boolean {
  if (api === 'openai') return event.data.trim() === '[DONE]';
  if (!event.data.includes('"message_stop"')) return false;
  const data = beginningOfJson(event.data);
  return isObject(data) && data['type'] === 'message_stop';
}
