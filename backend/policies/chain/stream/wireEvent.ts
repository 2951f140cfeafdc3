import { closedBy, encodeSse, endsStream, eventTexts, textEvent, type Api, type SseEvent } from '@lens/core/formats';
import { isObject, type JsonObject } from '@lens/core/json';
import type { PolicyStreamEvent } from '../../contract';
import { createStreamEvent } from '../../streamEvent';
import { copyOnWrite } from '../policyMessage';
import { sameJson } from '../sameJson';

/** An event on its way through the chain. No policy gets hold of it. */
export interface WireEvent {
  readonly source: SseEvent;
  /** Parsed when somebody asks for it; null when it is no JSON object. */
  readonly data: JsonObject | null;
}

export function wireEvent(source: SseEvent): WireEvent {
  let parsed: JsonObject | null | undefined;
  return {
    source,
    get data() {
      return (parsed ??= parseData(source.data));
    },
  };
}

/** True for `[DONE]` and `message_stop`. */
export function isTerminal(api: Api, { source }: WireEvent): boolean {
  return endsStream(api, source);
}

export interface GuardedEvent {
  event: PolicyStreamEvent;
  /** What the policy made of the event: the very `wire` while it is still the same. */
  result(): WireEvent;
}

/** An event for one policy: reading its texts costs no copy, the first write or look at its data makes one. */
export function guardEvent(wire: WireEvent, api: Api): GuardedEvent {
  const { source } = wire;
  let own: JsonObject | null = null;
  let isOwn = false;
  const ownData = () => {
    if (!isOwn) own = parseData(source.data);
    isOwn = true;
    return own;
  };
  const writable = () => ownData() ?? {};

  return {
    event: {
      api,
      event: source.event,
      get data() {
        return ownData();
      },
      set data(data) {
        own = data;
        isOwn = true;
      },
      texts() {
        if (isOwn) return own === null ? [] : eventTexts(api, own);
        return wire.data === null ? [] : copyOnWrite(eventTexts, api, wire.data, writable);
      },
      closes(open) {
        const data = isOwn ? own : wire.data;
        return data === null ? [] : closedBy(api, data, open);
      },
      withText(channel, text) {
        const made = textEvent(api, (isOwn ? own : wire.data) ?? {}, channel, text);
        return createStreamEvent(api, made.event, made.data);
      },
      // A copy: the bytes are those that are recorded as the original. (A Buffer's `slice` would not copy.)
      get source() {
        return { ...source, raw: Uint8Array.from(source.raw) };
      },
    },
    result: () => (isOwn && !sameJson(wire.data, own) ? encoded(source.event, own) : wire),
  };
}

/** An event that a policy made itself. */
export function foreignEvent({ event, data, source }: PolicyStreamEvent): WireEvent {
  return data === null ? rawEvent(event, source.data) : encoded(event, data);
}

function encoded(event: string, data: JsonObject | null): WireEvent {
  if (!isObject(data)) throw new TypeError('A policy took the data out of an event. Leave the event out instead.');
  return rawEvent(event, JSON.stringify(data));
}

function rawEvent(event: string, data: string): WireEvent {
  return wireEvent({ event, data, raw: encodeSse(event, data) });
}

function parseData(data: string): JsonObject | null {
  if (!data.startsWith('{')) return null;
  try {
    const parsed: unknown = JSON.parse(data);
    return isObject(parsed) ? parsed : null;
  } catch {
    // Not JSON: the client is to see it as the provider sent it.
    return null;
  }
}
