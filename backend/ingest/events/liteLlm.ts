import { isObject, SpelledNumber, type Json, type JsonObject } from '@lens/core/json';
import { isHttpStatus, isTraceId } from '../wellFormed';

/** As LiteLLM's generic API logger sends a call: its `StandardLoggingPayload`. */
export function isLiteLlm(json: Json): json is JsonObject {
  return isObject(json) && 'call_type' in json && 'startTime' in json && !('startedAt' in json);
}

/**
 * The same as a call that `POST /api/v1/events` takes, to be checked like any other. LiteLLM tells what it sent on and got,
 * in the form of OpenAI's API whatever the provider's is.
 */
export function eventOfLiteLlm(payload: JsonObject): JsonObject {
  const [start, end] = [numberIn(payload, 'startTime'), numberIn(payload, 'endTime')];
  const error = errorOf(payload);
  return withoutNothing({
    id: textIn(payload, 'litellm_call_id') ?? textIn(payload, 'id'),
    source: 'litellm',
    startedAt: isoOf(start),
    durationMs: between(start, end),
    provider: nameOf(textIn(payload, 'custom_llm_provider')) ?? 'unknown',
    operation: operationOf(payload),
    model: textIn(payload, 'model'),
    stream: payload['stream'] === true,
    error: error && withoutNothing({ type: error.type, message: error.message }),
    upstreamStatus: error?.status,
    userId: textIn(payload, 'end_user') ?? textIn(objectIn(payload, 'metadata'), 'user_api_key_user_id'),
    sessionId: sessionOf(payload),
    ...traceOf(payload),
    request: withoutNothing({ original: requestOf(payload), headers: headersOf(payload) }),
    response: responseOf(payload),
    usage: usageOf(payload),
    firstTokenMs: payload['stream'] === true ? between(start, numberIn(payload, 'completionStartTime')) : undefined,
    events: guardrailsOf(payload),
  });
}

type Operation = 'chat_completions' | 'messages' | 'responses' | 'completions' | 'embeddings' | 'other';

/** By the function that was called, with or without the `a` of asynchronous ones. */
const operations: Readonly<Record<string, Operation>> = {
  completion: 'chat_completions',
  text_completion: 'completions',
  embedding: 'embeddings',
  responses: 'responses',
  anthropic_messages: 'messages',
};

function operationOf(payload: JsonObject): Operation {
  const called = textIn(payload, 'call_type') ?? '';
  const isKnown = (name: string): boolean => Object.hasOwn(operations, name);
  const name = [called, called.replace(/^a/, '')].find(isKnown);
  return (name !== undefined && operations[name]) || 'other';
}

/** What was asked stands apart from how it was asked. */
function requestOf(payload: JsonObject): JsonObject {
  const operation = operationOf(payload);
  const asked = payload['messages'] ?? null;
  const isOfMessages = operation === 'chat_completions' || operation === 'messages';
  const field = isOfMessages ? 'messages' : operation === 'completions' ? 'prompt' : 'input';
  const model = textIn(payload, 'model');
  return { ...(model !== null && { model }), ...objectIn(payload, 'model_parameters'), [field]: asked };
}

/** Nothing for a call that failed, and for what Python alone can read. */
function responseOf(payload: JsonObject): JsonObject | undefined {
  const answered = objectIn(payload, 'response');
  return Object.keys(answered).length === 0 ? undefined : { original: answered };
}

function usageOf(payload: JsonObject): JsonObject | undefined {
  if ((numberIn(payload, 'total_tokens') ?? 0) === 0) return undefined;
  const [input, output] = [numberIn(payload, 'prompt_tokens'), numberIn(payload, 'completion_tokens')];
  return withoutNothing({ inputTokens: input, outputTokens: output });
}

function errorOf(payload: JsonObject) {
  if (payload['status'] !== 'failure') return undefined;
  const about = objectIn(payload, 'error_information');
  const type = textIn(about, 'error_class');
  const message = textIn(payload, 'error_str') ?? textIn(about, 'error_message');
  const status = Number(textIn(about, 'error_code') ?? NaN);
  return {
    type: type?.slice(0, 100),
    message: message?.slice(0, 4096),
    status: isHttpStatus(status) ? status : undefined,
  };
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Where nobody gave a trace id, LiteLLM makes one up for each call: that is no conversation. */
function sessionOf(payload: JsonObject): string | undefined {
  const [session, trace] = [textIn(payload, 'session_id'), textIn(payload, 'trace_id')];
  return session ?? (trace === null || uuid.test(trace) ? undefined : trace.slice(0, 256));
}

function traceOf(payload: JsonObject): JsonObject {
  const trace = textIn(payload, 'trace_id') ?? '';
  return isTraceId(trace) ? { traceId: trace } : {};
}

function headersOf(payload: JsonObject): JsonObject | undefined {
  const agent = textIn(payload, 'user_agent');
  return agent === null ? undefined : { 'user-agent': agent.slice(0, 4096) };
}

/** What guardrails made of the call, without what they quote. */
function guardrailsOf(payload: JsonObject): JsonObject[] | undefined {
  const told = payload['guardrail_information'];
  if (!Array.isArray(told)) return undefined;
  return told.filter(isObject).flatMap((each): JsonObject[] => {
    const policy = nameOf(textIn(each, 'guardrail_name'));
    const status = textIn(each, 'guardrail_status');
    if (policy === null || status === null || !/^\w{1,80}$/.test(status)) return [];
    return [{ policy, type: `guardrail.${status}`, severity: status === 'success' ? 'info' : 'warning' }];
  });
}

function nameOf(text: string | null): string | null {
  return text !== null && /^[\w.:@/ -]{1,100}$/.test(text) ? text : null;
}

/** Null for none, and for the empty text that LiteLLM has in its place. */
function textIn(holder: JsonObject, key: string): string | null {
  const value = holder[key];
  return typeof value === 'string' && value !== '' ? value : null;
}

function numberIn(holder: JsonObject, key: string): number | undefined {
  const value = holder[key];
  const number = value instanceof SpelledNumber ? value.valueOf() : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

function objectIn(holder: JsonObject, key: string): JsonObject {
  const value = holder[key];
  return isObject(value) ? value : {};
}

/** Seconds since the Unix epoch. */
function isoOf(seconds: number | undefined): string | undefined {
  const date = new Date((seconds ?? NaN) * 1000);
  return Number.isNaN(date.valueOf()) ? undefined : date.toISOString();
}

function between(start: number | undefined, end: number | undefined): number | undefined {
  return start === undefined || end === undefined || end < start ? undefined : (end - start) * 1000;
}

function withoutNothing(fields: Readonly<Record<string, Json | null | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).filter((field): field is [string, Json] => field[1] !== undefined && field[1] !== null),
  );
}
