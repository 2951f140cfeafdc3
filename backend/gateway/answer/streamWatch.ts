import {
  beginningOfJson,
  createSseDecoder,
  createStreamDecoder,
  endsStream,
  errorOf,
  type Api,
  type ApiError,
  type Framing,
  type SseDecoder,
  type SseEvent,
} from '@lens/core/formats';
import { isObject, stringEnd } from '@lens/core/json';
import type { AnswerSeen } from '../../call';

const limits = { maxEventBytes: 8 * 1024 * 1024 };
/** Enough to know the first field by. */
const headBytes = 64;
/** A choice has its finish reason. Quotes inside a text would have a backslash before them. */
const finishes = /"finish_reason"\s*:\s*"([^"]*)/;
/** Behind one an event begins, wherever it stands. */
const blankLines = ['\n\n', '\r\n\r\n'];
/** A longer event takes too long to be parsed where all calls share the time. */
const mostParsed = 64 * 1024;
/** How streams of other paths than the main routes begin that have an end all the same, and how the Responses API's ends. */
const haveEnd = /"type"\s*:\s*"response\.(?:created|queued|in_progress)"|"object"\s*:\s*"text_completion"/;
const responseEnds = /"type"\s*:\s*"response\.(?:completed|failed|incomplete)"/;
/** Some servers say it in the event's name alone. */
const endNames = /response\.(?:completed|failed|incomplete)/;
/** Every event that ends a stream or reports an error holds one of these; so may others, which are then read for nothing. */
const telling: Record<Api, RegExp> = {
  openai: new RegExp(`\\[DONE\\]|error|${finishes.source}|${endNames.source}`),
  anthropic: /message_stop|error/,
};
/** The same of a stream of which it is not known yet whether it has an end. */
const mayHaveEnd = new RegExp(`${telling.openai.source}|${telling.anthropic.source}|${haveEnd.source}`);

/** How a stream of events begins, whatever its label says. */
const beginsAsEvents = /^(?:\xef\xbb\xbf)?\s*(?:data|event|id|retry)?:/;

/** What a relay knows of a stream before it begins. */
export interface WatchedStream {
  /** Its label says that it is one of events. */
  isLabelled: boolean;
  /** False of a compressed one: its events can't be seen. */
  isReadable: boolean;
  /** Whether the streams of this path end with a terminal event of their API. Those of others may say it of themselves. */
  knowsEnd: boolean;
}

/**
 * Knows whether a stream that is passed on has had its terminal event or an error, without reading it: most of it is
 * only searched for a few words. Events are cut and parsed where one is found, and at the edges of chunks that are not
 * an event's.
 */
export class StreamWatch {
  /** The terminal event went by. */
  ended = false;
  private finishReason: string | null = null;
  private error: ApiError | null = null;
  /** An event was too large to be looked at, so `ended` can't be known. */
  blind = false;
  private readonly api: Api;
  private readonly stream: WatchedStream;
  framing: Framing | null = null;
  private isOfEvents: boolean;
  private knowsEnd: boolean;
  private decoder: SseDecoder | null = null;
  private unfinished = false;

  constructor(api: Api, stream: WatchedStream) {
    this.api = api;
    this.stream = stream;
    this.isOfEvents = stream.isLabelled;
    this.knowsEnd = stream.knowsEnd;
  }

  push(chunk: Buffer): void {
    if (!this.stream.isReadable || chunk.length === 0) return;
    if (this.framing === 'events') this.pushEvents(chunk);
    else if (this.framing === 'json') this.decode(chunk);
    else {
      const first = endOfFirst(chunk.toString('latin1')) ?? chunk.length;
      const framing = this.begin(chunk.subarray(0, first));
      const rest = chunk.subarray(first);
      if (framing === null) this.begin(rest);
      else this.push(rest);
    }
  }

  private decode(bytes: Buffer): void {
    this.decoder ??= createSseDecoder(limits);
    this.read(this.decoder.push(bytes));
  }

  /** Reads the event that was begun before, those from the first telling word on, and the beginning of the next one. */
  private pushEvents(chunk: Buffer): void {
    // Half the price of searches in the buffer.
    const text = chunk.toString('latin1');
    const begin = this.decoder === null ? 0 : endOfFirst(text);
    if (begin === null) {
      this.decode(chunk);
      return;
    }
    if (begin > 0) this.decode(chunk.subarray(0, begin));
    this.decoder = null;
    const told = text.slice(begin).search(this.knowsEnd ? telling[this.api] : mayHaveEnd);
    const from = Math.max(begin, endOfLast(told === -1 ? text : text.slice(0, begin + told)) ?? 0);
    if (from < text.length) this.decode(chunk.subarray(from));
    if (text.endsWith('\n\n')) this.decoder = null;
  }

