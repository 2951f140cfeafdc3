import { textEvent, type Api, type SseEvent, type StreamText } from '@lens/core/formats';
import type { JsonObject } from '@lens/core/json';
import type { PolicyStreamEvent } from '../../contract';
import { createStreamEvent } from '../../streamEvent';
import { Asides } from './asides';
import { placeOfText, type LeftOfEvent, type WriteTask } from './eventTasks';
import type { Released } from './heldEvent';
import { changedEvent } from './wireEvent';

/** Writes into the data of a large event, in a thread. */
export type WriteElsewhere = (task: Pick<WriteTask, 'json' | 'written' | 'unsigned'>) => Promise<string>;

/**
 * A large event in the hands of a policy that left the most of it to a thread: it has the texts that are left, and its data is
 * not here.
 */
export class LargeEvent implements PolicyStreamEvent {
  readonly api: Api;
  readonly data = null;
  readonly #given: Released;
  readonly #left: LeftOfEvent;
  readonly #write: WriteElsewhere;
  /** What was written to the texts, by their order. */
  readonly #written: (string | undefined)[] = [];
  #unsigned: readonly string[] = [];
  readonly #asides: Asides;

  constructor(api: Api, given: Released, { left, write }: { left: LeftOfEvent; write: WriteElsewhere }) {
    this.api = api;
    this.#given = given;
    this.#left = left;
    this.#write = write;
    this.#asides = new Asides(given.wire.source.asides ?? []);
  }

  /** What a policy made of it. */
  static async release(event: LargeEvent): Promise<Released> {
    const { wire } = event.#given;
    const { json } = wire;
    const { written: asides } = event.#asides;
    const unsigned = event.#unsigned;
    const written = event.#left.texts.flatMap(({ path, text: before }, index) => {
      const text = event.#written[index];
      return text === undefined || text === before ? [] : [{ path, text }];
    });
    const isSame = written.length === 0 && unsigned.length === 0;
    const made = isSame ? json : await event.#write({ json, written, unsigned });
    if (made === json && asides.length === 0) return event.#given;
    return { wire: changedEvent(wire, made, asides), position: null };
  }

  get event(): string {
    return this.#given.wire.source.event;
  }

  get source(): SseEvent {
    const { source } = this.#given.wire;
    return { ...source, raw: Uint8Array.from(source.raw) };
  }

  texts(): StreamText[] {
    const left = this.#left.texts.map((text, index) => ({
      ...text,
      text: this.#written[index] ?? text.text,
      replace: (other: string) => void (this.#written[index] = other),
    }));
    return [...this.#asides.texts(), ...left];
  }

  closes(open: Iterable<string>): string[] {
    if (this.event === 'error') return [...open];
    const asked = new Set(open);
    return this.#left.closes.filter((channel) => asked.has(channel));
  }

  get finishes(): boolean {
    return this.#left.finishes;
  }

  signs(): readonly string[] {
    return this.#left.signs;
  }

  unsign(channels: readonly string[]): boolean {
    this.#unsigned = channels;
    return this.#left.saysMore;
  }

  get isError(): boolean {
    return this.event === 'error' || this.#left.isError;
  }

  withText(channel: string, text: string): PolicyStreamEvent {
    const template = this.#left.templates.get(channel);
    const made = template === undefined ? textEvent(this.api, {}, channel, text) : filled(template, text);
    return createStreamEvent(this.api, made.event, made.data);
  }
}

function filled({ event, json }: { event: string; json: string }, text: string): { event: string; data: JsonObject } {
  const put = (_key: string, value: unknown): unknown => (value === placeOfText ? text : value);
  // It was an object when it was written.
  return { event, data: JSON.parse(json, put) as JsonObject };
}
