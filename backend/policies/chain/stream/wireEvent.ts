import { sseText, type EventReading, type ReadEvent, type SseEvent } from '@lens/core/formats';
import { isObject, type JsonObject } from '@lens/core/json';

/** An event on its way through the chain. No policy gets hold of it. A class, because every event makes one. */
export class WireEvent {
  readonly source: SseEvent;
  /** Reads the events of this stream. */
  readonly read: ReadEvent;
  #data: JsonObject | null | undefined;
  #reading: EventReading | undefined;

  constructor(source: SseEvent, read: ReadEvent) {
    this.source = source;
    this.read = read;
  }

  get json(): string {
    return this.source.data;
  }

  /** Parsed when somebody asks for it; null when it is no JSON object. */
  get data(): JsonObject | null {
    if (this.#data === undefined) this.#data = parseData(this.source.data);
    return this.#data;
  }

  get reading(): EventReading {
    return (this.#reading ??= this.read(this));
  }
}

/** An event whose data somebody wrote. */
export function writtenEvent(event: string, data: string, read: ReadEvent): WireEvent {
  return new WireEvent({ event, data, raw: Buffer.from(sseText(event, data)) }, read);
}

export function parseData(data: string): JsonObject | null {
  if (!data.startsWith('{')) return null;
  try {
    const parsed: unknown = JSON.parse(data);
    return isObject(parsed) ? parsed : null;
  } catch {
    // Not JSON: the client is to see it as the provider sent it.
    return null;
  }
}
