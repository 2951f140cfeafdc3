import { assignOwn, isObject, own, type Json, type JsonObject } from '../../json';
import type { Audio } from './audio';
import { addContent } from './content';
import { addReasoning, reasoningFields } from './reasoning';
import { createToolCalls, type ToolCalls } from './toolCalls';

export interface Message {
  /** Takes in a delta; true when it carried a token. */
  add(delta: JsonObject): boolean;
  whole(): JsonObject;
}

const merged: ReadonlySet<string> = new Set([
  'audio',
  'content',
  'refusal',
  'function_call',
  'role',
  'tool_calls',
  ...reasoningFields,
]);

/** The message of one choice, from its deltas. */
export function createMessage(audio: Audio): Message {
  const fields: JsonObject = {};
  let role: Json | undefined;
  let content: Json = null;
  let refusal: string | null = null;
  let functionCall: JsonObject | null = null;
  let toolCalls: ToolCalls | null = null;

  function add(delta: JsonObject): boolean {
    assignOwn(fields, delta, merged);
    role = own(delta, 'role') || role;
    content = addContent(content, own(delta, 'content'));
    const refusalText = own(delta, 'refusal');
    if (refusalText && typeof refusalText === 'string') refusal = (refusal ?? '') + refusalText;
    functionCall = addFunctionCall(functionCall, own(delta, 'function_call'));
    const calls = own(delta, 'tool_calls');
    if (Array.isArray(calls)) {
      toolCalls ??= createToolCalls();
      for (const call of calls) toolCalls.add(call);
    }
    const carried = [audio.add(delta), addReasoning(fields, delta)];
    return carried.includes(true) || tokenFields.some((key) => hasTokens(own(delta, key)));
  }

  function whole(): JsonObject {
    const spoken = audio.whole();
    const common: JsonObject = {
      ...(spoken === null ? {} : { audio: spoken }),
      ...(role === undefined ? {} : { role }),
      content,
      refusal,
    };
    // The SDK leaves other fields of a message with a legacy function call out.
    if (functionCall !== null) return { ...common, function_call: wholeFunctionCall(functionCall) };
    return { ...fields, ...common, ...(toolCalls === null ? {} : { tool_calls: toolCalls.whole() }) };
  }

  return { add, whole };
}

const tokenFields = ['content', 'refusal', 'function_call', 'tool_calls'] as const;

function hasTokens(value: Json | undefined): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

/** The first piece sets name and arguments, later pieces add to the arguments. */
function addFunctionCall(before: JsonObject | null, added: Json | undefined): JsonObject | null {
  if (!isObject(added)) return before;
  if (before === null) return assignOwn({}, added);
  const { name, arguments: fragment } = added;
  if (name) before['name'] = name;
  if (typeof fragment === 'string') {
    const text = before['arguments'];
    before['arguments'] = (typeof text === 'string' ? text : '') + fragment;
  }
  return before;
}

function wholeFunctionCall(call: JsonObject): JsonObject {
  const { name, arguments: text } = call;
  return { ...(text === undefined ? {} : { arguments: text }), ...(name === undefined ? {} : { name }) };
}
