import { conversationOf, type ConversationMessage, type ConversationPart } from '@lens/core/conversation';
import type { Api } from '@lens/core/formats';
import { isObject, type Json, type JsonObject } from '@lens/core/json';
import type { Direction } from '../../call';

/**
 * A body read as a conversation, in one shape for every API: roles, texts, tool calls with their arguments, and beside a
 * request's messages its tools and settings under common names. Ids, times and counts of tokens, which differ between any two
 * calls, are left out. Null for a body that is no conversation.
 */
export function comparable(api: Api, direction: Direction, body: Json): Json | null {
  if (!isObject(body)) return null;
  const messages =
    direction === 'request' ? conversationOf(api, body, null) : conversationOf(api, null, body).filter(isAnswer);
  if (messages.length === 0) return null;
  const read = joinSystem(messages.flatMap((message) => readMessage(message, body)));
  return direction === 'request' ? { ...settings(body), messages: read } : { messages: read };
}

function isAnswer(message: ConversationMessage): boolean {
  return message.body === 'response';
}

interface ReadMessage extends JsonObject {
  role: string;
  content: Json[];
}

/** One message, or several: Anthropic's users hand in the results of tools, for which OpenAI has messages of their own. */
function readMessage(message: ConversationMessage, body: JsonObject): ReadMessage[] {
  const { role, name, choice, parts } = message;
  const facts = { ...(name !== null && { name }), ...(choice !== null && { choice }), ...finishOf(message, body) };
  if (role !== 'user') return [{ role: commonRoles.get(role) ?? role, ...facts, content: parts.map(readPart) }];
  const results = parts.filter((part) => part.kind === 'tool_result');
  const rest = parts.filter((part) => part.kind !== 'tool_result');
  const said = rest.length > 0 || results.length === 0 ? [{ role, ...facts, content: rest.map(readPart) }] : [];
  return [...results.map((part) => ({ role: 'tool', content: [readPart(part)] })), ...said];
}

const commonRoles: ReadonlyMap<string, string> = new Map([
  ['developer', 'system'],
  ['function', 'tool'],
]);

/** What OpenAI says in several system messages in a row, Anthropic says in several parts of one. */
function joinSystem(messages: ReadMessage[]): ReadMessage[] {
  const joined: ReadMessage[] = [];
  for (const message of messages) {
    const last = joined.at(-1);
    if (message.role === 'system' && last?.role === 'system') last.content.push(...message.content);
    else joined.push(message);
  }
  return joined;
}

/** Why the model stopped, in the words of one API; what has no equal stays as it is. */
const commonReasons: ReadonlyMap<string, string> = new Map([
  ['end_turn', 'stop'],
  ['stop_sequence', 'stop'],
  ['max_tokens', 'length'],
  ['tool_use', 'tool_calls'],
  ['refusal', 'content_filter'],
]);

function finishOf({ path }: ConversationMessage, body: JsonObject): { finish_reason?: string } {
  const [choices, index] = path;
  const list = choices === 'choices' ? body['choices'] : undefined;
  const choice = Array.isArray(list) && typeof index === 'number' ? list[index] : undefined;
  const reason = isObject(choice) ? choice['finish_reason'] : path.length === 0 ? body['stop_reason'] : undefined;
  return typeof reason === 'string' ? { finish_reason: commonReasons.get(reason) ?? reason } : {};
}

function readPart(part: ConversationPart): Json {
  switch (part.kind) {
    case 'text':
    case 'thinking':
    case 'refusal':
      return { [part.kind]: part.text };
    case 'tool_call':
      // No arguments are an empty text for one API and an empty object for the other.
      return { tool_call: part.name, arguments: part.arguments === '' ? {} : part.arguments };
    case 'tool_result':
      return { tool_result: part.parts.map(readPart), ...(part.isError && { is_error: true }) };
    case 'image':
    case 'file': {
      const { mediaType, name, data, reference } = part;
      return { [part.kind]: { media_type: mediaType, name, data, reference } };
    }
    case 'other':
      return part.value;
  }
}

/** Where the messages are, which are read for themselves. */
const conversationKeys = new Set(['messages', 'system']);

/** The same setting under the name that more APIs use. */
const commonNames: ReadonlyMap<string, string> = new Map([
  ['max_completion_tokens', 'max_tokens'],
  ['stop_sequences', 'stop'],
]);

/** In the order of their names: the order in which clients write them says nothing. */
function settings(body: JsonObject): JsonObject {
  const entries = Object.entries(body)
    .filter(([key]) => !conversationKeys.has(key))
    .map(([key, value]): [string, Json] => [commonNames.get(key) ?? key, readSetting(key, value)]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function readSetting(key: string, value: Json): Json {
  if (key === 'tools') return readTools(value);
  if (key === 'tool_choice') return readToolChoice(value);
  return key === 'stop' && typeof value === 'string' ? [value] : value;
}

/** `auto`, `none`, `required`, or the tool that is to be used. */
function readToolChoice(choice: Json): Json {
  if (!isObject(choice)) return choice;
  const { type, function: definition, name, ...more } = choice;
  const tool = isObject(definition) ? definition['name'] : name;
  if (tool !== undefined) return { name: tool, ...more };
  const word = type === 'any' ? 'required' : type;
  return typeof word === 'string' && Object.keys(more).length === 0 ? word : choice;
}

function readTools(tools: Json): Json {
  return Array.isArray(tools) ? tools.map(readTool) : tools;
}

/** OpenAI wraps a function, Anthropic does not, and they call its schema differently. */
function readTool(tool: Json): Json {
  const definition = isObject(tool) && isObject(tool['function']) ? tool['function'] : tool;
  if (!isObject(definition)) return tool;
  const { input_schema, parameters, ...rest } = definition;
  const schema = parameters ?? input_schema;
  return schema === undefined ? rest : { ...rest, parameters: schema };
}
