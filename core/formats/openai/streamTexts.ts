import { isObject, type Json, type JsonObject, type Path } from '../../json';
import type { StreamText, TextSegment } from '../types';
import { messageTexts } from './messageTexts';
import { comesInPieces } from './parts';
import { choiceText, dropLogprobs } from './texts';

/** The texts of one chunk. A delta has the shape of a message, so it is read as one. */
export function* openAiEventTexts(data: JsonObject): Generator<StreamText> {
  const { choices } = data;
  if (!Array.isArray(choices)) return;
  for (const [place, choice] of choices.entries()) {
    if (!isObject(choice)) continue;
    if ('text' in choice) yield* choiceTexts(choice, place);
    const { delta } = choice;
    if (!isObject(delta)) continue;
    const path = ['choices', place, 'delta'];
    for (const text of messageTexts(delta, path, 'assistant', dropLogprobs(choice))) {
      const channel = channelOf(text, delta, path.length);
      yield { ...text, channel: `${choiceName(choice)}.${channel.name}`, whole: channel.whole };
    }
  }
}

function* choiceTexts(choice: JsonObject, place: number): Generator<StreamText> {
  for (const text of choiceText(choice, ['choices', place])) {
    yield { ...text, channel: `${choiceName(choice)}.text`, whole: false };
  }
}

/** Channels of a choice begin with its index. */
export function choiceName(choice: JsonObject): string {
  return String(indexOf(choice, 0));
}

/** `content`, `tool_calls.1`, `reasoning_details.0`: what of the delta's message this text continues. */
function channelOf(text: TextSegment, delta: JsonObject, depth: number): { name: string; whole: boolean } {
  const inDelta = text.path.slice(depth);
  const [field, place] = inDelta;
  if (place !== undefined && isSaidAtOnce(inDelta)) return { name: inDelta.join('.'), whole: true };
  if (field === 'content' && text.kind === 'thinking') return { name: 'content_thinking', whole: false };
  if (field === 'content' && text.kind === 'refusal') return { name: 'refusal', whole: false };
  if (field === 'audio') return { name: 'transcript', whole: false };
  const list = typeof field === 'string' ? delta[field] : undefined;
  if (field === 'content' || !Array.isArray(list) || typeof place !== 'number') {
    return { name: String(field), whole: false };
  }
  const kind = text.kind === 'tool_arguments' && !text.json ? '.input' : '';
  return { name: `${String(field)}.${String(indexOf(list[place], place))}${kind}`, whole: false };
}

/** A text that the next chunk does not go on with, such as `reasoning_details[0].provider`. */
function isSaidAtOnce([field, , inPart]: Path): boolean {
  if (field === 'annotations' || field === 'executed_tools') return true;
  const isPart = field === 'content' || field === 'reasoning_details' || field === 'thinking_blocks';
  return isPart && typeof inPart === 'string' && inPart !== 'refusal' && !comesInPieces(inPart);
}

/** The `index` that a choice, call or part names itself by, or its place in the list. */
export function indexOf(entry: Json | undefined, otherwise: number): number | string {
  const index = isObject(entry) ? entry['index'] : undefined;
  return typeof index === 'number' || typeof index === 'string' ? index : otherwise;
}
