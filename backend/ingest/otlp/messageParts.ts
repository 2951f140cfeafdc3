import { isObject, type Json, type JsonObject } from '@lens/core/json';

/** A message of chat completions. */
export function chatMessage(role: string, content: Json, toolCalls?: Json): JsonObject {
  return { role, content, ...(Array.isArray(toolCalls) && toolCalls.length > 0 && { tool_calls: toolCalls }) };
}

/**
 * Messages of OpenTelemetry's `gen_ai.input.messages` and `gen_ai.output.messages`: roles with parts. What a tool gave back is a
 * message of its own in chat completions. A part that has no place there stays as it is.
 */
export function messagesOfParts(messages: Json | undefined): JsonObject[] {
  return Array.isArray(messages) ? messages.filter(isObject).flatMap(ofParts) : [];
}

function ofParts({ role, parts }: JsonObject): JsonObject[] {
  const own = Array.isArray(parts) ? parts.filter(isObject) : [];
  const answers = own.filter(({ type }) => type === 'tool_call_response');
  const calls = own.filter(({ type }) => type === 'tool_call');
  const said = own.filter((part) => !answers.includes(part) && !calls.includes(part));
  const message = chatMessage(typeof role === 'string' ? role : 'user', contentOf(said), calls.map(toolCall));
  return [...(said.length > 0 || calls.length > 0 ? [message] : []), ...answers.map(toolAnswer)];
}

function contentOf(parts: JsonObject[]): Json {
  const texts = parts.filter(({ type }) => type === 'text').map(({ content }) => content ?? '');
  if (texts.length < parts.length)
    return parts.map((part) => (part['type'] === 'text' ? { type: 'text', text: part['content'] ?? '' } : part));
  return texts.length === 0
    ? null
    : texts.length === 1
      ? (texts[0] ?? null)
      : texts.map((text) => ({ type: 'text', text }));
}

function toolCall({ id, name, arguments: args }: JsonObject): Json {
  const written = typeof args === 'string' ? args : JSON.stringify(args ?? {});
  return { ...(id !== undefined && { id }), type: 'function', function: { name: name ?? '', arguments: written } };
}

function toolAnswer({ id, response, result }: JsonObject): JsonObject {
  const answer = response ?? result ?? null;
  const content = typeof answer === 'string' ? answer : JSON.stringify(answer);
  return { role: 'tool', ...(id !== undefined && { tool_call_id: id }), content };
}
