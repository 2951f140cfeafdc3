import { conversationOf, type ConversationMessage, type ConversationPart } from '@lens/core/conversation';
import type { Api } from '@lens/core/formats';
import { isObject, type Json, type JsonObject } from '@lens/core/json';
import type { Direction } from './eventKinds';

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
  const read = messages.map(readMessage);
  return direction === 'request' ? { ...settings(body), messages: read } : { messages: read };
}

function isAnswer(message: ConversationMessage): boolean {
  return message.body === 'response';
}

function readMessage({ role, name, choice, parts }: ConversationMessage): Json {
  return {
    role,
    ...(name !== null && { name }),
    ...(choice !== null && { choice }),
    content: parts.map(readPart),
  };
}

function readPart(part: ConversationPart): Json {
  switch (part.kind) {
    case 'text':
    case 'thinking':
    case 'refusal':
      return { [part.kind]: part.text };
    case 'tool_call':
      return { tool_call: part.name, arguments: part.arguments };
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
    .map(([key, value]): [string, Json] => [commonNames.get(key) ?? key, key === 'tools' ? readTools(value) : value]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
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
