import { equalJson } from '@lens/core/diff';
import {
  closedBy,
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
import { isObject, type JsonObject } from '@lens/core/json';
import type { PolicyStreamEvent } from '../../contract';
import { createStreamEvent } from '../../streamEvent';
import { Asides } from './asides';
import { withTexts } from './withTexts';
import { changedEvent, madeEvent, parseData, type WireEvent, type WireForm } from './wireEvent';

/** An event as a policy passes it on. */
export interface Released {
  wire: WireEvent;
  /** Where the event stood in what the policy was given; null for one that it changed or made. */
  position: number | null;
}

const none: readonly string[] = [];
const nothingWritten: (string | undefined)[] = [];

/**
 * An event in the hands of one policy. Reading its texts costs no copy; the first look at its data makes one. A class,
 * because what is behind it must be out of the policy's reach and there is one for every event.
 */
export class HeldEvent implements PolicyStreamEvent {
  readonly api: Api;
  readonly #given: Released;
  readonly #wire: WireEvent;
  /** What was written to the texts that were handed out, by their order. Not in use any more once there is an `#own`. */
  #written: (string | undefined)[] | undefined;
  #own: JsonObject | null | undefined;
  /** The texts of `#own` that stand for those that were handed out. */
  #copies: StreamText[] | undefined;
  /** Of an event that has any, when its texts were asked for. */
  #asides: Asides | undefined;

  constructor(given: Released, api: Api) {
    this.api = api;
    this.#given = given;
    this.#wire = given.wire;
  }

  /** What a policy made of an event that it gives back; throws when that can't be written out. */
  static release(event: PolicyStreamEvent, form: WireForm): Released {
    if (event instanceof HeldEvent) return event.#release();
    const { data, source } = event;
    const json = data === null ? source.data : writtenJson(data);
    return { wire: madeEvent(event.event, json, form), position: null };
  }

  get event(): string {
    return this.#wire.source.event;
  }

  get data(): JsonObject | null {
    if (this.#own === undefined) {
      this.#own = parseData(this.#wire.source.data);
      for (const [index, text] of (this.#written ?? []).entries()) {
        if (text !== undefined) this.#copy(index)?.replace(text);
      }
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
    const { asides } = this.#wire.source;
    if (asides === undefined) return this.#dataTexts();
    this.#asides ??= new Asides(asides);
    return [...this.#asides.texts(), ...this.#dataTexts()];
  }

  #dataTexts(): StreamText[] {
    if (this.#own !== undefined || this.#written !== undefined) {
      return this.data === null ? [] : eventTexts(this.api, this.data);
    }
    const { texts, places } = this.#wire.reading;
    return texts.map((read, index) => {
      const { path, role, kind, json, signed, channel, whole, unsure } = read;
      const text = places?.[index]?.text ?? read.text;
      const replace = (other: string): void => this.#write(index, other);
      const handed = { path, role, kind, json, signed, text, channel, whole, replace };
      return unsure ? { ...handed, unsure } : handed;
    });
  }

  #write(index: number, text: unknown): void {
    // A policy without types may give anything.
    if (typeof text !== 'string')
      throw new TypeError('A policy put something else than a text in the place of a text.');
    if (this.#own === undefined && this.#wire.reading.places !== null) {
      this.#written ??= [];
      this.#written[index] = text;
    } else this.#copy(index)?.replace(text);
  }

  #copy(index: number): StreamText | undefined {
    const { data } = this;
    this.#copies ??= data === null ? [] : eventTexts(this.api, data);
    return this.#copies[index];
  }

  closes(open: Iterable<string>): string[] {
    // Whatever its data is: clients read nothing behind it.
    if (this.event === 'error') return [...open];
    if (this.#own === undefined) return this.#wire.reading.closes(open);
    return this.#own === null ? [] : closedBy(this.api, this.#own, open);
  }

  get finishes(): boolean {
    const data = this.#own === undefined ? this.#wire.data : this.#own;
    return data !== null && finishesChoice(this.api, data);
  }

  signs(): readonly string[] {
    if (this.#own === undefined) return this.#wire.reading.signs.length === 0 ? none : [...this.#wire.reading.signs];
    return this.#own === null ? [] : signedBy(this.api, this.#own);
  }

  unsign(channels: readonly string[]): boolean {
    const { data } = this;
    return data === null || unsign(this.api, data, channels);
  }

  get isError(): boolean {
    if (this.event === 'error') return true;
    const wire = this.#wire;
    if (this.#own === undefined && !wire.json.includes('"error"')) return false;
    const data = this.#own === undefined ? wire.data : this.#own;
    return data !== null && errorOf(this.api, data) !== null;
  }

  withText(channel: string, text: string): PolicyStreamEvent {
    const template = this.#own === undefined ? this.#wire.data : this.#own;
    const made = textEvent(this.api, template ?? {}, channel, text);
    return createStreamEvent(this.api, made.event, made.data);
  }

  #release(): Released {
    const { json } = this.#wire;
    const own = this.#own;
    if (own === undefined) {
      return this.#changedTo(this.#written === undefined ? json : withTexts(json, this.#wire.reading, this.#written));
    }
    if (equalJson(this.#wire.data, own)) return this.#changedTo(json);
    if (!isObject(own)) throw new TypeError('A policy took the data out of an event. Leave the event out instead.');
    return this.#changedTo(writtenJson(own));
  }

  #changedTo(json: string): Released {
    const asides = this.#asides?.written ?? nothingWritten;
    if (json === this.#wire.json && asides.length === 0) return this.#given;
    return { wire: changedEvent(this.#wire, json, asides), position: null };
  }
}

/** What a policy put together may have no JSON at all: a `toJSON` can give back nothing. */
function writtenJson(data: JsonObject): string {
  const text: unknown = JSON.stringify(data);
  if (typeof text !== 'string') throw new TypeError('A policy gave an event data that JSON can not hold.');
  return text;
}
