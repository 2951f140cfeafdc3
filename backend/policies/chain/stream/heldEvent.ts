import { closedBy, eventTexts, textEvent, type Api, type SseEvent, type StreamText } from '@lens/core/formats';
import { isObject, type JsonObject } from '@lens/core/json';
import type { PolicyStreamEvent } from '../../contract';
import { createStreamEvent } from '../../streamEvent';
import { sameJson } from '../sameJson';
import { parseData, writtenEvent, type WireEvent } from './wireEvent';

/** A channel that a chunk itself carries ends with it only by a finish reason or an error. */
const mayClose = /"finish_reason"\s*:\s*[^n\s]|"error"/;

/** An event as a policy passes it on. */
export interface Released {
  wire: WireEvent;
  /** Where the event stood in what the policy was given; null for one that it changed or made. */
  position: number | null;
}

/**
 * An event in the hands of one policy. Reading its texts costs no copy; the first write, or look at its data, makes
 * one. A class, because what is behind it must be out of the policy's reach and there is one for every event.
 */
export class HeldEvent implements PolicyStreamEvent {
  readonly api: Api;
  readonly #wire: WireEvent;
  readonly #position: number;
  #own: JsonObject | null | undefined;
  /** The channels that the event carries, once its texts have been read. */
  #carried: string[] | undefined;

  constructor(wire: WireEvent, position: number, api: Api) {
    this.api = api;
    this.#wire = wire;
    this.#position = position;
  }

  /** What a policy made of an event that it gives back; throws when that can't be written out. */
  static release(event: PolicyStreamEvent): Released {
    if (event instanceof HeldEvent) return event.#release();
    const { data, source } = event;
    const text = data === null ? source.data : JSON.stringify(data);
    return { wire: writtenEvent(event.event, text), position: null };
  }

  get event(): string {
    return this.#wire.source.event;
  }

  get data(): JsonObject | null {
    if (this.#own === undefined) this.#own = parseData(this.#wire.source.data);
    return this.#own;
  }

  set data(data) {
    this.#own = data;
  }

  /** A copy: the bytes are those that are recorded as the original. (A Buffer's `slice` would not copy.) */
  get source(): SseEvent {
    const { source } = this.#wire;
    return { ...source, raw: Uint8Array.from(source.raw) };
  }

  texts(): StreamText[] {
    if (this.#own !== undefined) return this.#own === null ? [] : eventTexts(this.api, this.#own);
    const shared = this.#wire.data;
    if (shared === null) return [];
    let copies: StreamText[] | undefined;
    const texts = eventTexts(this.api, shared);
    this.#carried = texts.map(({ channel }) => channel);
    for (const [index, text] of texts.entries()) {
      text.replace = (replacement) => {
        copies ??= eventTexts(this.api, this.data ?? {});
        copies[index]?.replace(replacement);
      };
    }
    return texts;
  }

  closes(open: Iterable<string>): string[] {
    const data = this.#current();
    return data === null || this.#onlyContinues(open) ? [] : closedBy(this.api, data, open);
  }

  withText(channel: string, text: string): PolicyStreamEvent {
    const made = textEvent(this.api, this.#current() ?? {}, channel, text);
    return createStreamEvent(this.api, made.event, made.data);
  }

  /** What most chunks do. To ask `closedBy` would mean to read all texts of the chunk once more. */
  #onlyContinues(open: Iterable<string>): boolean {
    if (this.api !== 'openai' || this.#own !== undefined || mayClose.test(this.#wire.source.data)) return false;
    for (const channel of open) if (!this.#carried?.includes(channel)) return false;
    return true;
  }

  #current(): JsonObject | null {
    return this.#own === undefined ? this.#wire.data : this.#own;
  }

  #release(): Released {
    const wire = this.#wire;
    const own = this.#own;
    if (own === undefined || sameJson(wire.data, own)) return { wire, position: this.#position };
    if (!isObject(own)) throw new TypeError('A policy took the data out of an event. Leave the event out instead.');
    return { wire: writtenEvent(wire.source.event, JSON.stringify(own)), position: null };
  }
}
