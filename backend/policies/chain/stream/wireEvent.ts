import {
  rewrittenText,
  separator,
  sseText,
  type EventReading,
  type Framing,
  type ReadEvent,
  type SseEvent,
} from '@lens/core/formats';
import { isObject, type JsonObject } from '@lens/core/json';

/** How the events of a stream are read, and how new ones are written. */
export interface WireForm {
  read: ReadEvent;
  framing(): Framing;
}

/** What some servers send where others send a comment: `[DONE]`, `ping`, `keep-alive`. */
const word = /^(?:\[DONE\]|[a-z_-]{0,32})$/i;
/** The names of events are words, too. */
const eventName = /^[a-z_.:/-]{0,64}$/i;
const json = /^\s*\{/;
const startsLine = /[\r\n]/;

/** An event on its way through the chain. No policy gets hold of it. A class, because every event makes one. */
export class WireEvent {
  readonly source: SseEvent;
  readonly form: WireForm;
  #data: JsonObject | null | undefined;
  #reading: EventReading | undefined;

  constructor(source: SseEvent, form: WireForm) {
    this.source = source;
    this.form = form;
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
    return (this.#reading ??= this.form.read(this));
  }

  get beginsAsJson(): boolean {
    return json.test(this.source.data);
  }

  /** A client may find text in it that no policy does. */
  get isUnread(): boolean {
    return isOdd(this.source) || (!this.reading.readable && !isWord(this.source.data));
  }

  /** {@link isUnread} of one that was read elsewhere. */
  isUnreadWhen(readable: boolean): boolean {
    return isOdd(this.source) || (!readable && !isWord(this.source.data));
  }

  /** {@link isUnread} without a parse of what begins as JSON does and came whole. */
  get looksUnread(): boolean {
    const { tooLarge, stray, data } = this.source;
    return tooLarge === true || stray === true || (!this.beginsAsJson && !isWord(data));
  }
}

function isOdd({ tooLarge, stray, event }: SseEvent): boolean {
  return tooLarge === true || stray === true || (event !== '' && !eventName.test(event));
}

/** Blanks are taken off beforehand: a pattern with them at both ends takes a time that grows with their square. */
function isWord(data: string): boolean {
  return word.test(data.trim());
}

/** An event of a policy's own. */
export function madeEvent(event: string, data: string, form: WireForm): WireEvent {
  const bare = form.framing() === 'json';
  const raw = Buffer.from(bare ? `${data}\n` : sseText(event, data));
  return new WireEvent(bare ? { event, data, raw, bare } : { event, data, raw, plain: true }, form);
}

/** An event whose data or asides somebody changed. */
export function changedEvent(
  { source, form }: WireEvent,
  data: string,
  asides: readonly (string | undefined)[],
): WireEvent {
  const raw = Buffer.from(rewrittenText(source, data, asides));
  const { event } = source;
  if (source.plain) return new WireEvent({ event, data, raw, plain: true }, form);
  const changed: SseEvent = { ...source, data, raw };
  if (source.asides !== undefined) changed.asides = source.asides.map((aside, index) => asides[index] ?? aside);
  return new WireEvent(changed, form);
}

/** An event behind one that no blank line closes: it begins with what that one lacks, unless a policy before had it so. */
export function setApart(wire: WireEvent, open: SseEvent): WireEvent {
  const { form } = wire;
  const { plain: _, ...source } = wire.source;
  const gap = separator(form.framing(), open.raw);
  if (gap === '' || startsLine.test(String.fromCharCode(source.raw[0] ?? 0))) return wire;
  return new WireEvent({ ...source, raw: Buffer.concat([Buffer.from(gap), source.raw]) }, form);
}

export function parseData(data: string): JsonObject | null {
  if (!json.test(data)) return null;
  try {
    const parsed: unknown = JSON.parse(data);
    return isObject(parsed) ? parsed : null;
  } catch {
    // Not JSON: the client is to see it as the provider sent it.
    return null;
  }
}
