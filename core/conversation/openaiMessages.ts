import { isObject, own, type Json, type JsonObject, type Path } from '../json';
import { otherPart, ownArray, ownObject, ownString, parseDataUrl, parsedOrText, textPart } from './readers';
import type { ConversationMessage, ConversationPart, MediaPart, OtherPart, TextPart, ToolCallPart } from './types';

type ContentPart = TextPart | MediaPart | OtherPart;

/** Messages of a Chat Completions request. */
export function openaiRequestMessages(body: JsonObject): ConversationMessage[] {
  return ownArray(body, 'messages').map((message, index) => readMessage('request', ['messages', index], message, null));
}

/** One message for each choice of a Chat Completions response. */
export function openaiResponseMessages(body: JsonObject): ConversationMessage[] {
  const choices = ownArray(body, 'choices');
  return choices.map((choice, index) => {
    const path: Path = ['choices', index, 'message'];
    const message = isObject(choice) ? (own(choice, 'message') ?? null) : choice;
    return readMessage('response', path, message, choices.length > 1 ? index : null);
  });
}

function readMessage(
  body: ConversationMessage['body'],
  path: Path,
  message: Json,
  choice: number | null,
): ConversationMessage {
  const base = { body, path, choice };
  if (!isObject(message)) return { ...base, role: 'unknown', name: null, parts: [otherPart(path, message)] };
  const role = ownString(message, 'role') ?? (body === 'response' ? 'assistant' : 'unknown');
  const name = ownString(message, 'name');
  const isResult = role === 'tool' || role === 'function';
  return { ...base, role, name, parts: isResult ? [toolResult(path, message)] : messageParts(path, message) };
}

function messageParts(path: Path, message: JsonObject): ConversationPart[] {
  const audio = ownObject(message, 'audio');
  return [
    ...textPart('thinking', [...path, 'reasoning_content'], own(message, 'reasoning_content')),
    ...textPart('thinking', [...path, 'reasoning'], own(message, 'reasoning')),
    ...contentParts([...path, 'content'], own(message, 'content')),
    ...textPart('refusal', [...path, 'refusal'], own(message, 'refusal')),
    ...(audio ? textPart('text', [...path, 'audio', 'transcript'], own(audio, 'transcript')) : []),
    ...ownArray(message, 'tool_calls').map((call, index) => toolCall([...path, 'tool_calls', index], call)),
    ...legacyCall(path, message),
  ];
}

function toolResult(path: Path, message: JsonObject): ConversationPart {
  return {
    kind: 'tool_result',
    path,
    callId: ownString(message, 'tool_call_id') ?? ownString(message, 'name'),
    isError: false,
    parts: contentParts([...path, 'content'], own(message, 'content')),
  };
}

function contentParts(path: Path, content: Json | undefined): ContentPart[] {
  if (content === undefined || content === null) return [];
  if (typeof content === 'string') return textPart('text', path, content);
  if (!Array.isArray(content)) return [otherPart(path, content)];
  return content.flatMap((part, index) => contentPart([...path, index], part));
}

function contentPart(path: Path, part: Json): ContentPart[] {
  if (typeof part === 'string') return textPart('text', path, part);
  if (!isObject(part)) return [otherPart(path, part)];
  switch (own(part, 'type')) {
    case 'text':
    case 'input_text':
    case 'output_text':
      return textPart('text', [...path, 'text'], own(part, 'text'));
    case 'refusal':
      return textPart('refusal', [...path, 'refusal'], own(part, 'refusal'));
    case 'thinking':
      return textPart('thinking', [...path, 'thinking'], own(part, 'thinking'));
    case 'image_url':
      return [image(path, part)];
    case 'input_audio':
      return [audio(path, part)];
    case 'file':
      return [file(path, part)];
    default:
      return [otherPart(path, part)];
  }
}

function image(path: Path, part: JsonObject): ContentPart {
  const holder = ownObject(part, 'image_url');
  const url = holder ? ownString(holder, 'url') : ownString(part, 'image_url');
  if (url === null) return otherPart(path, part);
  const inline = parseDataUrl(url);
  return {
    kind: 'image',
    path,
    mediaType: inline?.mediaType ?? null,
    name: null,
    data: inline?.data ?? null,
    reference: inline ? null : url,
  };
}

function audio(path: Path, part: JsonObject): ContentPart {
  const input = ownObject(part, 'input_audio');
  if (!input) return otherPart(path, part);
  const format = ownString(input, 'format');
  const mediaType = format === null ? null : `audio/${format}`;
  return { kind: 'file', path, mediaType, name: null, data: ownString(input, 'data'), reference: null };
}

function file(path: Path, part: JsonObject): ContentPart {
  const holder = ownObject(part, 'file');
  if (!holder) return otherPart(path, part);
  const data = ownString(holder, 'file_data');
  const inline = data === null ? null : parseDataUrl(data);
  return {
    kind: 'file',
    path,
    mediaType: inline?.mediaType ?? null,
    name: ownString(holder, 'filename'),
    data: inline?.data ?? data,
    reference: ownString(holder, 'file_id'),
  };
}

function toolCall(path: Path, call: Json): ToolCallPart | OtherPart {
  if (!isObject(call)) return otherPart(path, call);
  const custom = ownObject(call, 'custom');
  const target = custom ?? ownObject(call, 'function');
  if (!target) return otherPart(path, call);
  const [holder, key] = custom ? ['custom', 'input'] : ['function', 'arguments'];
  return callPart(path, ownString(call, 'id'), target, [...path, holder, key], key);
}

function legacyCall(path: Path, message: JsonObject): ToolCallPart[] {
  const call = ownObject(message, 'function_call');
  if (!call) return [];
  const callPath = [...path, 'function_call'];
  return [callPart(callPath, ownString(call, 'name'), call, [...callPath, 'arguments'], 'arguments')];
}

function callPart(path: Path, id: string | null, target: JsonObject, argumentsPath: Path, key: string): ToolCallPart {
  const value = own(target, key) ?? null;
  return {
    kind: 'tool_call',
    path,
    id,
    name: ownString(target, 'name') ?? 'unknown',
    argumentsPath,
    arguments: typeof value === 'string' ? parsedOrText(value) : value,
    argumentsText: typeof value === 'string' ? value : null,
  };
}
