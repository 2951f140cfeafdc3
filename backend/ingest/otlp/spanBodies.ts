import { parseBounded } from '@lens/core/formats';
import { isObject, setOwn, type Json, type JsonObject } from '@lens/core/json';
import { factOf, numberOf, textOf } from './spanFacts';
import type { Attributes, OtlpSpan } from './otlpSpan';
import { chatMessage, messagesOfParts } from './messageParts';

/** What a span tells of the bodies of its call; null where it tells nothing. */
export interface SpanBodies {
  request: string | null;
  response: string | null;
}

/**
 * OpenInference has the bodies as they were; of what else there is a conversation is made, in the form of chat completions, whose
 * roles, texts and tools are the span's.
 */
export function spanBodies(span: OtlpSpan): SpanBodies {
  const { attributes } = span;
  const asked = wholeBody(attributes, 'input.value', ['messages', 'input', 'prompt']);
  const answered = wholeBody(attributes, 'output.value', ['choices', 'content', 'output', 'data']);
  return {
    request: asked ?? requestOf(span, askedMessages(span)),
    response: answered ?? responseOf(span, answeredMessages(span)),
  };
}

/** One of the API's own, by the fields that it has. */
function wholeBody(attributes: Attributes, name: string, fields: readonly string[]): string | null {
  const text = attributes.get(name);
  if (typeof text !== 'string') return null;
  const body = parseBounded(text);
  return isObject(body) && fields.some((field) => Object.hasOwn(body, field)) ? text : null;
}

function askedMessages({ attributes, events }: OtlpSpan): JsonObject[] {
  const told = messagesOfParts(structured(attributes.get('gen_ai.input.messages')));
  const system = messagesOfParts([
    { role: 'system', parts: structured(attributes.get('gen_ai.system_instructions')) ?? [] },
  ]);
  if (told.length > 0) return [...(system[0]?.['content'] ? system : []), ...told];
  const flat = flatMessages(attributes, 'llm.input_messages', 'message.');
  if (flat.length > 0) return flat;
  const numbered = flatMessages(attributes, 'gen_ai.prompt', '');
  if (numbered.length > 0) return numbered;
  return events.flatMap(({ name, attributes: said }) => {
    const role = /^gen_ai\.(system|user|assistant|tool)\.message$/.exec(name)?.[1];
    return role === undefined ? [] : [chatMessage(role, said.get('content') ?? null, said.get('tool_calls'))];
  });
}

function answeredMessages({ attributes, events }: OtlpSpan): JsonObject[] {
  const told = messagesOfParts(structured(attributes.get('gen_ai.output.messages')));
  if (told.length > 0) return told;
  const flat = flatMessages(attributes, 'llm.output_messages', 'message.');
  if (flat.length > 0) return flat;
  const numbered = flatMessages(attributes, 'gen_ai.completion', '');
  if (numbered.length > 0) return numbered;
  return events.flatMap(({ name, attributes: said }) => {
    if (name !== 'gen_ai.choice') return [];
    const message = structured(said.get('message'));
    const from = isObject(message) ? message : {};
    return [chatMessage('assistant', from['content'] ?? said.get('content') ?? null, from['tool_calls'])];
  });
}

function requestOf({ attributes }: OtlpSpan, messages: JsonObject[]): string | null {
  if (messages.length === 0) return null;
  return JSON.stringify({
    ...known('model', textOf(factOf(attributes, 'requestModel'))),
    messages,
    ...known('max_tokens', numberOf(factOf(attributes, 'maxTokens'))),
    ...known('temperature', numberOf(factOf(attributes, 'temperature'))),
    ...known('top_p', numberOf(factOf(attributes, 'topP'))),
    ...known('seed', numberOf(factOf(attributes, 'seed'))),
    ...known('tools', toolsOf(attributes)),
  });
}

function responseOf({ attributes }: OtlpSpan, messages: JsonObject[]): string | null {
  if (messages.length === 0) return null;
  const reasons = finishReasons(attributes);
  return JSON.stringify({
    ...known('id', textOf(factOf(attributes, 'responseId'))),
    object: 'chat.completion',
    ...known('model', textOf(factOf(attributes, 'responseModel'))),
    choices: messages.map((message, index) => ({ index, message, finish_reason: reasons[index] ?? null })),
  });
}

export function finishReasons(attributes: Attributes): string[] {
  const told = factOf(attributes, 'finishReasons');
  const list = Array.isArray(told) ? told : (structured(told) ?? told);
  return [list].flat().flatMap((reason) => textOf(reason as Json) ?? []);
}

function toolsOf(attributes: Attributes): Json | undefined {
  const tools = structured(attributes.get('gen_ai.tool.definitions'));
  return Array.isArray(tools) && tools.length > 0 ? tools : undefined;
}

/** `<prefix>.<number>.<within><field>`, as instrumentations flatten messages. */
function flatMessages(attributes: Attributes, prefix: string, within: string): JsonObject[] {
  const messages: JsonObject[] = [];
  for (let index = 0; ; index += 1) {
    const at = `${prefix}.${index}.${within}`;
    const role = textOf(attributes.get(`${at}role`));
    const content = attributes.get(`${at}content`) ?? flatContents(attributes, at);
    const calls = flatToolCalls(attributes, at);
    if (role === null && content === null && calls === undefined) return messages;
    messages.push(chatMessage(role ?? 'assistant', content, calls));
  }
}

function flatContents(attributes: Attributes, at: string): Json {
  const texts: string[] = [];
  for (let index = 0; ; index += 1) {
    const within = `${at}contents.${index}.message_content.`;
    const type = attributes.get(`${within}type`);
    if (type === undefined) return texts.length === 0 ? null : texts.join('\n');
    const text = attributes.get(`${within}text`);
    texts.push(typeof text === 'string' ? text : `[${textOf(type) ?? 'part'}]`);
  }
}

function flatToolCalls(attributes: Attributes, at: string): Json | undefined {
  const calls: Json[] = [];
  for (let index = 0; ; index += 1) {
    const names = [`${at}tool_calls.${index}.tool_call.function.`, `${at}tool_calls.${index}.`];
    const within = names.find((name) => attributes.has(`${name}name`));
    if (within === undefined) return calls.length === 0 ? undefined : calls;
    const id = attributes.get(`${at}tool_calls.${index}.tool_call.id`) ?? attributes.get(`${within}id`);
    const called = {
      name: attributes.get(`${within}name`) ?? '',
      arguments: attributes.get(`${within}arguments`) ?? '',
    };
    calls.push({ ...known('id', id), type: 'function', function: called });
  }
}

/** Structured, or as the JSON text that attributes of spans have where values can't be. */
function structured(value: Json | undefined): Json | undefined {
  return typeof value === 'string' ? parseBounded(value) : value;
}

function known(name: string, value: Json | null | undefined): JsonObject {
  const object: JsonObject = {};
  if (value !== null && value !== undefined) setOwn(object, name, value);
  return object;
}
