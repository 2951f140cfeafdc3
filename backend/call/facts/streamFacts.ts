import {
  createReconstructor,
  createStreamDecoder,
  finishReasonOf,
  mayTellTokens,
  withoutContent,
  type Api,
} from '@lens/core/formats';
import type { AnswerFacts } from '../withheld';
import { tellerOf } from './tellerOf';

/** Most streams have one or two events that tell tokens, of a few hundred bytes. */
const mostTelling = 256 * 1024;

export interface StreamFacts {
  /** @param at milliseconds since the call began */
  push(chunk: Uint8Array, at: number): void;
  facts(): AnswerFacts;
}

/**
 * Reads off a stream, as it passes, what it says of itself, and keeps nothing else of it once that is told. Beyond
 * `maxBytes` it is not rebuilt any more: its end then goes untold.
 */
export function createStreamFacts(api: Api, maxBytes: number): StreamFacts {
  const decoder = createStreamDecoder({ maxEventBytes: maxBytes });
  const rebuilt = createReconstructor(api);
  const telling: Uint8Array[] = [];
  let tellingBytes = 0;
  let bytes = 0;
  let firstTokenMs: number | null = null;

  function read(event: Parameters<typeof rebuilt.push>[0], at: number): void {
    if (bytes <= maxBytes) rebuilt.push(event);
    if (firstTokenMs === null && rebuilt.result().firstTokenIndex !== null) firstTokenMs = at;
    if (!mayTellTokens(event.data) || tellingBytes + event.raw.length > mostTelling) return;
    telling.push(event.raw);
    tellingBytes += event.raw.length;
  }

  return {
    push(chunk, at) {
      bytes += chunk.length;
      for (const event of decoder.push(chunk)) read(event, at);
    },
    facts() {
      for (const event of decoder.end()) read(event, 0);
      const { body, complete } = rebuilt.result();
      const finishReason = body && finishReasonOf(api, body);
      const teller = tellerOf(body, Buffer.concat(telling));
      return {
        teller: teller && withoutContent(teller),
        finishReason,
        complete: complete || finishReason !== null,
        firstTokenMs,
      };
    },
  };
}
