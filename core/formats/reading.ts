import type { Json, JsonObject } from '../json';
import type { SseEvent } from './types';

/** What an accumulator made of one event. */
export interface Reading {
  /** It, or a part of it, found no place in the body. */
  unknown?: boolean;
  /** It carried a token: text, thinking or a piece of a tool call. */
  token?: boolean;
  error?: { type: string; message: string };
}

/** Builds one API's response body from its events. */
export interface Accumulator {
  /** `data` is the event's data as JSON, or as the text it is when it is not JSON. */
  add(event: SseEvent, data: Json): Reading;
  /** The body so far; null when no event carried any part of it. */
  body(): JsonObject | null;
}
