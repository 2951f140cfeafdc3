import type { Json, JsonObject, Path } from '../json';

/** The API a client or an upstream speaks. */
export type Api = 'openai' | 'anthropic';

export type TextKind =
  'system' | 'text' | 'refusal' | 'thinking' | 'tool_arguments' | 'tool_result' | 'transcript' | 'other';

/**
 * One piece of text in a request or response body, whatever the API. Policies read and write these instead of formats.
 * `json` texts hold JSON (tool arguments): whoever rewrites them must keep them valid, see `rewriteJsonText`.
 */
export interface TextSegment {
  readonly path: Path;
  readonly role: 'system' | 'user' | 'assistant' | 'tool';
  readonly kind: TextKind;
  readonly json: boolean;
  /**
   * Covered by a provider signature: the provider refuses the next turn when it is altered. In a stream: the signature may
   * still come.
   */
  readonly signed: boolean;
  readonly text: string;
  /** It stands in a place that this version does not know. In a stream it may go on, or be a text of its own. */
  readonly unsure?: true;
  /** Writes `text` into the body the segment was read from. */
  replace(text: string): void;
}

/** The text one stream event adds to one channel: a content block, a choice's content, a tool call's arguments. */
export interface StreamText extends TextSegment {
  /** Identifies the text this delta continues, unique in the stream: `0.content`, `block.2`. */
  readonly channel: string;
  /**
   * The event carries this text from its first to its last character (a citation, a search result): nothing
   * continues it, so nothing of it may be held back for a later event.
   */
  readonly whole: boolean;
}

/** One server-sent event with the bytes it came in, line ends and padding included. */
export interface SseEvent {
  /** The `event:` field; empty when there was none. */
  event: string;
  /** The `data:` lines joined by `\n`. */
  data: string;
  raw: Uint8Array;
  /** Its bytes are what `encodeSse` makes of its name and data. */
  plain?: true;
  /** Holds nothing a client acts on (comments, blank lines, `id:` or `retry:` alone): to be passed on as it is. */
  blank?: true;
  /** What stands behind the colon of comments, `id:` and `retry:` lines that have something there, in their order. */
  asides?: readonly string[];
  /** A line of it is no field of the standard, such as a line of plain text. */
  stray?: true;
  /** An event of too many lines, or a part of one beyond the decoder's limit: bytes that were not looked at, from its beginning to its end. */
  tooLarge?: true;
  /** Its `raw` is what was read of bytes that are no UTF-8. */
  repaired?: true;
  /** The stream ended before the blank line that would have closed it. */
  unfinished?: true;
  /** A JSON value that stands in the stream without fields around it, as in lines of JSON. */
  bare?: true;
}

/** Tokens as the provider billed them; null where it did not say. Input includes cached tokens for both APIs. */
export interface Usage {
  inputTokens: number | null;
  outputTokens: number | null;
  cacheReadTokens: number | null;
  /** All of them; of those, where the provider tells them apart, the ones kept for five minutes and for an hour. */
  cacheWriteTokens: number | null;
  cacheWrite5mTokens: number | null;
  cacheWrite1hTokens: number | null;
  reasoningTokens: number | null;
  /** The tier that was billed, in the provider's word (`default`, `priority`, `batch`, …): that of the answer. */
  serviceTier: string | null;
}

/** A whole response rebuilt from its stream. */
export interface Reconstruction {
  /** What the provider would have answered without streaming; null when no event carried any part of it. */
  body: JsonObject | null;
  /** The stream's own terminal event arrived (`[DONE]`, `message_stop`). */
  complete: boolean;
  /** An error event inside the stream. */
  error: { type: string; message: string } | null;
  /**
   * What found no place in the body, with its position in the stream: events and deltas of a kind this version does not
   * know, deltas for a block that never started, data that is not JSON, anything after the terminal event. Of more than a
   * thousand the first.
   */
  unknown: { index: number; event: string; data: Json }[];
  eventCount: number;
  /** Position of the first event that carried a token (text, thinking, tool call); null if none did. */
  firstTokenIndex: number | null;
}
