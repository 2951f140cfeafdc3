import type { JsonObject } from '../../json';
import { anthropicClosedBy, anthropicTextEvent } from '../anthropic/streamEdges';
import { anthropicSignedBy, anthropicUnsign } from '../anthropic/signatures';
import { anthropicEventTexts } from '../anthropic/streamTexts';
import { openAiSignedBy, openAiUnsign } from '../openai/signatures';
import { openAiClosedBy, openAiFinishes, type CarriedText } from '../openai/streamEdges';
import { openAiEventTexts } from '../openai/streamTexts';
import { openAiTextEvent } from '../openai/textEvent';
import type { Api, StreamText } from '../types';

/** The texts that one event of a stream adds, in order. An event may carry several of one channel. */
export function eventTexts(api: Api, data: JsonObject): StreamText[] {
  return [...(api === 'openai' ? openAiEventTexts(data) : anthropicEventTexts(data))];
}

/**
 * Of the channels in `open`, which have to be brought to their end before this event is passed on: what was held back
 * of them goes out first. If the event carries such a channel itself, the channel ends with the event's own text.
 *
 * @param texts those of the event, where they have been read already
 */
export function closedBy(api: Api, data: JsonObject, open: Iterable<string>, texts?: Iterable<CarriedText>): string[] {
  return api === 'openai' ? openAiClosedBy(data, open, texts) : anthropicClosedBy(data, open);
}

/** Whether it has a finish reason, which may stand beside the last of a text, or of some servers beside every piece. */
export function finishesChoice(api: Api, data: JsonObject): boolean {
  return api === 'openai' && openAiFinishes(data);
}

/** The channels of texts that a signature in this event covers. */
export function signedBy(api: Api, data: JsonObject): string[] {
  return api === 'openai' ? openAiSignedBy(data) : anthropicSignedBy(data);
}

/** Takes the signatures of these channels out of an event; false when nothing else is in it. */
export function unsign(api: Api, data: JsonObject, channels: readonly string[]): boolean {
  if (api === 'anthropic') return anthropicUnsign(data);
  openAiUnsign(data, channels);
  return true;
}

/**
 * An event that adds `text` to `channel`, to send what was held back of it. `template` is the last event that carried
 * the channel, changed or not.
 */
export function textEvent(
  api: Api,
  template: JsonObject,
  channel: string,
  text: string,
): { event: string; data: JsonObject } {
  return api === 'openai' ? openAiTextEvent(template, channel, text) : anthropicTextEvent(template, channel, text);
}
