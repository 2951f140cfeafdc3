import type { JsonObject } from '../../json';
import { anthropicRequestTexts, anthropicResponseTexts } from '../anthropic/texts';
import { openAiRequestTexts, openAiResponseTexts } from '../openai/texts';
import type { Api, TextSegment } from '../types';

/**
 * Every text that someone wrote into a request: prompts, messages, tool arguments and results, tool descriptions; not
 * ids, names, addresses or base64. Read lazily and in document order: replacing while iterating is fine.
 */
export function requestTexts(api: Api, body: JsonObject): Iterable<TextSegment> {
  return api === 'openai' ? openAiRequestTexts(body) : anthropicRequestTexts(body);
}

/** Every text in a whole response: answer, refusal, thinking, tool arguments, transcript, citations. */
export function responseTexts(api: Api, body: JsonObject): Iterable<TextSegment> {
  return api === 'openai' ? openAiResponseTexts(body) : anthropicResponseTexts(body);
}
