import { finishReasonOf, withoutContent, type Api } from '@lens/core/formats';
import { isObject } from '@lens/core/json';
import { readBody } from '../body/readBody';
import type { AnswerFacts } from '../withheld';

/** Of an answer that nobody can read. */
export const noFacts: AnswerFacts = { teller: null, finishReason: null, complete: false, firstTokenMs: null };

/** What a whole answer says of itself. */
export function answerFacts(api: Api, answer: Uint8Array): AnswerFacts {
  const { json } = readBody(answer);
  if (!isObject(json)) return noFacts;
  return { ...noFacts, teller: withoutContent(json), finishReason: finishReasonOf(api, json), complete: true };
}
