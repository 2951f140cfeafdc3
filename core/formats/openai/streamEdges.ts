import { isObject, type Json, type JsonObject } from '../../json';
import type { StreamText } from '../types';
import { endsAnswer, namedClosedBy, nameOf } from './namedEvents';
import { choiceName, openAiEventTexts } from './streamTexts';

export type CarriedText = Pick<StreamText, 'channel' | 'whole'>;

/**
 * Which open channels end before this chunk, or with it when it carries more of them:
 * - all of a choice that gets its finish reason;
 * - the others of a choice whose next kind of text, or next tool call, begins, so that reasoning stays before the
 *   answer. Not arguments in JSON: nothing is held back of them when they are whole, and when they are not they go on,
 *   in calls that are streamed side by side;
 * - the thinking parts of a list of content when a part of the answer follows in it, and the other way round;
 * - a transcript when its audio ends;
 * - all of them with the usage chunk or an error;
 * - those of an item of the Responses API that is done, and all of them with the last event of that and other APIs.
 */
export function openAiClosedBy(
  data: JsonObject,
  open: Iterable<string>,
  texts: Iterable<CarriedText> = openAiEventTexts(data),
): string[] {
  const { choices } = data;
  const channels = [...open];
  if (data['error']) return channels;
  const name = nameOf(data);
  if (name !== null) return namedClosedBy(data, name, channels);
  if (!Array.isArray(choices)) return endsAnswer(data) ? channels : [];
  if (choices.length === 0) return data['usage'] ? channels : [];

  const carried = new Set<string>();
  for (const { channel, whole } of texts) {
    if (whole) continue;
    // Last is what the chunk ends with.
    carried.delete(channel);
    carried.add(channel);
  }
  const byName = new Map<string, JsonObject[]>();
  for (const choice of choices) {
    if (!isObject(choice)) continue;
    const known = byName.get(choiceName(choice));
    if (known === undefined) byName.set(choiceName(choice), [choice]);
    else known.push(choice);
  }
  return channels.filter((channel) =>
    byName.get(choiceOf(channel))?.some((choice) => closes(choice, channel, carried)),
  );
}

function choiceOf(channel: string): string {
  return channel.slice(0, channel.indexOf('.'));
}

function closes(choice: JsonObject, channel: string, carried: Set<string>): boolean {
  if (choice['finish_reason']) return true;
  if (carried.has(channel)) return isPassedInContent(choice, channel, [...carried]);
  if (isJson(channel)) return false;
  if (endsAudio(choice['delta'])) return kindOf(channel) === 'transcript';
  if (startsToolCall(choice['delta'])) return true;
  return [...carried].some((other) => choiceOf(other) === choiceOf(channel) && kindOf(other) !== kindOf(channel));
}

/** The input of a custom tool is plain text and has a longer name. */
function isJson(channel: string): boolean {
  return kindOf(channel) === 'function_call' || (kindOf(channel) === 'tool_calls' && !channel.endsWith('.input'));
}

/** Parts of a list stand in the order in which they are read; two fields of one chunk have no order. */
function isPassedInContent(choice: JsonObject, channel: string, carried: string[]): boolean {
  const [thinking, answer] = [`${choiceName(choice)}.content_thinking`, `${choiceName(choice)}.content`];
  const next = channel === thinking ? answer : channel === answer ? thinking : null;
  return next !== null && carried.indexOf(next) > carried.indexOf(channel);
}

/** Spoken answers end with the time until which they can be referred to, some without a finish reason. */
function endsAudio(delta: Json | undefined): boolean {
  return isObject(delta) && isObject(delta['audio']) && delta['audio']['expires_at'] != null;
}

/** The first piece of a call has its id or name; later pieces have neither. */
function startsToolCall(delta: Json | undefined): boolean {
  const calls = isObject(delta) ? delta['tool_calls'] : undefined;
  return Array.isArray(calls) && calls.some((call) => isObject(call) && (Boolean(call['id']) || hasName(call)));
}

function hasName(call: JsonObject): boolean {
  return ['function', 'custom'].some((part) => isObject(call[part]) && Boolean(call[part]['name']));
}

/** The same text may be sent as `reasoning` and `reasoning_details`, or `text` and `content`, at once: neither ends the other. */
function kindOf(channel: string): string {
  const field = channel.slice(channel.indexOf('.') + 1);
  if (field.startsWith('reasoning') || field.startsWith('thinking') || field === 'content_thinking') return 'thinking';
  if (field === 'text') return 'content';
  return field.split('.')[0] ?? field;
}
