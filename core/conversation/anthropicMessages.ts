import { isObject, own, type Json, type JsonObject, type Path } from '../json';
import { otherPart, ownArray, ownObject, ownString, textPart } from './readers';
import type { ConversationMessage, ConversationPart, MediaPart, OtherPart, TextPart } from './types';

/** The system prompt and the messages of a Messages request. */
export function anthropicRequestMessages(body: JsonObject): ConversationMessage[] {
  const system = contentParts(['system'], own(body, 'system'));
  const messages = ownArray(body, 'messages').map((message, index) => readMessage(['messages', index], message));
  if (system.length === 0) return messages;
  return [{ body: 'request', path: ['system'], role: 'system', name: null, choice: null, parts: system }, ...messages];
}

/** The one message of a Messages response. */
export function anthropicResponseMessages(body: JsonObject): ConversationMessage[] {
  if (!Array.isArray(own(body, 'content'))) return [];
  const role = ownString(body, 'role') ?? 'assistant';
  const parts = contentParts(['content'], own(body, 'content'));
  return [{ body: 'response', path: [], role, name: null, choice: null, parts }];
}

function readMessage(path: Path, message: Json): ConversationMessage {
  const base = { body: 'request' as const, path, name: null, choice: null };
  if (!isObject(message)) return { ...base, role: 'unknown', parts: [otherPart(path, message)] };
  const parts = contentParts([...path, 'content'], own(message, 'content'));
  return { ...base, role: ownString(message, 'role') ?? 'unknown', parts };
}

function contentParts(path: Path, content: Json | undefined): ConversationPart[] {
  if (content === undefined || content === null) return [];
  if (typeof content === 'string') return textPart('text', path, content);
  if (!Array.isArray(content)) return [otherPart(path, content)];
  return content.flatMap((block, index) => blockParts([...path, index], block));
}

function blockParts(path: Path, block: Json): ConversationPart[] {
  if (!isObject(block)) return [otherPart(path, block)];
  const type = ownString(block, 'type') ?? '';
  if (type === 'tool_use' || type === 'server_tool_use' || type === 'mcp_tool_use') return [toolUse(path, block)];
  if (type.endsWith('tool_result')) return [toolResult(path, block)];
  return plainParts(path, block);
}

/** Blocks that may stand inside a tool result too. */
function plainParts(path: Path, block: JsonObject): (TextPart | MediaPart | OtherPart)[] {
  switch (own(block, 'type')) {
    case 'text':
      return textPart('text', [...path, 'text'], own(block, 'text'));
    case 'thinking':
      return textPart('thinking', [...path, 'thinking'], own(block, 'thinking'));
    case 'image':
      return [media('image', path, block)];
    case 'document':
      return [media('file', path, block)];
    default:
      return [otherPart(path, block)];
  }
}

function toolUse(path: Path, block: JsonObject): ConversationPart {
  return {
    kind: 'tool_call',
    path,
    id: ownString(block, 'id'),
    name: ownString(block, 'name') ?? 'unknown',
    argumentsPath: [...path, 'input'],
    arguments: own(block, 'input') ?? null,
    argumentsText: null,
  };
}

function toolResult(path: Path, block: JsonObject): ConversationPart {
  return {
    kind: 'tool_result',
    path,
    callId: ownString(block, 'tool_use_id'),
    isError: own(block, 'is_error') === true,
    parts: resultParts([...path, 'content'], own(block, 'content')),
  };
}

function resultParts(path: Path, content: Json | undefined): (TextPart | MediaPart | OtherPart)[] {
  if (content === undefined || content === null) return [];
  if (typeof content === 'string') return textPart('text', path, content);
  if (!Array.isArray(content)) return [otherPart(path, content)];
  return content.flatMap((block, index) =>
    isObject(block) ? plainParts([...path, index], block) : [otherPart([...path, index], block)],
  );
}

function media(kind: MediaPart['kind'], path: Path, block: JsonObject): MediaPart | OtherPart {
  const source = ownObject(block, 'source');
  if (!source) return otherPart(path, block);
  return {
    kind,
    path,
    mediaType: ownString(source, 'media_type'),
    name: ownString(block, 'title'),
    data: own(source, 'type') === 'base64' ? ownString(source, 'data') : null,
    reference: ownString(source, 'url') ?? ownString(source, 'file_id'),
  };
}
