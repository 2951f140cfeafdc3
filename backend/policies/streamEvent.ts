import {
  closedBy,
  encodeSse,
  errorOf,
  eventTexts,
  finishesChoice,
  signedBy,
  textEvent,
  unsign,
  type Api,
  type SseEvent,
  type StreamText,
} from '@lens/core/formats';
import type { JsonObject } from '@lens/core/json';
import type { PolicyStreamEvent } from './contract';

/** An event of a policy's own making, to be passed on before, after or instead of others. */
export function createStreamEvent(api: Api, event: string, data: JsonObject): PolicyStreamEvent {
  return new MadeEvent(api, event, data);
}

class MadeEvent implements PolicyStreamEvent {
  readonly api: Api;
  readonly event: string;
  data: JsonObject | null;

  constructor(api: Api, event: string, data: JsonObject) {
    this.api = api;
    this.event = event;
    this.data = data;
  }

  texts(): Iterable<StreamText> {
    return this.data === null ? [] : eventTexts(this.api, this.data);
  }

  closes(open: Iterable<string>): string[] {
    return this.data === null ? [] : closedBy(this.api, this.data, open);
  }

  get finishes(): boolean {
    return this.data !== null && finishesChoice(this.api, this.data);
  }

  signs(): readonly string[] {
    return this.data === null ? [] : signedBy(this.api, this.data);
  }

  unsign(channels: readonly string[]): boolean {
    return this.data === null || unsign(this.api, this.data, channels);
  }

  get isError(): boolean {
    return this.event === 'error' || (this.data !== null && errorOf(this.api, this.data) !== null);
  }

  withText(channel: string, text: string): PolicyStreamEvent {
    const made = textEvent(this.api, this.data ?? {}, channel, text);
    return createStreamEvent(this.api, made.event, made.data);
  }

  get source(): SseEvent {
    const text = JSON.stringify(this.data);
    return { event: this.event, data: text, raw: encodeSse(this.event, text) };
  }
}
