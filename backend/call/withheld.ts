import type { JsonObject } from '@lens/core/json';

/** What is told of a body that is not kept. */
export interface Withheld {
  /** As it was sent on. */
  bytes: number;
  /** It went out otherwise than it came in. */
  changed: boolean;
  /** The policies that changed it, in the chain's order. */
  changedBy: string[];
}

/** What an answer says of itself beside its content. */
export interface AnswerFacts {
  /** The answer, or an event of its stream, without its content: who tells tokens and model; null where nobody does. */
  teller: JsonObject | null;
  finishReason: string | null;
  /** Nothing that it tells of its tokens is missing. */
  complete: boolean;
  /** Of a stream: when its first token was there, in milliseconds since the call began. */
  firstTokenMs: number | null;
}
