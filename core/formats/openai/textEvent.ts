import { isObject, type JsonObject } from '../../json';
import { nested } from '../texts/nested';
import { isNamedChannel, placeKeys } from './namedEvents';
import { choiceName, indexOf } from './streamTexts';

const kept = ['id', 'object', 'created', 'model', 'provider', 'system_fingerprint', 'service_tier'] as const;

/**
 * A chunk that adds `text` to `channel`, made after `template`, a chunk that carried that channel. It has nothing that
 * must come once only: no usage, finish reason, role, tool name or id.
 */
export function openAiTextEvent(
  template: JsonObject,
  channel: string,
  text: string,
): { event: string; data: JsonObject } {
  const data: JsonObject = {};
  for (const key of kept) if (template[key] !== undefined) data[key] = template[key];
  const [choice, ...rest] = channel.split('.');
  if (isNamedChannel(channel)) return namedTextEvent(template, rest, text);
  if (choice === '') {
    const { type, choices } = template;
    if (type !== undefined) data['type'] = type;
    // Clients look for them in every chunk.
    if (Array.isArray(choices)) data['choices'] = [];
    return { event: '', data: { ...data, ...nested(rest, text) } };
  }
  const index = numberOr(choice ?? '0');
  const added = addedTo(deltaOf(template, choice ?? '0'), rest, text);
  data['choices'] = [{ index, ...added, ...nullsOf(template, choice ?? '0') }];
  return { event: '', data };
}

/** Both forms of an event's name are one and the same where its stream has both. */
function namedTextEvent(template: JsonObject, path: string[], text: string): { event: string; data: JsonObject } {
  const data: JsonObject = {};
  for (const key of ['type', 'object', ...placeKeys]) if (template[key] !== undefined) data[key] = template[key];
  const event = typeof template['type'] === 'string' ? template['type'] : '';
  return { event, data: { ...data, ...nested(path, text) } };
}

function addedTo(delta: JsonObject, path: string[], text: string): JsonObject {
  if (path[0] === 'text') return { text, delta: {} };
  return path[0] === 'messages' ? nested(path, text) : { delta: deltaFor(delta, path, text) };
}

function deltaFor(template: JsonObject, path: string[], text: string): JsonObject {
  const [field, place, ...inner] = path;
  const [kind] = inner;
  switch (field) {
    case 'tool_calls': {
      const part = kind === 'input' ? { custom: { input: text } } : { function: { arguments: text } };
      return { tool_calls: [{ index: numberOr(place ?? '0'), ...part }] };
    }
    case 'function_call':
      return { function_call: { arguments: text } };
    case 'transcript':
      return { audio: { transcript: text } };
    case 'content_thinking':
      return { content: [{ type: 'thinking', thinking: [{ type: 'text', text }] }] };
    case 'reasoning_details':
    case 'thinking_blocks':
      return { [field]: [partLike(template, field, place ?? '0', text)] };
    default:
      return nested([field ?? 'content', ...(place === undefined ? [] : [place]), ...inner], text);
  }
}

/** What a chunk says of a choice that goes on, as far as this server's chunks do. */
function nullsOf({ choices }: JsonObject, choiceIndex: string): JsonObject {
  const found = Array.isArray(choices)
    ? choices.find((choice) => isObject(choice) && choiceName(choice) === choiceIndex)
    : undefined;
  const nulls: JsonObject = {};
  for (const key of ['finish_reason', 'logprobs']) if (isObject(found) && found[key] !== undefined) nulls[key] = null;
  return nulls;
}

/** The part of the template that carried the channel, with other text and without what seals it. */
function partLike(delta: JsonObject, field: string, place: string, text: string): JsonObject {
  const parts = delta[field];
  const found = Array.isArray(parts)
    ? parts.find((part, at) => isObject(part) && String(indexOf(part, at)) === place)
    : undefined;
  if (!isObject(found)) return { type: 'reasoning.text', text };
  const key = ['text', 'summary', 'thinking'].find((name) => typeof found[name] === 'string') ?? 'text';
  const part = Object.entries(found).filter(([name]) => name !== 'signature' && name !== 'data');
  return { ...Object.fromEntries(part), [key]: text };
}

/** The delta of the template's choice with this index. */
function deltaOf(template: JsonObject, choiceIndex: string): JsonObject {
  const { choices } = template;
  for (const choice of Array.isArray(choices) ? choices : []) {
    if (isObject(choice) && choiceName(choice) === choiceIndex && isObject(choice['delta'])) return choice['delta'];
  }
  return {};
}

/** Indexes of servers that number with strings stay strings. */
function numberOr(name: string): number | string {
  const value = Number(name);
  return name !== '' && Number.isFinite(value) ? value : name;
}
