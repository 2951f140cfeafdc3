import { closedBy, encodeSse, eventTexts, textEvent, type Api } from '@lens/core/formats';
import type { JsonObject } from '@lens/core/json';
import type { PolicyStreamEvent } from './contract';

/** An event of a policy's own making, to be passed on before, after or instead of others. */
export function createStreamEvent(api: Api, event: string, data: JsonObject): PolicyStreamEvent {
  return {
    api,
    event,
    data,
    texts() {
      return this.data === null ? [] : eventTexts(api, this.data);
    },
    closes(open) {
      return this.data === null ? [] : closedBy(api, this.data, open);
    },
    withText(channel, text) {
      const made = textEvent(api, this.data ?? {}, channel, text);
      return createStreamEvent(api, made.event, made.data);
    },
    get source() {
      const text = JSON.stringify(this.data);
      return { event, data: text, raw: encodeSse(event, text) };
    },
  };
}
