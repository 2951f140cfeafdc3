import { isObject, type Json, type JsonObject } from '@lens/core/json';
import { spanNames } from '@lens/core/waterfall';
import type { CallRecord } from '../../call';
import type { GenAiFacts } from './genAiNames';

/** What the call of a provider says in OpenTelemetry's names. Of the bodies only settings, ids and counts: no text. */
export function completionFacts(record: CallRecord): GenAiFacts {
  const { usage, chunks, timings } = record;
  const asked = sentBody(record);
  const answered = answeredBody(record);
  return {
    operation: operationOf(record),
    provider: record.provider,
    requestModel: record.finalModel,
    responseModel: textOf(answered['model']),
    responseId: textOf(answered['id']),
    conversationId: record.sessionId,
    finishReasons: finishReasons(record, answered),
    inputTokens: usage.inputTokens,
    outputTokens: usage.outputTokens,
    cacheReadTokens: usage.cacheReadTokens,
    cacheWriteTokens: usage.cacheWriteTokens,
    reasoningTokens: usage.reasoningTokens,
    timeToFirstChunk: timeToFirstChunk(chunks?.upstream?.at[0], timings),
    isStream: record.stream ? true : null,
    maxTokens: numberOf(asked['max_completion_tokens'] ?? asked['max_tokens']),
    temperature: numberOf(asked['temperature']),
    topP: numberOf(asked['top_p']),
    topK: numberOf(asked['top_k']),
    frequencyPenalty: numberOf(asked['frequency_penalty']),
    presencePenalty: numberOf(asked['presence_penalty']),
    seed: numberOf(asked['seed']),
    choiceCount: asked['n'] === 1 ? null : numberOf(asked['n']),
    reasoningLevel: reasoningLevel(asked),
    outputType: outputType(asked),
    previousResponseId: textOf(asked['previous_response_id']),
  };
}

const operations: readonly [string, string][] = [
  ['/v1/responses', 'chat'],
  ['/v1/embeddings', 'embeddings'],
  ['/v1/completions', 'text_completion'],
];

/** Null for what is no model call, as the list of models. */
function operationOf({ operation, endpoint, method }: CallRecord): string | null {
  if (operation !== 'passthrough') return 'chat';
  const path = endpoint.split('?')[0];
  return (method === 'POST' && operations.find(([known]) => known === path)?.[1]) || null;
}

/** As the provider was sent it. */
function sentBody({ request }: CallRecord): JsonObject {
  return objectOf((request.final ?? request.original).json);
}

/** As the client was sent it: what a policy took out is nobody's to tell. */
function answeredBody({ response }: CallRecord): JsonObject {
  return objectOf((response?.final ?? response?.original)?.json ?? null);
}

/** One of each choice; a choice whose end never came has `error` in its place. */
function finishReasons(record: CallRecord, answered: JsonObject): string[] | null {
  const { choices } = answered;
  if (Array.isArray(choices) && choices.length > 0) {
    return choices.map((choice) => textOf(objectOf(choice)['finish_reason']) ?? 'error');
  }
  if (record.finishReason !== null) return [record.finishReason];
  return record.chunks !== null && record.status !== 'complete' ? ['error'] : null;
}

function timeToFirstChunk(firstAt: number | undefined, timings: CallRecord['timings']): number | null {
  const provider = timings.find(({ name }) => name === spanNames.completion);
  if (firstAt === undefined || provider === undefined) return null;
  return Math.max(0, firstAt - provider.start) / 1000;
}

function reasoningLevel(asked: JsonObject): string | null {
  return (
    textOf(asked['reasoning_effort']) ??
    textOf(objectOf(asked['reasoning'] ?? null)['effort']) ??
    textOf(objectOf(asked['output_config'] ?? null)['effort'])
  );
}

function outputType(asked: JsonObject): string | null {
  const format = textOf(objectOf(asked['response_format'] ?? null)['type']);
  if (format === null) return null;
  return format === 'text' ? 'text' : 'json';
}

function objectOf(value: Json): JsonObject {
  return isObject(value) ? value : {};
}

function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function numberOf(value: Json | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
