import type { Api } from '../formats';
import { isObject, valueAt, type Json, type JsonObject } from '../json';
import { conversationOf } from './conversationOf';
import { ownArray, ownObject, ownString } from './readers';

/** What a request gives a model beside its question. */
export interface RequestContext {
  tools: OfferedTool[];
  /** Everything the request asks for that is neither message nor tool, as it is spelled. */
  settings: { name: string; value: Json }[];
  size: ContextSize;
}

interface OfferedTool {
  name: string;
  /** Null where the provider knows what it does. */
  description: string | null;
}

/** In bytes of JSON. */
export interface ContextSize {
  system: number;
  tools: number;
  /** What was said, tools' results left out. */
  history: number;
  results: number;
}

/** Where either API, and the servers that speak like it, have messages and tools. */
const toolLists = ['tools', 'functions', 'mcp_servers'];
const spoken = new Set([...toolLists, 'messages', 'system']);

/** Null where the body is no request that could be read. */
export function requestContext(api: Api, body: Json): RequestContext | null {
  if (!isObject(body)) return null;
  const tools = toolLists.flatMap((list) => ownArray(body, list));
  return {
    tools: tools.map(offeredTool),
    settings: Object.entries(body).flatMap(([name, value]) => (spoken.has(name) ? [] : [{ name, value }])),
    size: { ...sizeOfMessages(api, body), tools: sum(tools.map(bytesOf)) },
  };
}

/** A function of the caller's stands inside of an object, a tool of the provider's is named by its type. */
function offeredTool(tool: Json): OfferedTool {
  if (!isObject(tool)) return { name: JSON.stringify(tool), description: null };
  const inner = ownObject(tool, 'function') ?? ownObject(tool, 'custom') ?? tool;
  const name =
    ownString(inner, 'name') ?? ownString(tool, 'server_label') ?? ownString(tool, 'type') ?? 'without a name';
  return { name, description: ownString(inner, 'description') };
}

function sizeOfMessages(api: Api, body: JsonObject): Omit<ContextSize, 'tools'> {
  const size = { system: 0, history: 0, results: 0 };
  for (const { role, path, parts } of conversationOf(api, body, null)) {
    const whole = bytesOf(valueAt(body, path) ?? null);
    const results = sum(
      parts.map((part) => (part.kind === 'tool_result' ? bytesOf(valueAt(body, part.path) ?? null) : 0)),
    );
    size.results += results;
    size[role === 'system' || role === 'developer' ? 'system' : 'history'] += Math.max(0, whole - results);
  }
  return size;
}

/** In UTF-8, without making it. */
function bytesOf(value: Json): number {
  const text = JSON.stringify(value);
  let bytes = text.length;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    // The two halves of a pair are two bytes each.
    if (unit >= 0x80) bytes += unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 1 : 2;
  }
  return bytes;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
