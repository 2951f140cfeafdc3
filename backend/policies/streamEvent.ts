import { encodeSse, eventTexts, type Api } from '@lens/core/formats';
import type { JsonObject } from '@lens/core/json';
import type { PolicyStreamEvent } from './contract';

/** An event of a policy's own making, to be passed on before, after or instead of others. */
export function createStreamEvent(api: Api, event: string, data: JsonObject): PolicyStreamEvent {
  const text = JSON.stringify(data);
  return {
    api,
    event,
    data,
    texts() {
      return this.data === null ? [] : eventTexts(api, this.data);
    },
    source: { event, data: text, raw: encodeSse(event, text) },
  };
}