  /** How many of the bytes so far belong to an event that is not complete: no client can make anything of them yet. */
  heldBytes(): number {
    return this.isOfEvents && this.framing === 'events' ? (this.decoder?.heldBytes() ?? 0) : 0;
  }

  /**
   * The provider ended its stream, or broke off: an event that no blank line closed counts where it is whole, as it does
   * for the official clients. False when it is only a part of one.
   */
  finish(): boolean {
    const rest = this.decoder?.end() ?? [];
    if (rest.some((event) => !isWhole(event))) {
      this.unfinished = true;
      return false;
    }
    this.read(rest);
    return true;
  }

  private begin(chunk: Buffer): Framing | null {
    const decoder = createStreamDecoder(limits);
    this.read(decoder.push(chunk));
    this.framing = decoder.framing();
    if (this.framing === null) return null;
    this.decoder = decoder;
    this.isOfEvents ||= beginsAsEvents.test(chunk.subarray(0, headBytes).toString('latin1'));
    return this.framing;
  }

  /** What the stream says of its end so far. `sent`: all of it was passed on to the client. */
  seen(sent: boolean): AnswerSeen {
    return { error: this.error, finishReason: this.finishReason, terminal: this.terminal(sent) };
  }

  private terminal(sent: boolean): AnswerSeen['terminal'] {
    if (this.ended) return sent ? 'sent' : 'held';
    if (this.finishReason !== null) return 'implied';
    // JSON where events were asked for has no last event.
    if (this.framing === 'json' && !this.unfinished) return 'unknown';
    return this.blind || !this.stream.isReadable || !this.knowsEnd ? 'unknown' : 'missing';
  }

  private read(events: SseEvent[]): void {
    for (const event of events) {
      if (event.tooLarge) this.blind = true;
      if (this.api === 'openai') this.finishReason ??= finishes.exec(event.data)?.[1] ?? null;
      this.knowsEnd ||= this.api === 'openai' && haveEnd.test(event.data);
      if (this.endsResponse(event)) this.ended = true;
      if (endsStream(this.api, event)) this.ended = true;
      else if (event.event === 'error' || event.data.includes('"error"')) this.error ??= this.errorIn(event);
    }
  }

  private endsResponse({ event, data }: SseEvent): boolean {
    return !this.stream.knowsEnd && this.knowsEnd && (endNames.test(event) || responseEnds.test(data));
  }

  private errorIn(event: SseEvent): ApiError | null {
    const body = beginningOfJson(event.data);
    if (isObject(body)) return errorOf(this.api, body);
    // An `error` event whose data is plain text.
    return event.event === 'error' ? { type: 'api_error', message: event.data } : null;
  }
}

/** Where the first blank line ends; null where there is none. */
function endOfFirst(text: string): number | null {
  const ends = blankLines.flatMap((line) => (text.includes(line) ? [text.indexOf(line) + line.length] : []));
  return ends.length === 0 ? null : Math.min(...ends);
}

function endOfLast(text: string): number | null {
  const ends = blankLines.flatMap((line) => (text.includes(line) ? [text.lastIndexOf(line) + line.length] : []));
  return ends.length === 0 ? null : Math.max(...ends);
}

/** The JSON of its data is complete, or it says nothing to clients. One whose data is empty so far they would parse. */
function isWhole({ data, blank, tooLarge }: SseEvent): boolean {
  if (tooLarge) return false;
  if (blank || data.trim() === '[DONE]') return true;
  if (data.length > mostParsed) return isClosed(data);
  try {
    JSON.parse(data);
    return true;
  } catch {
    return false;
  }
}

/** Whether all brackets of a large one are closed. */
function isClosed(json: string): boolean {
  let depth = 0;
  let last = '';
  for (let at = 0; at < json.length; at += 1) {
    const char = json.charAt(at);
    if (char <= ' ') continue;
    last = char;
    if (char === '"') at = stringEnd(json, at);
    else if (char === '{' || char === '[') depth += 1;
    else if (char === '}' || char === ']') depth -= 1;
  }
  return depth === 0 && (last === '}' || last === ']');
}
