import {
  createSseDecoder,
  endsStream,
  errorOf,
  type Api,
  type ApiError,
  type SseDecoder,
  type SseEvent,
} from '@lens/core/formats';
import { isObject } from '@lens/core/json';
import type { AnswerSeen } from '../../call';

const NEWLINE = 0x0a;
const MAX_EVENT_BYTES = 8 * 1024 * 1024;
/** A choice has its finish reason. Quotes inside a text would have a backslash before them. */
const finishes = /"finish_reason"\s*:\s*"([^"]*)/;
/** Every event that ends a stream or reports an error holds one of these; so may others, which are then read for nothing. */
const telling: Record<Api, RegExp> = {
  openai: new RegExp(`\\[DONE\\]|error|${finishes.source}`),
  anthropic: /message_stop|error/,
};

/**
 * Knows whether a stream that is passed on has had its terminal event or an error, without reading it: a chunk of whole
 * events, as providers write them, is only searched for a few words. Events are cut and parsed when one is found, or
 * when the chunk's end is not an event's end.
 */
export class StreamWatch {
  /** The terminal event went by. */
  ended = false;
  private finishReason: string | null = null;
  private error: ApiError | null = null;
  /** An event was too large to be looked at, so `ended` can't be known. */
  blind = false;
  private readonly api: Api;
  private readonly knowsEnd: boolean;
  private decoder: SseDecoder | null = null;

  /** @param knowsEnd whether the streams of this path end with a terminal event of their API */
  constructor(api: Api, knowsEnd: boolean) {
    this.api = api;
    this.knowsEnd = knowsEnd;
  }

  push(chunk: Buffer): void {
    if (this.blind) return;
    const { length } = chunk;
    const whole = length > 1 && chunk[length - 1] === NEWLINE && chunk[length - 2] === NEWLINE;
    // Half the price of searches in the buffer.
    if (whole && this.decoder === null && !telling[this.api].test(chunk.toString('latin1'))) return;
    this.decoder ??= createSseDecoder({ maxEventBytes: MAX_EVENT_BYTES });
    try {
      this.read(this.decoder.push(chunk));
    } catch {
      // The decoder's one error: an event beyond the limit.
      this.blind = true;
    }
    if (whole) this.decoder = null;
  }

  /** The provider ended its stream: an event that no blank line closed counts, as it does for the official clients. */
  finish(): void {
    if (this.decoder !== null && !this.blind) this.read(this.decoder.end());
  }

  /** What the stream says of its end so far. `sent`: all of it was passed on to the client. */
  seen(sent: boolean): AnswerSeen {
    return { error: this.error, finishReason: this.finishReason, terminal: this.terminal(sent) };
  }

  private terminal(sent: boolean): AnswerSeen['terminal'] {
    if (this.ended) return sent ? 'sent' : 'held';
    if (this.finishReason !== null) return 'implied';
    return this.blind || !this.knowsEnd ? 'unknown' : 'missing';
  }

  private read(events: SseEvent[]): void {
    for (const event of events) {
      if (this.api === 'openai') this.finishReason ??= finishes.exec(event.data)?.[1] ?? null;
      if (endsStream(this.api, event)) this.ended = true;
      else if (event.event === 'error' || event.data.includes('"error"')) this.error ??= this.errorIn(event);
    }
  }

  private errorIn(event: SseEvent): ApiError | null {
    try {
      const body: unknown = JSON.parse(event.data);
      if (isObject(body)) return errorOf(this.api, body);
    } catch {
      // An `error` event whose data is plain text.
    }
    return event.event === 'error' ? { type: 'api_error', message: event.data } : null;
  }
}
