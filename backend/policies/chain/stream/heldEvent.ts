import { equalJson } from '@lens/core/diff';
import { closedBy, eventTexts, textEvent, type Api, type SseEvent, type StreamText } from '@lens/core/formats';
import { isObject, own, type Json, type JsonObject, type Path } from '@lens/core/json';
import type { PolicyStreamEvent } from '../../contract';
import { createStreamEvent } from '../../streamEvent';
import { isWrittenPlainly, spliceText } from './spliceText';
import { parseData, writtenEvent, type WireEvent } from './wireEvent';

/** A channel that a chunk itself carries ends with it only by a finish reason, an error or the next part of its content. */
const mayClose = /"finish_reason"\s*:\s*[^n\s]|"error"|"content"\s*:\s*\[/;
/** Probabilities and numbers belong to the tokens of a text, and go when another is written. */
const hasTokens = /"(?:logprobs|token_ids?)"\s*:\s*[^n\s]/;

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
  /** The texts of `#own` that stand for those that were handed out. */
  #copies: StreamText[] | undefined;
  /** The texts that were handed out, as they are by now in `#spliced`. */
  #written: string[] = [];
  /** The JSON with other texts in it. Not in use any more once there is an `#own`. */
  #spliced: string | undefined;
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
    return { wire: writtenEvent(event.event, data === null ? source.data : writtenJson(data)), position: null };
  }

  get event(): string {
    return this.#wire.source.event;
  }

  get data(): JsonObject | null {
    if (this.#own !== undefined) return this.#own;
    this.#own = parseData(this.#wire.source.data);
    if (this.#spliced !== undefined && this.#own !== null) {
      this.#copies = eventTexts(this.api, this.#own);
      for (const [index, text] of this.#written.entries()) this.#copies[index]?.replace(text);
    }
    return this.#own;
  }

  set data(data) {
    this.#own = data;
    this.#copies = undefined;
  }

  /** A copy: the bytes are those that are recorded as the original. (A Buffer's `slice` would not copy.) */
  get source(): SseEvent {
    const { source } = this.#wire;
    return { ...source, raw: Uint8Array.from(source.raw) };
  }

  texts(): StreamText[] {
    if (this.#own !== undefined || this.#spliced !== undefined) {
      return this.data === null ? [] : eventTexts(this.api, this.data);
    }
    const shared = this.#wire.data;
    if (shared === null) return [];
    const texts = eventTexts(this.api, shared);
    this.#carried = texts.map(({ channel }) => channel);
    this.#written = texts.map(({ text }) => text);
    for (const [index, text] of texts.entries()) {
      text.replace = (replacement) => this.#write(index, text.path, replacement);
    }
    return texts;
  }

  #write(index: number, path: Path, text: string): void {
    if (this.#own === undefined && this.#splice(path, this.#written[index] ?? '', text)) {
      this.#written[index] = text;
      return;
    }
    const { data } = this;
    this.#copies ??= data === null ? [] : eventTexts(this.api, data);
    this.#copies[index]?.replace(text);
  }

  /** Puts a text into the JSON without taking it apart; false when that can't be done. */
  #splice(path: Path, before: string, after: string): boolean {
    if (before === after) return true;
    const { data } = this.#wire.source;
    if (!isWrittenPlainly(data) || hasTokens.test(data) || !isStringAt(this.#wire.data, path)) return false;
    const spliced = spliceText(this.#spliced ?? data, before, after);
    if (spliced === null) return false;
    this.#spliced = spliced;
    return true;
  }

  closes(open: Iterable<string>): string[] {
    // Whatever its data is: clients read nothing behind it.
    if (this.event === 'error') return [...open];
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
    const { source } = wire;
    const own = this.#own;
    if (own === undefined) {
      const spliced = this.#spliced ?? source.data;
      if (spliced === source.data) return { wire, position: this.#position };
      return { wire: writtenEvent(source.event, spliced), position: null };
    }
    if (equalJson(wire.data, own)) return { wire, position: this.#position };
    if (!isObject(own)) throw new TypeError('A policy took the data out of an event. Leave the event out instead.');
    return { wire: writtenEvent(source.event, writtenJson(own)), position: null };
  }
}

/** What a policy put together may have no JSON at all: a `toJSON` can give back nothing. */
function writtenJson(data: JsonObject): string {
  const text: unknown = JSON.stringify(data);
  if (typeof text !== 'string') throw new TypeError('A policy gave an event data that JSON can not hold.');
  return text;
}

/** False for a number that is read as a text: the string of its digits, where there is one, is something else. */
function isStringAt(data: Json, path: Path): boolean {
  let here: Json | undefined = data;
  for (const step of path) {
    if (Array.isArray(here)) here = here[Number(step)];
    else here = isObject(here) ? own(here, String(step)) : undefined;
  }
  return typeof here === 'string';
}
