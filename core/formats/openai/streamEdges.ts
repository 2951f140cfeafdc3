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
  if (channels.length === 0) return [];
  if (choices.length === 0) return data['usage'] ? channels : [];

  const { places: carried, whole } = placesOf(texts);
  const byName = new Map<string, ChoiceEdges>();
  for (const choice of choices) if (isObject(choice)) addEdges(byName, choice);
  const kinds = kindsByChoice(carried);
  return channels.filter((channel) => {
    const edges = byName.get(choiceOf(channel));
    if (edges === undefined) return false;
    if (edges.finishes) return true;
    if (carried.has(channel)) return isPassedInContent(channel, carried);
    // A single word in a place that nobody knows is read by itself, and yet it may go on.
    return !whole.has(channel) && !isJson(channel) && closes(edges, channel, kinds);
  });
}

export function openAiFinishes({ choices }: JsonObject): boolean {
  return Array.isArray(choices) && choices.some((choice) => isObject(choice) && Boolean(choice['finish_reason']));
}

/** What a chunk says of one choice besides its texts, in however many entries. */
interface ChoiceEdges {
  finishes: boolean;
  /** Of some entry. */
  endsAudio: boolean;
  startsToolCall: boolean;
  goesOn: boolean;
}

function addEdges(byName: Map<string, ChoiceEdges>, choice: JsonObject): void {
  const name = choiceName(choice);
  const edges = byName.get(name) ?? { finishes: false, endsAudio: false, startsToolCall: false, goesOn: false };
  byName.set(name, edges);
  const { delta } = choice;
  if (choice['finish_reason']) edges.finishes = true;
  else if (endsAudio(delta)) edges.endsAudio = true;
  else if (startsToolCall(delta)) edges.startsToolCall = true;
  else edges.goesOn = true;
}

/** The place of each channel's last text among those that go on, and the channels of the others. */
function placesOf(texts: Iterable<CarriedText>): { places: Map<string, number>; whole: Set<string> } {
  const places = new Map<string, number>();
  const others = new Set<string>();
  let place = 0;
  for (const { channel, whole } of texts) {
    if (whole) others.add(channel);
    else places.set(channel, place++);
  }
  return { places, whole: others };
}

/** Which kinds of texts each choice carries. */
function kindsByChoice(carried: ReadonlyMap<string, number>): Map<string, Set<string>> {
  const kinds = new Map<string, Set<string>>();
  for (const channel of carried.keys()) {
    const known = kinds.get(choiceOf(channel));
    if (known === undefined) kinds.set(choiceOf(channel), new Set([kindOf(channel)]));
    else known.add(kindOf(channel));
  }
  return kinds;
}

function choiceOf(channel: string): string {
  return channel.slice(0, channel.indexOf('.'));
}

/** Of a channel that the chunk does not carry. */
function closes(edges: ChoiceEdges, channel: string, kinds: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  const kind = kindOf(channel);
  if (edges.startsToolCall || (edges.endsAudio && kind === 'transcript')) return true;
  const carried = edges.goesOn ? kinds.get(choiceOf(channel)) : undefined;
  return carried !== undefined && (carried.size > 1 || !carried.has(kind));
}

/** The input of a custom tool is plain text and has a longer name. */
function isJson(channel: string): boolean {
  return kindOf(channel) === 'function_call' || (kindOf(channel) === 'tool_calls' && !channel.endsWith('.input'));
}

/** Parts of a list stand in the order in which they are read; two fields of one chunk have no order. */
function isPassedInContent(channel: string, carried: ReadonlyMap<string, number>): boolean {
  const choice = choiceOf(channel);
  const [thinking, answer] = [`${choice}.content_thinking`, `${choice}.content`];
  const next = channel === thinking ? answer : channel === answer ? thinking : null;
  return next !== null && (carried.get(next) ?? -1) > (carried.get(channel) ?? -1);
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
